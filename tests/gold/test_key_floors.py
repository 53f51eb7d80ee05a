"""The choice of key quotes is never worse than it was, and better than naive ones, on judged quotes."""

from __future__ import annotations

import json

import pytest

from tests.gold.key_score import (
    CHOICES,
    FLOORS,
    SETS,
    choose_key,
    choose_longest,
    measure_choice,
    read_judged,
)

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("name", SETS)
def test_no_score_falls_below_its_floor(name: str) -> None:
    scores = measure_choice(read_judged(name), choose_key)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[name]
    assert {what: scores[what] for what, floor in floors.items() if scores[what] < floor} == {}


@pytest.mark.parametrize("naive", sorted(set(CHOICES) - {"key"}))
@pytest.mark.parametrize("name", SETS)
def test_fewer_chosen_are_not_to_be_shown_than_by_any_naive_choice(name: str, naive: str) -> None:
    ours = measure_choice(read_judged(name), choose_key)
    theirs = measure_choice(read_judged(name), CHOICES[naive])
    assert ours["key or fine"] > theirs["key or fine"]


@pytest.mark.parametrize("name", SETS)
def test_as_many_of_the_longest_hold_fewer_key_ones(name: str) -> None:
    passages = read_judged(name)
    ours = measure_choice(passages, choose_key)
    as_many = measure_choice(passages, lambda passage: choose_longest(passage, len(choose_key(passage))))
    assert ours["recall"] >= as_many["recall"]


@pytest.mark.parametrize("name", SETS)
def test_a_passage_without_a_key_quote_seldom_gets_one(name: str) -> None:
    barren = [p for p in read_judged(name) if all(judged.mark == "n" for judged in p)]
    assert sum(len(choose_key(passage)) for passage in barren) <= len(barren)
