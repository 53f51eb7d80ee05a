"""Which stories an article bears on, and the steps by which their articles come to stand as they should. Pure.

What was posted rests on a story, and news comes before tidiness: a story's id goes with the part that was shown most,
and where another grouping is hardly surer than the one that stands, nothing is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.analysis.stories import MOST_MEMBERS, THRESHOLD, StoryChoice
from bot.pipeline.linkage import Square, average, link_texts, measure_gain

NEAR = 0.2  # least likeness of an article to a story that is looked at again beside its own
LEAST_GAIN = 0.5  # log-odds by which another grouping has to be surer
MOST_TOLD = 60  # articles that are compared with each other at once
LOOKED_AT = frozenset(
    {4, 5, 6, 8, 10, 12, 16, 20}
)  # articles of a story that has no other near, at which it is


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An article of a story."""

    id: int
    story: int
    family: int  # the same for an article, its copies and its versions, which are never parted
    shown: bool = False  # in some channel
    fixed: bool = False  # its story is never parted: it is large, or has articles that are not remembered


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """Articles of a story turn out to tell another event."""

    story: int
    leaving: tuple[int, ...]  # articles, in order of arrival
    beside: int | None  # an article whose story, when this step is made, they become part of; None: a new one
    likeness: float  # log-odds, to those that stay


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """A story turns out to be an older one."""

    gone: int
    kept: int
    likeness: float  # log-odds


Step = Split | Merge
_Item = TypeVar("_Item")
_Measure = Callable[[Iterable[Told], Iterable[Told]], float]


def choose_story(ranked: Sequence[StoryChoice]) -> int | None:
    """The story that an article joins; None where it opens one.

    Args:
        ranked: the nearest stories, likest first.
    """
    return ranked[0].story_id if ranked and ranked[0].score >= THRESHOLD else None


def list_near(ranked: Sequence[StoryChoice]) -> tuple[int, ...]:
    """The stories that an article bears on, likest first."""
    return tuple(choice.story_id for choice in ranked if choice.story_id and choice.score >= NEAR)


def list_compared(stories: Iterable[int], list_latest: Callable[[int], Sequence[int]]) -> tuple[Told, ...]:
    """The articles of the stories, the first ones first, as far as they can be compared at once; in order of arrival.

    None where there is nothing to compare: a story by itself is looked at now and then as it grows.

    Args:
        list_latest: the articles of a story that stand for it.
    """
    told: list[Told] = []
    looked_at = 0
    for story in dict.fromkeys(stories):
        latest = list_latest(story)
        if latest and len(told) + len(latest) <= MOST_TOLD:
            looked_at += 1
            fixed = len(latest) >= MOST_MEMBERS
            told += (Told(id=article, story=story, family=article, fixed=fixed) for article in latest)
    if looked_at > 1 or len(told) in LOOKED_AT:
        return tuple(sorted(told, key=lambda article: article.id))
    return ()


def decide_steps(told: Sequence[Told], odds: Square) -> tuple[Step, ...]:
    """What to do so that each story tells one event; nothing where that is hardly surer than it is now.

    Splits come first. All articles of a part end in one story: the oldest of those whose ids are its own.

    Args:
        told: the articles of some stories, in order of arrival.
        odds: how surely each two of them tell one event, in log-odds.
    """
    texts = _group(range(len(told)), lambda at: told[at].family)
    near = average(odds, texts)
    firsts = [told[text[0]] for text in texts]
    bound = _group(range(len(texts)), lambda at: (firsts[at].story, None if firsts[at].fixed else at))
    linked = link_texts(near, bound)
    part_of = {text: part for part, members in enumerate(linked) for text in members}
    parts = [part_of[at] for at in range(len(texts))]
    if measure_gain(near, [first.story for first in firsts], parts) < LEAST_GAIN:
        return ()
    place = {article.id: at for at, article in enumerate(told)}

    def measure(some: Iterable[Told], others: Iterable[Told]) -> float:
        rows, columns = ([place[article.id] for article in side] for side in (some, others))
        return float(average(odds, (rows, columns))[0, 1])

    return compose_steps(
        [[told[at] for text in members for at in texts[text]] for members in linked], measure
    )


def compose_steps(parts: Sequence[Sequence[Told]], measure: _Measure) -> tuple[Step, ...]:
    """The steps from the stories of the articles to those parts. An article's family is in its part as well."""
    heirs = _name_heirs(parts)
    splits: list[Step] = []
    merges: list[Step] = []
    for at, part in enumerate(parts):
        own = sorted(story for story, heir in heirs.items() if heir == at)
        stays = [article for article in part if article.story in own]
        beside = stays[0].id if stays else None
        for leaving in _by_story(article for article in part if article.story not in own):
            story = leaving[0].story
            left = [article for other in parts for article in other if article.story == story]
            left = [article for article in left if article not in leaving]
            ids = tuple(sorted(article.id for article in leaving))
            splits.append(Split(story=story, leaving=ids, beside=beside, likeness=measure(leaving, left)))
            beside = ids[0] if beside is None else beside
        for gone in own[1:]:
            going = [article for article in stays if article.story == gone]
            with_them = [article for article in stays if article.story != gone]
            merges.append(Merge(gone=gone, kept=own[0], likeness=measure(going, with_them)))
    return (*splits, *merges)


def _name_heirs(parts: Sequence[Sequence[Told]]) -> dict[int, int]:
    """Story → the part that has its id: the one that was shown most of it, is most of it, or began it."""
    worth: defaultdict[int, list[tuple[tuple[int, int, int], int]]] = defaultdict(list)
    for at, part in enumerate(parts):
        for own in _by_story(part):
            shown = sum(article.shown for article in own)
            worth[own[0].story].append(((shown, len(own), -min(article.id for article in own)), at))
    return {story: max(found)[1] for story, found in worth.items()}


def _by_story(articles: Iterable[Told]) -> list[list[Told]]:
    return _group(articles, lambda article: article.story)


def _group(items: Iterable[_Item], key: Callable[[_Item], Hashable]) -> list[list[_Item]]:
    found: defaultdict[Hashable, list[_Item]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return list(found.values())
