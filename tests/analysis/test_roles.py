"""The role printed beside a name, as a digest shows it."""

from __future__ import annotations

import pytest

from bot.analysis.roles import role_beside


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“No,” said Anna Berg, a harbour pilot.", "a harbour pilot"),
        ("“No,” said Anna Berg of the Harbour Institute.", "Harbour Institute"),
        ("“No,” said Anna Berg of Norway.", None),
        ("“No,” said Anna Berg of the US.", None),
        ("“No,” Norwegian Foreign Minister Anna Berg said.", "Norwegian Foreign Minister"),
    ],
)
def test_a_role_is_an_office_a_calling_or_a_body_but_no_country(text: str, role: str | None) -> None:
    start = text.index("Anna Berg")
    assert role_beside(text, start, start + len("Anna Berg"))[0] == role
