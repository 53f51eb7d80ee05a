"""Whether a figure is far above its own normal. Pure.

Normal is the median of the same weekday and hours over the last 8 weeks. How far the weeks differ among
themselves is told by their median absolute deviation, times 1.4826 (which makes it the standard deviation of a
normal distribution; Rousseeuw and Croux, 1993), so that one loud week moves neither. Counts of rare things
scatter by chance like their square root, which is the floor of that spread.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MAD_TO_DEVIATION = 1.4826
LEAST_SPREAD = 1.0
FEWEST_WEEKS = 3  # known weeks that a median is taken of

SPIKE_SCORE = 4.0  # spreads above normal; a normal distribution passes it once in 31,000 draws
SPIKE_TIMES = 2.0  # and this many times the normal figure
SPIKE_LEAST = 8  # and no fewer than this
CALM_SHARE = 0.5  # of the way from normal to the figure that was alerted: below it an incident is over

TALK_SCORE = 2.5
TALK_TIMES = 2.0
TALK_LEAST = 3  # stories in which somebody is quoted


@dataclass(frozen=True, kw_only=True, slots=True)
class Excess:
    """A figure against its own normal."""

    count: int
    usual: float  # median of the known weeks
    spread: float  # by which the weeks differ among themselves
    weeks: int  # how many are known

    @property
    def score(self) -> float:
        """How many spreads it is above normal."""
        return (self.count - self.usual) / self.spread

    @property
    def is_spike(self) -> bool:
        """Whether it is worth an alert: far above the scatter, a multiple, and no small figure."""
        return _is_above(self, SPIKE_SCORE, SPIKE_TIMES, SPIKE_LEAST)

    @property
    def is_loud(self) -> bool:
        """Whether a speaker is named in a digest as one who talks more than usual."""
        return _is_above(self, TALK_SCORE, TALK_TIMES, TALK_LEAST)

    def has_calmed(self, peak: int) -> bool:
        """Whether an incident that reached `peak` is over."""
        return self.count <= self.usual + CALM_SHARE * (peak - self.usual)


def measure_excess(count: int, weeks: Sequence[int], known: int | None = None) -> Excess | None:
    """How far a count is from the same weekday's counts, latest first; None where too few weeks are known.

    Args:
        known: how many of the weeks are known. By default weeks before the first one with any count are not:
            nothing was read then, rather than nothing written.
    """
    past = list(weeks[: count_known(weeks) if known is None else known])
    if len(past) < FEWEST_WEEKS:
        return None
    usual = float(median(past))
    deviation = median(abs(week - usual) for week in past)
    spread = max(MAD_TO_DEVIATION * deviation, math.sqrt(usual), LEAST_SPREAD)
    return Excess(count=count, usual=usual, spread=spread, weeks=len(past))


def count_known(weeks: Sequence[int]) -> int:
    """How many weeks, latest first, are known: all up to the first one that has any count."""
    return next((number for number in range(len(weeks), 0, -1) if weeks[number - 1]), 0)


def _is_above(excess: Excess, score: float, times: float, least: int) -> bool:
    return excess.count >= max(least, times * excess.usual) and excess.score >= score
