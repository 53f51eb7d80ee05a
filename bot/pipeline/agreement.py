"""Whether two stories are one, and whether one is two: decided on how alike their articles are. Pure.

Both are asked for more than joining is: what was posted rests on a story, and news comes before tidiness. Between
the least likeness of a merge and the greatest of a split lies a wide band in which nothing is done, so that no
story goes to and fro. The figures were set on articles of ECB+ topics 1-35 in shuffled order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.analysis.stories import MOST_MEMBERS, THRESHOLD, StoryChoice

ONE = 0.60  # least likeness of two stories' articles at which the stories are one
TWO = 0.25  # greatest likeness between two groups of a story at which they are two stories …
WHOLE = 0.60  # … and the least within each
LOOKED_AT = frozenset({4, 5, 6, 8, 10, 12, 16, 20})  # texts of a story, at which it is looked at again
FEWEST = 2  # texts of a group: a single one that differs is a mistake, or a view of its own

Matrix = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """A story turns out to be an older one."""

    gone: int
    kept: int
    likeness: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """Articles of a story turn out to tell another event."""

    leaving: tuple[int, ...]  # articles, in order of arrival
    likeness: float  # to those that stay


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An article of a story."""

    id: int
    family: int  # the same for an article, its copies and its versions, which are never parted
    shown: bool  # in some channel


def list_joined(ranked: Sequence[StoryChoice]) -> tuple[int, ...]:
    """The stories that an article is alike enough to, likest first."""
    return tuple(choice.story_id for choice in ranked if choice.story_id and choice.score >= THRESHOLD)


def decide_merges(joined: Sequence[int], agree: Callable[[int, int], float]) -> tuple[Merge, ...]:
    """Which of the stories that one article joins are one; the oldest of them is kept.

    Args:
        joined: stories, the one that the article joins first.
        agree: how surely two stories are one, 0..1.
    """
    likeness = {story: agree(joined[0], story) for story in joined[1:]}
    same = {story: value for story, value in likeness.items() if value >= ONE}
    if not same:
        return ()
    kept = min(joined[0], *same)
    surest = max(same.values())
    return tuple(
        Merge(gone=story, kept=kept, likeness=same.get(story, surest))
        for story in sorted({joined[0], *same} - {kept})
    )


def is_looked_at(articles: int, texts: int) -> bool:
    """Whether a story of so many articles, copies counted once among its texts, is looked at again.

    Of a larger one only the latest articles could be compared.
    """
    return articles < MOST_MEMBERS and texts in LOOKED_AT


def decide_split(told: Sequence[Told], likeness: Matrix) -> Split | None:
    """Whether a story's articles are of two groups, and which of them leaves.

    The group that was shown more stays, or of two that were shown alike the one that began the story.

    Args:
        told: in order of arrival.
        likeness: how surely each two of them tell one event, 0..1.
    """
    families = _group_by_family(told)
    if len(families) < 2 * FEWEST:
        return None
    near = _between(families, likeness)
    one, other = _part(near)
    if min(len(one), len(other)) < FEWEST or min(_within(one, near), _within(other, near)) < WHOLE:
        return None
    apart = float(near[np.ix_(one, other)].mean())
    if apart > TWO:
        return None
    groups = [[told[at] for family in group for at in families[family]] for group in (one, other)]
    leaving = min(groups, key=_worth_keeping)
    return Split(leaving=tuple(sorted(article.id for article in leaving)), likeness=apart)


def _group_by_family(told: Sequence[Told]) -> list[list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at, article in enumerate(told):
        found[article.family].append(at)
    return list(found.values())


def _between(families: Sequence[Sequence[int]], likeness: Matrix) -> Matrix:
    """The mean likeness of each two families, either way round."""
    near = np.array([[likeness[np.ix_(one, other)].mean() for other in families] for one in families])
    both: Matrix = (near + near.T) / 2
    return both


def _part(near: Matrix) -> tuple[list[int], list[int]]:
    """Two groups: the likest are put together again and again (average linkage)."""
    groups = [[at] for at in range(len(near))]
    while len(groups) > 2:
        pairs = [(i, j) for i in range(len(groups)) for j in range(i)]
        i, j = max(pairs, key=lambda pair: float(near[np.ix_(groups[pair[0]], groups[pair[1]])].mean()))
        groups[j] += groups.pop(i)
    return groups[0], groups[1]


def _within(group: Sequence[int], near: Matrix) -> float:
    return float(np.mean([near[one, other] for one in group for other in group if one != other]))


def _worth_keeping(group: Collection[Told]) -> tuple[int, int]:
    return sum(article.shown for article in group), -min(article.id for article in group)
