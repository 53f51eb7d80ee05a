"""What storage gives back: findings together with the article that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import Outlet
from bot.model.findings import Event, Quote


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleCard:
    """What is shown of a stored article."""

    id: int
    address: str  # as read; a URL can be linked, a file's path cannot
    title: str  # headline, or the first words where there is none
    byline: str | None
    outlet: Outlet | None
    dated_at: datetime  # UTC: `published`, else when it was stored
    stored_at: datetime  # UTC
    language: str  # ISO 639-1
    story: int
    copy_of: int | None = None  # article id: of the earliest published article with this text
    echo: bool = (
        False  # when it came, another article had its words; so has an original that came after its copy
    )
    version_mark: str | None = None  # by which its desk calls it a newer version: "update 2", "corrected"
    superseded_by: int | None = None  # article id: a newer version of it
    undated: bool = False  # no date of publication is known: `dated_at` is when it was stored
    day_only: bool = False  # the day of publication is known, not the hour: `dated_at` is its noon
    teaser: bool = False
    note: str | None = None  # "teaser only", "blocked (403)", "not analysed (German)"
    themes: tuple[str, ...] = ()  # ids, best first
    actors: tuple[str, ...] = ()  # ids, most mentioned first

    @property
    def link(self) -> str | None:
        """The address where it is one that a person can follow."""
        return self.address if self.address.startswith(("https://", "http://")) else None


class Change(StrEnum):
    """What became of words of a quote's first appearance in another wording."""

    NONE = "none"
    ADDED = "added"
    LEFT_OUT = "left-out"
    OTHER = "other"  # other words in their place


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Words in a row of another wording, against those of the first appearance at that place."""

    change: Change
    words: str  # as printed in this wording; "" where it leaves some out
    first: str  # as printed at the first appearance; "" where words are added


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Another wording of a quote, and who prints it."""

    content: str  # as first printed so
    verbatim: bool  # quoted by an outlet; False: reported in its own words
    article: int  # id, of its first appearance
    dated_at: datetime  # UTC, of its first appearance
    outlets: tuple[str, ...]  # names, first one first; empty where none is known
    runs: tuple[Run, ...]  # the whole wording, against the quote's first appearance

    @property
    def cut(self) -> bool:
        """Whether it only leaves words out."""
        return all(run.change in (Change.NONE, Change.LEFT_OUT) for run in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredQuote:
    """A quote, each once, with its first appearance and who else carries it."""

    id: int
    quote: Quote
    article: ArticleCard  # of its first appearance
    sentence: str  # the paragraph that it stands in, at most 600 characters
    outlets: tuple[str, ...] = ()  # names of all outlets that carry it, first one first
    wordings: tuple[Wording, ...] = ()  # other wordings, where outlets differ, in order of appearance

    @property
    def contents(self) -> tuple[str, ...]:
        """All its wordings as printed, that of the first appearance first."""
        return (self.quote.content, *(wording.content for wording in self.wordings))


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredEvent:
    """An event with its sentence and article; events count once a story."""

    id: int
    event: Event
    article: ArticleCard
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryCard:
    """A story with those of its articles that match, first one first."""

    id: int
    articles: tuple[ArticleCard, ...]  # originals before copies
    first_at: datetime  # of the whole story
    copies: int  # how many of `articles` are copies

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Its outlets, each once, in order of appearance."""
        found = {a.outlet.id: a.outlet for a in self.articles if a.outlet}
        return tuple(found.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """Why an article matches: the words, and the passage that they stand in."""

    passage: str  # at most 600 characters
    words: str  # as printed


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A matching article, before those that match best are chosen."""

    story: int
    outlet: str | None  # id
    dated_at: datetime  # UTC
    headline: str
    opening: str  # the first 500 characters of its text
    strength: float  # 0 and up: how much it is about the actors and themes of the query


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Something counted: an actor, a theme, a day."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RelationCounts:
    """Two actors in one period, by articles that name both."""

    articles: int
    stories: int
    outlets: int
    cooperation: int  # events between the two, either direction, once a story
    conflict: int
