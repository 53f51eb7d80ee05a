"""What a passage speaks of: told by its wording, with less than an article needs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.theme_passages import match_passage_themes
from bot.analysis.theme_reading import ThemeTable
from bot.model.knowledge import Theme


def table(**fields: tuple[str, ...] | float | int) -> ThemeTable:
    """A table of one theme."""
    values: dict[str, Any] = fields
    return ThemeTable((Theme(id="mine", name="Mine", **values),))


@pytest.fixture(scope="module")
def shipped() -> ThemeTable:
    knowledge = default_knowledge()
    return ThemeTable(knowledge.themes, knowledge.actors)


@pytest.mark.parametrize(
    ("passage", "themes"),
    [
        ("Our winter will not depend on Russian gas.", ("energy",)),
        ("Sanctions hit those who impose them.", ("sanctions",)),
        ("We shall sit down again when the weather is better.", ()),
        ("The police used tear gas.", ()),
        ("", ()),
    ],
)
def test_one_plain_term_says_what_a_passage_speaks_of(
    shipped: ThemeTable, passage: str, themes: tuple[str, ...]
) -> None:
    assert match_passage_themes(passage, {"russia"}, shipped) == themes


def test_one_weak_term_is_not_enough_and_several_are() -> None:
    themes = table(hints=("fuel", "buses", "pumps"))
    assert match_passage_themes("The fuel is dear.", set(), themes) == ()
    assert match_passage_themes("The fuel for buses comes from two pumps.", set(), themes) == ("mine",)


def test_a_theme_of_examples_alone_is_told_by_a_close_echo() -> None:
    themes = table(examples=("The central bank raised its interest rate again.",))
    assert match_passage_themes("The central bank raises its interest rate.", set(), themes) == ("mine",)
    assert match_passage_themes("The bank of the river is steep.", set(), themes) == ()


def test_excluded_terms_and_the_threshold_hold_here_too() -> None:
    assert match_passage_themes("Surfers like the pipeline.", set(), table(include=("pipeline",))) == (
        "mine",
    )
    against = table(include=("pipeline",), exclude=("surfer*",))
    assert match_passage_themes("Surfers like the pipeline.", set(), against) == ()
    strict = table(include=("pipeline",), threshold=0.9)
    assert match_passage_themes("The pipeline is long.", set(), strict) == ()


def test_a_theme_that_asks_for_actors_asks_its_article() -> None:
    themes = table(include=("summit",), actors=("russia", "china"), actors_min=2)
    assert match_passage_themes("The summit was short.", {"russia"}, themes) == ()
    assert match_passage_themes("The summit was short.", {"russia", "china"}, themes) == ("mine",)


def test_a_theme_of_actors_alone_is_not_told_of_every_passage() -> None:
    assert match_passage_themes("It rained.", {"acme"}, table(actors=("acme",), actors_min=1)) == ()
