"""Which texts are of one story: average linkage, that is, the likest groups are put together again and again. Pure.

What a mean says of two groups is the less sure the fewer pairs it is taken of. So two single texts have to be clearly
alike, while two groups of many are one story at a lesser mean: without this a stream of single reports of one
campaign runs together, and with a higher bound for all the parts of a much reported story stay apart.

The figures were set on ECB+ topics 1-35 (few, much reported stories) and on the articles of a campaign year (PolNeAR;
most are the only one of their story); docs/decisions.md has what they gave.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEAST = (
    -0.35
)  # log-odds, counted from the levels of the texts: the least mean likeness of two groups of one story …
DOUBT = (
    1.4  # … and what is asked for above it of two single texts; of groups, by the root of their pairs less
)
_NEVER = -1e9

Square = NDArray[np.float64]


def link_texts(odds: Square, groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups of one story each, by their first texts.

    Args:
        odds: how surely each two texts tell one story, in log-odds; symmetric.
        groups: what to begin with: each text in one of them; none of them is parted.
    """
    joined = [sorted(group) for group in groups]
    sizes = np.array([len(group) for group in joined], dtype=np.float64)
    near = average(odds, joined)
    np.fill_diagonal(near, _NEVER)
    while len(joined) > 1:
        sure = near - DOUBT / np.sqrt(np.outer(sizes, sizes))
        one, other = sorted(divmod(int(sure.argmax()), len(joined)))
        if sure[one, other] < LEAST:
            break
        near = _unite(near, sizes, one, other)
        sizes[one] += sizes[other]
        sizes = np.delete(sizes, other)
        joined[one] = sorted(joined[one] + joined.pop(other))
    return sorted(joined)


def measure_gain(odds: Square, before: Sequence[int], after: Sequence[int]) -> float:
    """How much surer a grouping is than another one: the log-odds above `LEAST` of all pairs that it puts together.

    Args:
        before, after: the group of each text.
    """
    old, new = (np.equal.outer(np.array(groups), np.array(groups)) for groups in (before, after))
    changed = new.astype(np.float64) - old.astype(np.float64)
    return float(((odds - LEAST) * changed).sum()) / 2


def average(odds: Square, groups: Sequence[Sequence[int]]) -> Square:
    """The mean of each two groups."""
    share = np.zeros((len(groups), len(odds)))
    for at, group in enumerate(groups):
        share[at, list(group)] = 1 / len(group)
    means: Square = share @ odds @ share.T
    return means


def _unite(near: Square, sizes: Square, one: int, other: int) -> Square:
    """The means, with the second group part of the first."""
    row = (near[one] * sizes[one] + near[other] * sizes[other]) / (sizes[one] + sizes[other])
    near[one], near[:, one] = row, row
    near[one, one] = _NEVER
    return np.delete(np.delete(near, other, axis=0), other, axis=1)
