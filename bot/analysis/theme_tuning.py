"""Learns from marks how a workspace's theme is to be weighed: a small, bounded shift of the shared weights.

Ridge logistic regression on the named features, started from the shared weights; each weight may move by at most
half of itself, so that marks bend a theme and never turn it round.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain

from bot.analysis.theme_strength import BIAS, default_weights, log_odds, weights_of
from bot.model.feedback import Mark

LEAST_MARKS = 10
"""Fewest marks of each kind from which anything is learnt."""
_STAY = 3.0  # strength of the pull towards the shared weights, in marks
_STEPS = 400
_MOST_BIAS = 2.0  # log-odds by which the bias may move
_MOST_SHARE = 0.5  # share of a weight by which it may move
_LEAST_ROOM = 0.25  # by which even a small weight may move
_SMALLEST = 0.001  # a smaller shift is none


def is_enough(relevant: int, irrelevant: int) -> bool:
    """Whether so many marks of each kind may move a theme."""
    return min(relevant, irrelevant) >= LEAST_MARKS


def learn_shift(marks: Sequence[Mark]) -> tuple[tuple[str, float], ...] | None:
    """What the marks add to the weights of a theme, by feature; None where they are too few of either kind."""
    relevant = sum(1 for mark in marks if mark.relevant)
    if not is_enough(relevant, len(marks) - relevant):
        return None
    names = [
        BIAS,
        *sorted(set(chain.from_iterable(mark.features for mark in marks)) & set(default_weights())),
    ]
    rows = [
        {BIAS: 1.0, **{name: float(mark.features.get(name, 0.0)) for name in names[1:]}} for mark in marks
    ]
    sizes = {name: math.sqrt(sum(row[name] ** 2 for row in rows) / len(rows)) for name in names}
    shift = dict.fromkeys(names, 0.0)
    for _ in range(_STEPS):
        shift = _step(shift, rows, marks, sizes)
    return tuple((name, round(shift[name], 4)) for name in names if abs(shift[name]) >= _SMALLEST)


def _step(
    shift: Mapping[str, float],
    rows: Sequence[Mapping[str, float]],
    marks: Sequence[Mark],
    sizes: Mapping[str, float],
) -> dict[str, float]:
    moved = weights_of(shift.items())
    wrong = [
        _probability(log_odds({k: v for k, v in row.items() if k != BIAS}, moved)) - mark.relevant
        for row, mark in zip(rows, marks, strict=True)
    ]
    after = {}
    for name, value in shift.items():
        slope = sum(error * row[name] for error, row in zip(wrong, rows, strict=True)) + _STAY * value
        size = sizes[name] ** 2 + _STAY / len(rows)
        room = room_of(name)
        after[name] = min(room, max(-room, value - 0.5 * slope / (len(rows) * size)))
    return after


def room_of(name: str) -> float:
    """By how much the weight of a feature may move either way."""
    if name == BIAS:
        return _MOST_BIAS
    return max(_LEAST_ROOM, _MOST_SHARE * abs(default_weights().get(name, 0.0)))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))
