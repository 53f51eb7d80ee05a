"""Vectors of words and sentences, and how near passages come to themes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.lexicon.load import load_default_actors
from bot.analysis.theme_meaning import UNTOLD, Meanings, list_names
from bot.analysis.theme_terms import split_words
from bot.analysis.vectors.table import load_vectors
from bot.model.knowledge import Actor, Theme

VECTORS = load_vectors()
NAMES = list_names(load_default_actors())
ENERGY = Theme(id="energy", name="Energy", examples=("The plant burns gas to make electricity.",))
HEALTH = Theme(id="health", name="Health", examples=("Doctors fight the epidemic with a new vaccine.",))


def likeness(one: str, other: str) -> float:
    first, second = VECTORS.encode([one.split(), other.split()])
    return float(first @ second)


def nearness(text: str, *themes: Theme, names: frozenset[str] = frozenset()) -> list[float]:
    return [float(value) for value in Meanings(themes, names).weigh([list(split_words(text))])[0]]


def test_words_of_like_meaning_lie_near_each_other() -> None:
    assert likeness("vaccine", "epidemic") > likeness("vaccine", "railway") + 0.1
    assert likeness("financial penalties", "sanctions") > likeness("penalty shootout", "sanctions")


def test_case_accents_and_unknown_letters_make_no_difference() -> None:
    assert likeness("Café", "cafe") == pytest.approx(1)
    assert not VECTORS.encode([["雪"]]).any()


def test_common_words_have_a_low_rank() -> None:
    assert VECTORS.rank("the") < VECTORS.rank("pipeline") < VECTORS.rank("desalination")


def test_a_passage_is_nearest_to_the_theme_that_it_is_about() -> None:
    energy, health = nearness("The new reactor will light half of the island's homes.", ENERGY, HEALTH)
    assert energy > health
    energy, health = nearness("Nurses gave the jab to ten thousand children this week.", ENERGY, HEALTH)
    assert health > energy


def test_sport_is_nearer_to_the_background_than_to_a_theme() -> None:
    alliances = Theme(id="alliances", name="A", examples=("The alliance's members will defend each other.",))
    (sport,) = nearness("The alliance between the two forwards broke the visitors' defence.", alliances)
    (pact,) = nearness(
        "Every member of the alliance promised to send soldiers if one is attacked.", alliances
    )
    assert sport < pact


def test_names_of_people_and_states_are_masked() -> None:
    theme = Theme(id="t", name="T", examples=("Putin met the Russian press in Moscow to talk of trains.",))
    masked, plain = (
        nearness("Putin told Russia's Vladimir Putin jokes about the weather today.", theme, names=names)[0]
        for names in (NAMES, frozenset())
    )
    assert masked < plain


def test_masked_names_come_from_people_and_states_only() -> None:
    bank = Actor(id="big-bank", name="Big Bank", kind="organisation")
    assert list_names([bank]) == frozenset()


def test_what_is_too_short_or_has_no_words_cannot_be_told() -> None:
    assert nearness("They met.", ENERGY) == [UNTOLD]
    assert nearness("They met in the old town hall.", Theme(id="x", name="X")) == [UNTOLD]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_vectors_have_length_one_or_none_at_all(texts: list[str]) -> None:
    lengths = np.linalg.norm(VECTORS.encode([text.split() for text in texts]), axis=1)
    assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200))
def test_nearness_stays_within_its_bounds_and_is_the_same_again(text: str) -> None:
    first = nearness(text, ENERGY, HEALTH)
    assert first == nearness(text, ENERGY, HEALTH)
    assert all(UNTOLD <= value < 1 for value in first)


def test_a_word_without_end_costs_little() -> None:
    assert VECTORS.encode([["a" * 1_000_000]]).shape == (1, VECTORS.dimensions)
