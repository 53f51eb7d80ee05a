"""The language model: loaded once, and refused with a sentence where it does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from bot.analysis.nlp import NEEDED, load_nlp
from bot.errors import SettingError


def test_the_default_model_is_loaded_once_and_can_parse() -> None:
    assert load_nlp() is load_nlp()
    assert set(NEEDED) <= set(load_nlp().pipe_names)


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingError) as caught:
        load_nlp("no_such_model")
    assert "no_such_model" in caught.value.sentence
    assert "RAPPORTEUR_SPACY_MODEL" in caught.value.advice


def test_a_model_that_cannot_parse_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(SettingError, match="has no tagger, parser, ner"):
        load_nlp(str(tmp_path / "blank"))
