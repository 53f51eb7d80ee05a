"""The gate: what is worth the parser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.analysis.gate import Followed, passes_gate
from bot.analysis.lexicon.load import load_default_themes
from bot.analysis.themes import ThemeTable, match_themes
from bot.model.knowledge import Theme

GOLD = Path(__file__).parents[3] / "shared" / "gold"
DEFAULT = ThemeTable(load_default_themes())
NOBODY = Followed()
RECIPE = "Melt the butter, stir in the flour and let it rest for an hour."


def test_a_theme_opens_the_gate() -> None:
    assert passes_gate("Sanctions on two Russian banks were agreed.", None, {"russia"}, DEFAULT, NOBODY)


def test_what_concerns_nobody_stays_outside() -> None:
    assert not passes_gate(RECIPE, "A cake", {"france"}, DEFAULT, NOBODY)


def test_a_followed_actor_opens_the_gate() -> None:
    assert passes_gate(RECIPE, "A cake", {"france"}, DEFAULT, Followed(actors=frozenset({"france"})))


@pytest.mark.parametrize("word", ["flour", "LET IT REST", "a cake", "lour and"])
def test_a_search_word_opens_the_gate_in_title_and_text(word: str) -> None:
    assert passes_gate(RECIPE, "A cake", set(), DEFAULT, Followed(words=frozenset({word})))


def test_a_chinese_search_word_opens_the_gate() -> None:
    assert passes_gate(
        "习近平主席在北京会见了客人。", None, set(), DEFAULT, Followed(words=frozenset({"习近平"}))
    )


def test_a_near_miss_of_a_followed_theme_is_read() -> None:
    table = ThemeTable(
        (Theme(id="water", name="Water", hints=("dam", "river", "reservoir", "spillway"), threshold=0.6),)
    )
    text = "The dam is old. The river is low."
    named = {"egypt", "sudan"}
    assert not match_themes(text, None, named, table)
    assert not passes_gate(text, None, named, table, NOBODY)
    assert passes_gate(text, None, named, table, Followed(themes=frozenset({"water"})))


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold set lies beside the project, and is not there")
def test_no_article_of_the_gold_set_with_a_theme_is_missed() -> None:
    for file in [*GOLD.glob("seeds/*.json"), *GOLD.glob("articles/*.json")]:
        gold = json.loads(file.read_text(encoding="utf-8"))
        if gold["language"] == "en" and gold["themes"]:
            named = {actor["id"] for actor in gold["actors"]}
            assert passes_gate(gold["body"], gold["title"], named, DEFAULT, NOBODY), gold["id"]
