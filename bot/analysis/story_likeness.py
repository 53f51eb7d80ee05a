"""How surely an article tells the same story as others: several likenesses, each of its own kind of term.

Words alone do not part two events of one kind (a second hijacking, next year's verdict); names, numbers, what the
head says, pairs of words and the days that are named do. The weights are data: lexicon/story_weights.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.analysis.lexicon.words import load_words
from bot.analysis.story_terms import TermKind

Column = NDArray[np.float64]

CHANNELS: dict[str, tuple[TermKind, ...]] = {
    "all": (TermKind.WORD, TermKind.NAME, TermKind.NUMBER),
    "words": (TermKind.WORD,),
    "names": (TermKind.NAME,),
    "numbers": (TermKind.NUMBER,),
    "pairs": (TermKind.PAIR,),
    "head": (TermKind.HEAD,),
}
"""Likeness by name → the kinds of terms that it looks at."""
CALENDAR = {"weekday": TermKind.WEEKDAY, "month": TermKind.MONTH}
_EMPTY = 1e-9
_LONGEST_LOGIT = 30.0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The terms of some articles, one after the other, beside those of the article that they are compared with."""

    rows: NDArray[np.intp]  # which article a term is of: 0 … `count` - 1
    count: int
    kinds: NDArray[np.int8]  # of each term
    weights: Column  # of each term, times its rarity
    asked: Column  # the same term's weight in the article asked about, 0 where it lacks it
    asked_kinds: NDArray[np.int8]  # the terms of the article asked about …
    asked_weights: Column  # … and their weights, times their rarity


def measure_channels(comparison: Comparison) -> dict[str, Column]:
    """Every likeness to each article, by name: cosines 0..1; whether named days meet, or differ, 0 or 1."""
    found = {name: _cosines(comparison, kinds) for name, kinds in CHANNELS.items()}
    for name, kind in CALENDAR.items():
        found[f"{name}_same"], found[f"{name}_other"] = _compare_days(comparison, kind)
    return found


def measure_likenesses(comparison: Comparison) -> Column:
    """How surely each of the articles tells the same story, 0..1."""
    base, weights = load_weights()
    channels = measure_channels(comparison)
    odds: Column = np.sum([weight * channels[name] for name, weight in weights], axis=0)
    return as_share(base + odds)


def as_share(odds: Column) -> Column:
    """Log-odds as shares of certainty, 0..1."""
    sure: Column = 1.0 / (1.0 + np.exp(-np.clip(odds, -_LONGEST_LOGIT, _LONGEST_LOGIT)))
    return sure


@lru_cache(maxsize=1)
def load_weights() -> tuple[float, tuple[tuple[str, float], ...]]:
    """The log-odds without any likeness, and the weight of each likeness by its name."""
    table = load_words("story_weights.toml")
    return float(table["base"]), tuple((name, float(weight)) for name, weight in table["channels"].items())


def _cosines(comparison: Comparison, kinds: Sequence[TermKind]) -> Column:
    chosen = np.isin(comparison.kinds, kinds)
    rows, weights = comparison.rows[chosen], comparison.weights[chosen]
    products = np.bincount(rows, weights * comparison.asked[chosen], comparison.count)
    lengths = np.sqrt(np.bincount(rows, weights**2, comparison.count))
    own = comparison.asked_weights[np.isin(comparison.asked_kinds, kinds)]
    cosines: Column = products / (lengths * np.sqrt((own**2).sum()) + _EMPTY)
    return cosines


def _compare_days(comparison: Comparison, kind: TermKind) -> tuple[Column, Column]:
    """Whether an article names a day that is asked about; whether both name days, and none in common."""
    chosen = comparison.kinds == kind
    rows = comparison.rows[chosen]
    named = np.bincount(rows, minlength=comparison.count) > 0
    meet = np.bincount(rows, comparison.asked[chosen] > 0, comparison.count) > 0
    both = named & bool((comparison.asked_kinds == kind).any())
    return meet.astype(np.float64), (both & ~meet).astype(np.float64)
