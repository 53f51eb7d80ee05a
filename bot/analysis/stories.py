"""Stories: articles that tell the same event, found as they arrive, in one pass.

An article is compared with the latest articles of the stories that are nearest to it; it joins the story whose
articles are, most of them, surely about the same event. The likeness fades with the time between them, so that
this year's summit is not last year's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice

import numpy as np

from bot.analysis.story_likeness import measure_likenesses
from bot.analysis.story_members import Member, compare_members, days_between, keep_member
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
_MEMBERS = 24  # latest articles of a story that stand for it
_BEST = 3  # its likest articles count as much as all of them
_CERTAIN = 1.0


@dataclass(frozen=True, kw_only=True)
class StoryChoice:
    """The story that an article belongs to."""

    story_id: int | None  # None: none of the known stories, open a new one
    score: float  # likeness to that story (or to the nearest, where it is a new one), 0..1


@dataclass(frozen=True, kw_only=True)
class StoredArticle:
    """An article of the last days as it was stored, to rebuild the index from."""

    story_id: int
    features: Mapping[str, float]  # as `extract_features` made them
    when: datetime  # aware; published, or stored where that is not known


@dataclass(slots=True)
class _Story:
    first: datetime
    last: datetime
    latest: deque[int] = field(default_factory=lambda: deque(maxlen=_MEMBERS))  # articles
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
    ) -> None:
        """
        Args:
            threshold: least likeness at which an article joins a story.
            half_life: time in which the likeness to a silent story falls to half.
            window: time after which it is nothing.
            least: so many latest arrivals are remembered whatever their date: a folder of old files goes
                back and forth in time.
            most: more are never remembered, however many arrive within the window.
        """
        self._least, self._most = least, most
        self._threshold, self._half_life, self._window = threshold, half_life, window
        self._vocabulary = Vocabulary()
        self._articles: dict[int, Member] = {}  # in order of arrival
        self._stories: dict[int, _Story] = {}
        self._newest: datetime | None = None
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
        asked = keep_member(0, features, moment)
        best, likest = None, 0.0
        for story_id, likeness in self._measure(asked).items():
            if likeness > likest:
                best, likest = story_id, likeness
        return StoryChoice(story_id=best if likest >= self._threshold else None, score=round(likest, 4))

    def add(self, story_id: int, features: Mapping[str, float], when: datetime) -> None:
        """Count an article to a story, known or new. Raises ValueError where `when` is naive."""
        moment = require_aware(when)
        article, self._next = self._next, self._next + 1
        kept = self._articles[article] = keep_member(story_id, features, moment)
        self._vocabulary.count(kept.numbers, article)
        story = self._stories.setdefault(story_id, _Story(first=moment, last=moment))
        story.first, story.last = min(story.first, moment), max(story.last, moment)
        story.members += 1
        story.latest.append(article)
        self._newest = max(moment, self._newest or moment)
        self._forget_old(self._newest - self._window)

    def _measure(self, asked: Member) -> dict[int, float]:
        """Likeness to each of the nearest stories, in order of their ids."""
        stories = sorted(self._find_stories(asked))
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
        """1 within the story's time, then halved with each half-life; 0 outside the window, either way.

        Datelines count too: files without a date of publication are all dated by their arrival.
        """
        story = self._stories[story_id]
        gap = max(asked.when - story.last, story.first - asked.when, timedelta(0))
        told = {day for article in story.latest for day in self._articles[article].days}
        if asked.days and told:
            apart = min(days_between(day, other) for day in asked.days for other in told)
            gap = max(gap, timedelta(days=apart))
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
