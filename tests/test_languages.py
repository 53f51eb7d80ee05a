"""Every language that can be told apart has a name for people."""

from __future__ import annotations

from bot.fetch.language import LANGUAGES
from bot.model.languages import NAMES, describe_language


def test_every_language_has_a_name() -> None:
    assert set(NAMES) == set(LANGUAGES)
    assert describe_language("de") == "German"
    assert describe_language("und") == "unknown language"
