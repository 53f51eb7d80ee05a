"""A column of the table: one set of texts, its scores by measure, and its quotes by confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.scores.reader import Printed

CONFIDENT = 0.8
"""From which a quote counts as confident; docs/users/json.md says so."""

BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.0, 0.6))
"""Half-open ranges of confidence."""


@dataclass(frozen=True, kw_only=True)
class Right:
    """How many of the quotes in marks were right in span and speaker."""

    right: float
    of: float  # quotes that the gold judges

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, kw_only=True)
class Column:
    """What was measured on one set."""

    name: str
    scores: Mapping[str, float | None]  # by measure; see `rows.MEASURES`
    bands: Sequence[Right] = ()  # as in BANDS; none where the set has no quotes
    about: str = ""  # how many texts, and which


class ScoredSet(Protocol):
    """A set of texts that can be read and scored."""

    name: str

    def files(self) -> Sequence[Path]:
        """What `analyze` has to read; empty where the set is read in another way."""
        ...

    def score(self, printed: Mapping[Path, Printed]) -> Column:
        """The column, from all that was read."""
        ...


def judge_by_confidence(
    judge: Callable[[float, float], Right],
) -> tuple[dict[str, float | None], list[Right]]:
    """The scores of confidence, and the bands.

    Args:
        judge: tells how many quotes with a confidence in [least, below) are right.
    """
    every, sure = judge(0.0, 1.01), judge(CONFIDENT, 1.01)
    scores = {
        "quotes: confident share": sure.of / every.of if every.of else None,
        "quotes: confident and right": sure.share,
    }
    return scores, [judge(least, below) for least, below in BANDS]


def only_within(printed: Printed, least: float, below: float) -> Printed:
    """What was printed, without the quotes of other confidence."""
    return {**printed, "quotes": [q for q in printed["quotes"] if least <= q["confidence"] < below]}


def mean_key_quotes(printed: Iterable[Printed]) -> float | None:
    """Quotes worth a digest, an article."""
    keys = [sum(quote["key"] for quote in one["quotes"]) for one in printed]
    return sum(keys) / len(keys) if keys else None
