"""Stories: articles that tell the same event, found as they arrive, in one pass.

Each story is the centroid of its articles' terms, weighted by how rare a term is among the articles seen so
far. The likeness of an article to a story fades with the time between them, so that this year's summit is
not last year's.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.analysis.story_terms import extract_features, list_days, list_household_terms
from bot.clock import require_aware

__all__ = ["StoredArticle", "StoryChoice", "StoryIndex", "extract_features"]

WINDOW = timedelta(days=14)
HALF_LIFE = timedelta(days=8)
"""Time in which an article's likeness to a silent story falls to half."""
THRESHOLD = 0.20
"""Least likeness at which an article joins a story."""

_MOST_TERMS = 250  # of a story
_MOST_COMPARED = 25  # stories that are compared in full
_LONGEST_LIST = 500  # stories that share a term; a commoner term finds none
_PRIOR_ARTICLES = 40  # smooths document frequencies while few articles have been seen
_HOUSEHOLD = list_household_terms()
_HOUSEHOLD_SHARE = 0.4  # of those articles that have a household term
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
    terms: Counter[str] = field(default_factory=Counter)  # sum of the members' weights
    members: int = 0  # that are remembered
    length: float = 0.0  # of the weighted terms, as of `measured`; rarity changes slowly
    measured: int = -1  # how many articles had been seen then; -1: the terms have changed since


class StoryIndex:
    """The stories of the last days. Deterministic; not safe for several threads at once.

    Use: `choice = index.assign(features, when)`; where `choice.story_id` is None store a new story; then
    `index.add(story_id, features, when)`.
    """

    def __init__(
        self,
        *,
        threshold: float = THRESHOLD,
        half_life: timedelta = HALF_LIFE,
        window: timedelta = WINDOW,
        least: int = 2_000,
    ) -> None:
        """
        Args:
            threshold: least likeness at which an article joins a story.
            half_life: time in which the likeness to a silent story falls to half.
            window: time after which it is nothing.
            least: so many latest arrivals are remembered whatever their date: a folder of old files goes
                back and forth in time.
        """
        self._least = least
        self._threshold, self._half_life, self._window = threshold, half_life, window
        self._stories: dict[int, _Story] = {}
        self._postings: dict[str, set[int]] = {}
        self._frequency: Counter[str] = Counter()  # articles with a term
        self._seen: deque[tuple[datetime, int, tuple[str, ...]]] = deque()
        self._newest: datetime | None = None

    def restore(self, articles: Iterable[StoredArticle]) -> None:
        """Read in the stored articles of the window, in order of arrival, as if they came now."""
        for article in articles:
            self.add(article.story_id, article.features, article.when)

    def __len__(self) -> int:
        return len(self._stories)

    def assign(
        self, features: Mapping[str, float], when: datetime, *, copy_story: int | None = None
    ) -> StoryChoice:
        """The story of an article that happened at `when` (aware); changes nothing.

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
        weighted = self._weigh(features)
        best, likest = None, 0.0
        for story_id in self._candidates(weighted):
            likeness = self._likeness(weighted, self._stories[story_id], moment)
            if likeness > likest:
                best, likest = story_id, likeness
        return StoryChoice(story_id=best if likest >= self._threshold else None, score=round(likest, 4))

    def add(self, story_id: int, features: Mapping[str, float], when: datetime) -> None:
        """Count an article to a story, known or new. Raises ValueError where `when` is naive."""
        moment = require_aware(when)
        story = self._stories.setdefault(story_id, _Story(first=moment, last=moment))
        story.first, story.last = min(story.first, moment), max(story.last, moment)
        story.members += 1
        story.measured = -1
        story.terms.update(features)
        self._trim(story_id, story)
        for term in features:
            if term in story.terms:
                self._postings.setdefault(term, set()).add(story_id)
        self._frequency.update(features.keys())
        self._seen.append((moment, story_id, tuple(features)))
        self._newest = max(moment, self._newest or moment)
        self._forget_old(self._newest - self._window)

    def _weigh(self, features: Mapping[str, float]) -> dict[str, float]:
        """TF × IDF, of length 1."""
        weighted = {term: weight * self._rarity(term) for term, weight in features.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
        return {term: weight / length for term, weight in weighted.items()}

    def _rarity(self, term: str) -> float:
        """Inverse document frequency, as if some articles had been seen in which household terms were common."""
        articles = len(self._seen) + _PRIOR_ARTICLES
        imagined = _HOUSEHOLD_SHARE * _PRIOR_ARTICLES if term in _HOUSEHOLD else 0.0
        return math.log((articles + 1) / (self._frequency[term] + imagined + 1))

    def _candidates(self, weighted: Mapping[str, float]) -> list[int]:
        """The stories that share the weightiest terms with the article, in order of their ids."""
        votes: Counter[int] = Counter()
        for term in sorted(weighted):
            posted = self._postings.get(term, ())
            if len(posted) <= _LONGEST_LIST:
                votes.update(dict.fromkeys(posted, weighted[term]))
        return sorted(sorted(votes, key=lambda story: (-votes[story], story))[:_MOST_COMPARED])

    def _likeness(self, weighted: Mapping[str, float], story: _Story, moment: datetime) -> float:
        freshness = self._freshness(story, moment, list_days(weighted))
        if not freshness:
            return 0.0
        shared = weighted.keys() & story.terms.keys()
        product = sum(weighted[term] * story.terms[term] * self._rarity(term) for term in sorted(shared))
        return freshness * product / self._measure(story)

    def _measure(self, story: _Story) -> float:
        """The length of a story's weighted terms, taken anew when they or the rarities have changed."""
        seen = len(self._seen)
        if story.measured < 0 or seen > 1.05 * story.measured:
            squares = ((weight * self._rarity(term)) ** 2 for term, weight in story.terms.items())
            story.length, story.measured = math.sqrt(sum(squares)) or 1.0, seen
        return story.length

    def _freshness(self, story: _Story, moment: datetime, days: list[int]) -> float:
        """1 within the story's time, then halved with each half-life; 0 outside the window, either way.

        Datelines count too: files without a date of publication are all dated by their arrival.
        """
        gap = max(moment - story.last, story.first - moment, timedelta(0))
        told = list_days(story.terms)
        if days and told:
            gap = max(gap, timedelta(days=min(_days_between(day, other) for day in days for other in told)))
        return 0.0 if gap > self._window else 0.5 ** (gap / self._half_life)

    def _trim(self, story_id: int, story: _Story) -> None:
        if len(story.terms) <= 2 * _MOST_TERMS:
            return
        kept = dict(sorted(story.terms.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TERMS])
        for term in story.terms.keys() - kept.keys():
            self._unpost(term, story_id)
        story.terms = Counter(kept)

    def _unpost(self, term: str, story_id: int) -> None:
        posted = self._postings.get(term)
        if posted:
            posted.discard(story_id)
            if not posted:
                del self._postings[term]

    def _forget_old(self, oldest: datetime) -> None:
        """Drop what lies before the window, in order of arrival; a story goes with its last article."""
        while len(self._seen) > self._least and self._seen[0][0] < oldest:
            _, story_id, terms = self._seen.popleft()
            self._frequency.subtract(terms)
            story = self._stories[story_id]
            story.members -= 1
            if not story.members:
                for term in self._stories.pop(story_id).terms:
                    self._unpost(term, story_id)


def _days_between(one: int, two: int) -> int:
    """Days between two days of the year, across New Year where that is nearer."""
    apart = abs(one - two)
    return min(apart, 360 - apart) if apart <= 360 else 0
