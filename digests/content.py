"""What a digest says, before it becomes a page. Pure records; all names and dates are ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from digests.places import DigestPlace


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteItem:
    """A quote with its speaker and where it stands."""

    content: str  # as printed, without outer marks
    verbatim: bool  # False: reported speech, shown without quotation marks
    speaker: str
    role: str | None
    outlet: str
    date: str  # local: "20 Nov 2026", or "stored 20 Nov 2026"
    link: str | None
    carried_by: int  # outlets


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceItem:
    """One article of a story."""

    outlet: str
    title: str
    date: str  # local, with the hour where it is known: "Sat 21 Nov 08:30"
    link: str | None
    mark: str  # "same text", "teaser only" …, or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryItem:
    """One story of a digest."""

    id: int
    headline: str
    link: str | None  # of the first good source
    update: bool  # the channel has seen an earlier state of it
    summary: str  # sentences of the article
    outlets: str  # "Reuters + 6"
    themes: tuple[str, ...]
    actors: tuple[str, ...]
    copied: str  # where outlets only copy one another; else ""
    quote: QuoteItem | None
    quotes: tuple[QuoteItem, ...]  # all key quotes, for the thread
    sources: tuple[SourceItem, ...]
    news: str = ""  # of an update: what is new since the channel saw it


@dataclass(frozen=True, kw_only=True, slots=True)
class NewItem:
    """An actor or phrase that the workspace had not seen before."""

    name: str
    outlets: int  # that name the actor; 0 where that is not counted
    headline: str  # of an article that has it; "" where none is known
    link: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkItem:
    """Somebody who is quoted more than usual."""

    speaker: str
    stories: int  # in which they are quoted
    usual: float  # median of that weekday over the last 8 weeks


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """The period in figures."""

    stories: int
    articles: int
    outlets: int
    usual: float | None = None  # articles, median of that weekday over the last 8 weeks; None: not known
    weekday: str = ""  # "Saturday"


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestContent:
    """One digest."""

    topic: str  # in words
    date: str  # "Sat 21 Nov 2026"
    period: str  # "Fri 20 Nov 08:30 – Sat 21 Nov 08:30 (Europe/Paris)"
    late: str  # a sentence where it is late; else ""
    glance: Glance
    stories: tuple[StoryItem, ...]  # best first
    more: tuple[SourceItem, ...]  # the first source of each story beyond those
    quotes: tuple[QuoteItem, ...]  # key quotes that no story above shows
    seen_again: int  # stories left out because the channel knows them
    new: tuple[NewItem, ...] = ()
    talking: tuple[TalkItem, ...] = ()
    place: DigestPlace | None = (
        None  # where it is posted; None: nowhere, so that it has no buttons that need it
    )
    ask: tuple[tuple[str, str], ...] = ()  # buttons of the thread: label, command line

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.stories
