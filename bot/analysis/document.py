"""A text made ready for reading: its paragraphs, parsed, and the actors named in it.

Texts are analysed paragraph by paragraph, so that no name and no sentence crosses a line break. Where a
paragraph holds quoted speech, it is parsed with the quote masked by a filler of the same length: offsets
into the parse are offsets into the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from bot.analysis.marks import Quoted
from bot.model.findings import Span
from bot.model.knowledge import Actor


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph with its parse; `doc` offsets + `start` are offsets into the article's text."""

    index: int
    start: int  # of its first character in the article's text
    text: str  # as printed
    doc: Doc  # parse of the text with `masked` replaced by fillers of the same length
    masked: tuple[Span, ...] = ()  # quoted speech hidden from the parser, in article offsets

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def span_of(self, part: Token | DocSpan) -> Span:
        """The place of a token or a span of the parse, in the article's text."""
        if isinstance(part, Token):
            return (self.start + part.idx, self.start + part.idx + len(part.text))
        return (self.start + part.start_char, self.start + part.end_char)

    def is_masked(self, token: Token) -> bool:
        """Whether the token stands for hidden speech."""
        at = self.start + token.idx
        number = bisect_right(self.masked, at, key=itemgetter(0)) - 1
        return number >= 0 and at < self.masked[number][1]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A parsed article: `text` as in the Article, and its paragraphs in order."""

    text: str
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    quoted: tuple[Quoted, ...] = ()  # everything in quotation marks, speech or not, in order
    inner: tuple[Paragraph, ...] = ()  # masked speech that itself holds a quotation, parsed on its own


@dataclass(frozen=True, kw_only=True)
class Naming:
    """One place where an actor is named."""

    actor: str  # id
    start: int  # in the article's text
    end: int
    by: str  # "name", "surname", "title" ("the Russian leader"), "metonym", "demonym"


@dataclass(kw_only=True)
class Member:
    """An actor as it appears in one article: known from the table, or found in the text."""

    id: str
    name: str
    kind: str  # "person", "state", "organisation" or "group"
    known: bool
    gender: str | None = None  # people: "f", "m" or unknown
    gender_sure: bool = True  # False: only the given name suggests it
    role: str | None = None  # as printed beside the name: "a retired CNN military analyst"
    sector: str | None = None  # known organisations: "media", "company" …
    offices: tuple[str, ...] = ()  # known people: titles of all offices held, lower case
    office: str | None = None  # known people: "president of Russia", on the article's day
    wikidata: str | None = None


def member_of(actor: Actor) -> Member:
    """A known actor as a member of a cast."""
    return Member(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        known=True,
        gender=actor.gender,
        sector=actor.sector,
        offices=tuple(role.title.casefold() for role in actor.roles),
        wikidata=actor.wikidata,
    )


@dataclass(kw_only=True)
class Cast:
    """All actors of one article and every place where they are named, in order."""

    members: dict[str, Member] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)  # sorted by start, not overlapping

    def within(self, start: int, end: int) -> Iterator[Naming]:
        """The namings that overlap [start, end), in order."""
        for number in range(bisect_right(self.namings, start, key=attrgetter("end")), len(self.namings)):
            if self.namings[number].start >= end:
                return
            yield self.namings[number]

    def at(self, start: int, end: int) -> Naming | None:
        """The first naming that overlaps [start, end), or None."""
        return next(self.within(start, end), None)
