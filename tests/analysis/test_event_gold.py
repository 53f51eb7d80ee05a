"""Events of short invented sentences, with floors: what was found once is found for good. See tests/gold/events.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from bot.model.findings import Event
from tests.analysis.event_cast import read

FLOORS = {"dev": 0.93, "held_out": 0.81}
"""Least share of the events told that are found; .793 and .815 when they were first read. They only ever rise."""
MOST_LOOSE = {"dev": 1, "held_out": 1}
"""Most sentences without an event in which one is found. They only ever fall."""
MOST_FOUND = 2.0
"""Events found for one told, at most: more would be guessing."""


@cache
def load_half(half: str) -> tuple[list[list[str]], list[str]]:
    path = Path(__file__).parents[1] / "gold" / "events.toml"
    loaded = tomllib.loads(path.read_text(encoding="utf-8"))[half]
    return loaded["told"], loaded["none"]


def is_side(wanted: str, actors: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether all actors wanted are there; for a word behind "~", whether it was printed."""
    if wanted.startswith("~"):
        return wanted[1:] in " ".join(printed)
    return set(wanted.split("+")) <= set(actors)


def fits(wanted: str, event: Event) -> bool:
    source, *negated, kind, target = wanted.split()
    sides = [(event.source, event.source_text), (event.target, event.target_text)]
    if kind == "verbal-cooperation" and not is_side(source, *sides[0]):
        sides.reverse()  # what two do together
    same = event.event_class.value == kind and event.negated == bool(negated)
    return same and is_side(source, *sides[0]) and is_side(target, *sides[1])


def list_missed(half: str) -> tuple[list[str], int, int]:
    """The events told that are not found, the number of those told, and the number found."""
    missed: list[str] = []
    told = found = 0
    for text, *wanted in load_half(half)[0]:
        events = read(text)
        told, found = told + len(wanted), found + len(events)
        missed += [f"{each}: {text}" for each in wanted if not any(fits(each, event) for event in events)]
    return missed, told, found


@pytest.mark.parametrize("half", FLOORS)
def test_events_told_are_found(half: str) -> None:
    missed, told, found = list_missed(half)
    shown = missed if half == "dev" else []  # the other half stays unseen
    assert 1 - len(missed) / told >= FLOORS[half], shown
    assert found / told <= MOST_FOUND


@pytest.mark.parametrize("half", FLOORS)
def test_conditions_wishes_and_states_are_no_events(half: str) -> None:
    loose = [text for text in load_half(half)[1] if read(text)]
    assert len(loose) <= MOST_LOOSE[half], loose if half == "dev" else []


def test_there_are_enough_sentences_of_every_class_and_none_twice() -> None:
    halves = [load_half(half) for half in FLOORS]
    texts = [row[0] for told, _ in halves for row in told] + [text for _, none in halves for text in none]
    assert len(set(texts)) == len(texts) >= 80
    assert sum(len(none) for _, none in halves) >= 25
    kinds = [event.split()[-2] for told, _ in halves for row in told for event in row[1:]]
    assert min(kinds.count(kind) for kind in set(kinds)) >= 10
    assert len(set(kinds)) == 4
