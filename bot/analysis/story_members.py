"""An article as the stories remember it, and how it is laid beside others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.analysis.story_likeness import Comparison
from bot.analysis.story_terms import list_days
from bot.analysis.story_vocabulary import Numbers, Weights, kinds_of, split_features

_YEAR = 360  # days, of twelve months of thirty


@dataclass(frozen=True, slots=True)
class Member:
    """An article that is remembered."""

    story: int
    when: datetime  # aware
    numbers: Numbers  # of its terms
    weights: NDArray[np.float32]  # before any IDF
    days: tuple[int, ...]  # of its dateline


@dataclass(frozen=True, kw_only=True)
class StoredArticle:
    """An article of the last days as it was stored, to rebuild the index from."""

    story_id: int
    features: Mapping[str, float]  # as `extract_features` made them
    when: datetime  # aware; published, or stored where that is not known


def keep_member(story: int, features: Mapping[str, float], when: datetime) -> Member:
    """The article of that story with these features."""
    numbers, weights = split_features(features)
    return Member(story, when, numbers, weights.astype(np.float32), tuple(list_days(features)))


def compare_members(
    asked: Member, others: Sequence[Member], rarity: Callable[[Numbers], Weights]
) -> Comparison:
    """The terms of the others (at least one) beside those of the article that is asked about."""
    numbers = np.concatenate([other.numbers for other in others])
    own = asked.weights * rarity(asked.numbers)
    return Comparison(
        rows=np.repeat(np.arange(len(others)), [len(other.numbers) for other in others]),
        count=len(others),
        kinds=kinds_of(numbers),
        weights=np.concatenate([other.weights for other in others]) * rarity(numbers),
        asked=_find(asked.numbers, own, numbers),
        asked_kinds=kinds_of(asked.numbers),
        asked_weights=own,
    )


def _find(wanted: Numbers, weights: Weights, numbers: Numbers) -> Weights:
    """The weight of each of the numbers among the wanted ones (at least one), 0 where it is not."""
    order = np.argsort(wanted)
    at = np.minimum(np.searchsorted(wanted, numbers, sorter=order), len(wanted) - 1)
    found = order[at]
    return np.where(wanted[found] == numbers, weights[found], 0.0)


def measure_gap(asked: Member, others: Sequence[Member]) -> timedelta:
    """The time between an article and others (at least one); nothing where it falls among them.

    Datelines count too: files without a date of publication are all dated by their arrival.
    """
    first, last = min(other.when for other in others), max(other.when for other in others)
    gap = max(asked.when - last, first - asked.when, timedelta(0))
    told = {day for other in others for day in other.days}
    if asked.days and told:
        apart = min(days_between(day, other) for day in asked.days for other in told)
        gap = max(gap, timedelta(days=apart))
    return gap


def measure_days(members: Sequence[Member]) -> NDArray[np.float64]:
    """The days between each two articles (at least one), by their dates or by their datelines, where those are farther apart."""
    moments = np.array([member.when.timestamp() for member in members]) / timedelta(days=1).total_seconds()
    apart: NDArray[np.float64] = np.abs(np.subtract.outer(moments, moments))
    rows = np.repeat(np.arange(len(members)), [len(member.days) for member in members])
    days = np.array([day for member in members for day in member.days], dtype=np.float64)
    between = np.abs(np.subtract.outer(days, days))
    told = np.full(apart.shape, np.inf)
    np.minimum.at(told, (rows[:, None], rows[None, :]), np.minimum(between, np.maximum(_YEAR - between, 0)))
    return np.maximum(apart, np.where(np.isinf(told), 0.0, told))


def days_between(one: int, two: int) -> int:
    """Days between two days of the year, across New Year where that is nearer."""
    apart = abs(one - two)
    return min(apart, max(_YEAR - apart, 0))
