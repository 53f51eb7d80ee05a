"""Stories: articles that tell the same event, found as they arrive, in one pass.

An article is compared with the latest articles of the stories that are nearest to it; it joins the story whose
articles are, most of them, surely about the same event. The likeness fades with the time between them, so that
this year's summit is not last year's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from bot.analysis.story_likeness import measure_likenesses
from bot.analysis.story_members import Member, StoredArticle, compare_members, keep_member, measure_gap
from bot.analysis.story_mutual import relate_closely
from bot.analysis.story_terms import extract_features
from bot.analysis.story_vocabulary import Numbers, Vocabulary, Weights, is_listed
from bot.clock import require_aware

__all__ = ["StoredArticle", "StoryChoice", "StoryIndex", "extract_features"]

WINDOW = timedelta(days=14)
HALF_LIFE = timedelta(days=8)
"""Time in which an article's likeness to a silent story falls to half."""
THRESHOLD = 0.42
"""Least likeness at which an article joins a story."""

_WEIGHTIEST = 60  # terms of an article by which others are found
_NEAREST = 40  # articles that are found
_MOST_COMPARED = 8  # stories that are compared
MOST_MEMBERS = 24  # latest articles of a story that stand for it
_BEST = 3  # its likest articles count as much as all of them
_CERTAIN = 1.0


@dataclass(frozen=True, kw_only=True)
class StoryChoice:
    """The story that an article belongs to."""

    story_id: int | None  # None: none of the known stories, open a new one
    score: float  # likeness to that story (or to the nearest, where it is a new one), 0..1


@dataclass(slots=True)
class _Story:
    latest: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_MEMBERS))  # articles
    members: int = 0  # that are remembered


class StoryIndex:
    """The stories of the last days. Deterministic; not safe for several threads at once.

    Use: `choice = index.assign(features, when)`; where `choice.story_id` is None store a new story; then
    `index.add(story_id, features, when)`. About 4 kB an article.
    """

    def __init__(
        self,
        *,
        threshold: float = THRESHOLD,
        half_life: timedelta = HALF_LIFE,
        window: timedelta = WINDOW,
        least: int = 2_000,
        most: int = 20_000,
        newest: datetime | None = None,
    ) -> None:
        """
        Args:
            threshold: least likeness at which an article joins a story.
            half_life: time in which the likeness to a silent story falls to half.
            window: time after which it is nothing.
            least: so many latest arrivals are remembered whatever their date: a folder of old files goes
                back and forth in time.
            most: more are never remembered, however many arrive within the window.
            newest: the latest date of all articles that ever came, where it is rebuilt from the last of them.
        """
        self._least, self._most = least, most
        self._threshold, self._half_life, self._window = threshold, half_life, window
        self._vocabulary = Vocabulary()
        self._articles: dict[int, Member] = {}  # in order of arrival
        self._stories: dict[int, _Story] = {}
        self._newest = newest
        self._next = 0
        self.compared = 0  # articles that others were compared with, so far

    def restore(self, articles: Iterable[StoredArticle]) -> None:
        """Read in the stored articles of the window, in order of arrival, as if they came now."""
        for article in articles:
            self.add(article.story_id, article.features, article.when)

    def __len__(self) -> int:
        return len(self._stories)

    @property
    def articles(self) -> int:
        """How many articles are remembered."""
        return len(self._articles)

    @property
    def terms(self) -> int:
        """How many different terms they have."""
        return len(self._vocabulary)

    def assign(
        self, features: Mapping[str, float], when: datetime, *, copy_story: int | None = None
    ) -> StoryChoice:
        """The story of an article that happened at `when` (aware); changes no story.

        Args:
            features: as `extract_features` made them.
            when: published, or stored where that is not known.
            copy_story: the story of the article that this one copies; a copy joins its original's story.

        Raises:
            ValueError: `when` is naive.
        """
        moment = require_aware(when)
        if copy_story is not None:
            return StoryChoice(story_id=copy_story, score=_CERTAIN)
        nearest = next(iter(self.rank(features, moment)), StoryChoice(story_id=None, score=0.0))
        joins = nearest.score >= self._threshold
        return replace(nearest, story_id=nearest.story_id if joins else None, score=round(nearest.score, 4))

    def rank(self, features: Mapping[str, float], when: datetime) -> tuple[StoryChoice, ...]:
        """The nearest stories of an article, likest first, the older of two that are equally like."""
        asked = keep_member(0, features, require_aware(when))
        likeness = self._measure(asked, self._find_stories(asked))
        ranked = sorted(likeness.items(), key=lambda found: (-found[1], found[0]))
        return tuple(StoryChoice(story_id=story, score=score) for story, score in ranked)

    def add(
        self, story_id: int, features: Mapping[str, float], when: datetime, *, article: int | None = None
    ) -> None:
        """Count an article to a story, known or new.

        Raises:
            ValueError: `when` is naive, or `article`, its number, is not above all before (without: the next one).
        """
        moment = require_aware(when)
        number = self._next if article is None else article
        if number < self._next:
            raise ValueError(f"article {number} comes after a later one")
        self._next = number + 1
        kept = self._articles[number] = keep_member(story_id, features, moment)
        self._vocabulary.count(kept.numbers, number)
        story = self._stories.setdefault(story_id, _Story())
        story.members += 1
        story.latest.append(number)
        self._newest = max(moment, self._newest or moment)
        self._forget_old(self._newest - self._window)

    def list_latest(self, story_id: int) -> tuple[int, ...]:
        """The latest articles of a story, at most 24, in order of arrival; none where it is not remembered."""
        story = self._stories.get(story_id)
        return tuple(story.latest) if story else ()

    def relate(self, articles: Sequence[int]) -> NDArray[np.float64]:
        """How surely each two of these remembered articles tell one story, in log-odds, in this order.

        Beside their nearest among these, and the less surely the more days lie between them.
        """
        return relate_closely([self._articles[article] for article in articles], self._rarity)

    def move(self, story_id: int, into: int, articles: Iterable[int] | None = None) -> None:
        """Count articles of one story, all where none are named, to another; what is forgotten is left out."""
        members = {a for a, kept in self._articles.items() if kept.story == story_id}
        for article in members if articles is None else members.intersection(articles):
            self._articles[article] = replace(self._articles[article], story=into)
        for story in (story_id, into):
            self._recount(story)

    def replace(self, article: int, features: Mapping[str, float], when: datetime) -> None:
        """Know an edited article by its new words; nothing where it is not remembered."""
        if (old := self._articles.get(article)) is not None and features:
            kept = self._articles[article] = keep_member(old.story, features, require_aware(when))
            self._vocabulary.exchange(old.numbers, kept.numbers, article)

    def _recount(self, story_id: int) -> None:
        members = [article for article, kept in self._articles.items() if kept.story == story_id]
        self._stories.pop(story_id, None)
        if members:
            self._stories[story_id] = _Story(latest=deque(members, MOST_MEMBERS), members=len(members))

    def _measure(self, asked: Member, nearest: Iterable[int]) -> dict[int, float]:
        """Likeness to each of the nearest stories, in order of their ids."""
        stories = sorted(nearest)
        members = [article for story in stories for article in self._stories[story].latest]
        if not members:
            return {}
        self.compared += len(members)
        kept = [self._articles[article] for article in members]
        sure = measure_likenesses(compare_members(asked, kept, self._rarity))
        likeness: dict[int, float] = {}
        start = 0
        for story in stories:
            end = start + len(self._stories[story].latest)
            ordered = np.sort(sure[start:end])
            likeness[story] = (
                float(ordered.mean() + ordered[-_BEST:].mean()) / 2 * self._freshness(story, asked)
            )
            start = end
        return likeness

    def _find_stories(self, asked: Member) -> list[int]:
        """The stories of the articles that share the weightiest terms with this one, nearest first."""
        worth = asked.weights * self._rarity(asked.numbers) ** 2 * is_listed(asked.numbers)
        weightiest = np.argsort(-worth, kind="stable")[:_WEIGHTIEST]
        listed = [self._vocabulary.list_articles(number) for number in asked.numbers[weightiest].tolist()]
        articles, places = np.unique(np.array(list(chain(*listed)), np.int64), return_inverse=True)
        votes = np.bincount(places, np.repeat(worth[weightiest], [len(each) for each in listed]))
        ranked = articles[np.argsort(-votes, kind="stable")].tolist()
        nearest = islice((article for article in ranked if article in self._articles), _NEAREST)
        return list(dict.fromkeys(self._articles[article].story for article in nearest))[:_MOST_COMPARED]

    def _rarity(self, numbers: Numbers) -> Weights:
        return self._vocabulary.measure_rarity(numbers, len(self._articles))

    def _freshness(self, story_id: int, asked: Member) -> float:
        """1 within the story's time, then halved with each half-life; 0 outside the window, either way."""
        gap = measure_gap(asked, [self._articles[article] for article in self._stories[story_id].latest])
        return 0.0 if gap > self._window else 0.5 ** (gap / self._half_life)

    def _forget_old(self, oldest: datetime) -> None:
        """Drop what lies before the window, in order of arrival; a story goes with its last article."""
        while len(self._articles) > self._least:
            article = next(iter(self._articles))
            if self._articles[article].when >= oldest and len(self._articles) <= self._most:
                return
            kept = self._articles.pop(article)
            self._vocabulary.forget(kept.numbers, article)
            story = self._stories[kept.story]
            story.members -= 1
            if article in story.latest:
                story.latest.remove(article)
            if not story.members:
                del self._stories[kept.story]
