"""How surely each two of some articles tell one story, judged beside how near each one's own nearest are.

Two arrests of players of one club are alike in nearly all they say; still each report is nearer to those of its own
arrest. So the likeness of two articles is counted from a level half-way between their own: the mean likeness of each
to its nearest. Among reports that tell much the same, two have to be very near each other to be of one story; among
reports that have little in common (one is a comment, one is short), less will do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.analysis.story_likeness import CALENDAR, CHANNELS, Column, load_weights
from bot.analysis.story_members import Member, measure_days
from bot.analysis.story_terms import TermKind
from bot.analysis.story_vocabulary import Numbers, Weights, kinds_of

Square = NDArray[np.float64]

_NEAREST = 8  # articles whose mean likeness is an article's level
_SHARE = 0.7  # of the level that is taken off; all of it would part every story into its wordings
_LEAST_LEVEL = 2.0  # log-odds: an article without near ones is judged as if it had fairly near ones
_USUAL = 2.5  # log-odds given back, so that two articles of an ordinary story are as sure as their words say
_A_DAY = 0.2  # log-odds taken off for each day between two articles
_EMPTY = 1e-9


def relate_closely(members: Sequence[Member], rarity: Callable[[Numbers], Weights]) -> Square:
    """How surely each two of the articles tell one story, in log-odds, beside their nearest and by when they were told."""
    if not members:
        return np.zeros((0, 0))
    counted: Square = count_from_levels(relate_members(members, rarity)) - _A_DAY * measure_days(members)
    return counted


def relate_members(members: Sequence[Member], rarity: Callable[[Numbers], Weights]) -> Square:
    """How surely each two of the articles tell one story by themselves, in log-odds: symmetric.

    The same as `measure_likenesses` of each against all, at a fraction of its cost.
    """
    terms = _Terms(members, rarity)
    products = {kind: terms.multiply(kind) for kind in TermKind}
    squares = {kind: terms.square(kind) for kind in TermKind}
    base, weights = load_weights()
    found = {name: _cosines(kinds, products, squares) for name, kinds in CHANNELS.items()}
    for name, kind in CALENDAR.items():
        meet, named = products[kind] > 0, squares[kind] > 0
        found[f"{name}_same"] = meet.astype(np.float64)
        found[f"{name}_other"] = (np.outer(named, named) & ~meet).astype(np.float64)
    found_odds = [weight * found[name] for name, weight in weights]
    odds: Square = base + np.sum(found_odds, axis=0)
    return odds


def count_from_levels(odds: Square) -> Square:
    """The log-odds counted from the levels of the two articles."""
    if len(odds) < 2:
        return odds
    others = odds.copy()
    np.fill_diagonal(others, -np.inf)
    nearest = min(_NEAREST, len(odds) - 1)
    levels = np.maximum(np.sort(others, axis=1)[:, -nearest:].mean(axis=1), _LEAST_LEVEL)
    counted: Square = odds - _SHARE * np.add.outer(levels, levels) / 2 + _USUAL
    return counted


def _cosines(
    kinds: Iterable[TermKind], products: dict[TermKind, Square], squares: dict[TermKind, Column]
) -> Square:
    lengths = np.sqrt(sum(squares[kind] for kind in kinds))
    cosines: Square = sum(products[kind] for kind in kinds) / (np.outer(lengths, lengths) + _EMPTY)
    return cosines


class _Terms:
    """The terms of some articles: a row an article, a column a term that two of them have."""

    def __init__(self, members: Sequence[Member], rarity: Callable[[Numbers], Weights]) -> None:
        numbers = np.concatenate([member.numbers for member in members])
        known, columns, had = np.unique(numbers, return_inverse=True, return_counts=True)
        self._count = len(members)
        self._rows = np.repeat(np.arange(self._count), [len(member.numbers) for member in members])
        self._weights = np.concatenate([member.weights for member in members]) * rarity(known)[columns]
        self._kinds = kinds_of(numbers)
        shared = had > 1
        self._columns = (np.cumsum(shared) - 1)[columns]
        self._shared = shared[columns]
        self._table = np.zeros((self._count, int(shared.sum())))
        self._table[self._rows[self._shared], self._columns[self._shared]] = self._weights[self._shared]
        self._table_kinds = kinds_of(known[shared])

    def multiply(self, kind: TermKind) -> Square:
        """The products of each two articles' terms of a kind."""
        table = self._table[:, self._table_kinds == kind]
        products: Square = table @ table.T
        return products

    def square(self, kind: TermKind) -> Column:
        """The squared lengths of the articles in that kind of term."""
        weights = np.where(self._kinds == kind, self._weights, 0.0)
        return np.bincount(self._rows, weights**2, self._count).astype(np.float64)
