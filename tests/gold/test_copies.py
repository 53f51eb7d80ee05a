"""Floors of the judged copies: spun rewrites are found, look-alikes are left apart."""

from __future__ import annotations

import pytest

from tests.gold.copy_gold import COPIES, LOOK_ALIKES, list_mistakes, load_pairs, measure_f1

PARTS = ("dev", "held-out")
FLOORS = {"dev": 0.99, "held-out": 0.95}  # of pair F1; of the held-out part look at totals only
FLOOR = 0.97


@pytest.mark.parametrize("part", PARTS)
def test_each_part_keeps_its_floor(part: str) -> None:
    pairs = load_pairs(part)
    assert measure_f1(pairs, list_mistakes(pairs)) >= FLOORS[part]


def test_both_parts_together_keep_the_floor() -> None:
    parts = [load_pairs(part) for part in PARTS]
    mistakes = [mistake for pairs in parts for mistake in list_mistakes(pairs)]
    assert measure_f1([pair for pairs in parts for pair in pairs], mistakes) >= FLOOR


def test_no_look_alike_is_a_copy() -> None:
    mistakes = [mistake for part in PARTS for mistake in list_mistakes(load_pairs(part))]
    assert [mistake.kind for mistake in mistakes if mistake.kind in LOOK_ALIKES] == []


def test_the_set_has_every_kind_in_both_parts() -> None:
    kinds = [sorted({pair.kind for pair in load_pairs(part)}) for part in PARTS]
    assert kinds == [sorted((*COPIES, *LOOK_ALIKES))] * 2
    assert sum(len(load_pairs(part)) for part in PARTS) >= 40
