"""How well themes are told on judged articles, and whether scores mean what they say: floors that only rise.

`python -m benchmarks.themes` prints the figures. Of what is held out only totals are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.themes.judged import (
    Pair,
    Reader,
    all_pairs,
    load_judged,
    load_late,
    load_off_topic,
    load_own,
    load_short,
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def odd(reader: Reader) -> list[Pair]:
    return all_pairs(load_judged(reader, held_out=False), reader)


@pytest.fixture(scope="module")
def held_out(reader: Reader) -> list[Pair]:
    return all_pairs(load_judged(reader, held_out=True), reader)


@pytest.fixture(scope="module")
def late(reader: Reader) -> list[Pair]:
    return all_pairs(load_late(reader), reader)


@pytest.fixture(scope="module")
def short_held_out(reader: Reader) -> list[Pair]:
    return all_pairs(load_short(reader, held_out=True), reader)


def given(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair.score >= pair.threshold]


def precision(pairs: Sequence[Pair]) -> float:
    sure = [pair for pair in given(pairs) if pair.weight == 1]
    return sum(pair.right for pair in sure) / len(sure)


def recall(pairs: Sequence[Pair]) -> float:
    return sum(pair.right for pair in given(pairs)) / sum(pair.right for pair in pairs)


def alarms(pairs: Sequence[Pair]) -> set[str]:
    """Articles without a theme that got one."""
    return {pair.article for pair in given(pairs)} - {pair.article for pair in pairs if pair.right}


def test_the_fitted_half_is_told_well(odd: list[Pair]) -> None:
    assert precision(odd) >= 0.93
    assert recall(odd) >= 0.95
    assert not alarms(odd)


def test_the_other_half_is_told_nearly_as_well(held_out: list[Pair]) -> None:
    assert precision(held_out) >= 0.93
    assert recall(held_out) >= 0.85
    assert not alarms(held_out)


def test_articles_written_later_are_told_well_enough(late: list[Pair]) -> None:
    assert precision(late) >= 0.77
    assert recall(late) >= 0.79
    assert len(alarms(late)) <= 1


def test_briefs_and_teasers_are_told_without_false_alarms(reader: Reader, short_held_out: list[Pair]) -> None:
    odd = all_pairs(load_short(reader, held_out=False), reader)
    assert precision(odd) >= 0.75
    assert recall(odd) >= 0.85
    assert precision(short_held_out) >= 0.8
    assert recall(short_held_out) >= 0.72
    assert not alarms(odd) | alarms(short_held_out)


def test_warlike_words_about_other_matters_raise_no_alarm(reader: Reader) -> None:
    assert not alarms(all_pairs(load_off_topic(reader), reader))


def test_a_score_says_how_often_it_is_right(
    reader: Reader, held_out: list[Pair], late: list[Pair], short_held_out: list[Pair]
) -> None:
    """Of what scores 0.7 to 0.9 about 80 % is right, of what scores more nearly all."""
    own = all_pairs(load_own(held_out=True), reader)
    every = (*held_out, *late, *short_held_out, *own)
    sure = [pair for pair in every if pair.weight == 1 and pair.score >= pair.threshold]
    middle = [pair.right for pair in sure if 0.7 <= pair.score < 0.9]
    top = [pair.right for pair in sure if pair.score >= 0.9]
    assert 0.7 <= sum(middle) / len(middle) <= 0.92
    assert sum(top) / len(top) >= 0.93
