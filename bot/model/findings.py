"""What is found in a text: themes, actors, quotes and events, each with its place as evidence.

Offsets are Unicode code points into `Article.text`, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
"""Half-open [start, end) in code points of the article's text."""


class QuoteKind(StrEnum):
    """How speech is reported."""

    DIRECT = "direct"
    MIXED = "mixed"  # a quoted fragment in a reported sentence
    INDIRECT = "indirect"


class EventClass(StrEnum):
    """The four classes of CAMEO and PLOVER."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"

    @property
    def cooperative(self) -> bool:
        """Whether it counts for cooperation rather than conflict."""
        return self.value.endswith("cooperation")


class Depth(StrEnum):
    """How far an article was read."""

    FULL = "full"
    GATED = "gated"  # the cheap gate found nothing of interest
    LANGUAGE = "language"  # no pipeline for its language: stored and searchable only


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A passage that decided a theme."""

    start: int
    end: int
    terms: tuple[str, ...] = ()  # as they stand in the theme


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeMatch:
    """A theme given to an article, and why."""

    id: str
    name: str
    score: float  # 0..1, calibrated
    threshold: float  # the least score that counts
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorMention:
    """An actor in an article, with all places where it is named."""

    id: str  # slug such as "vladimir-putin"
    name: str
    kind: str  # "person", "state", "organisation" or "group"
    wikidata: str | None = None
    spans: tuple[Span, ...] = ()  # names, titles and metonyms; no pronouns
    known: bool = True  # False: found in the text, in no actor table
    role: str | None = None  # as printed, for people found in the text


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Who said what. `text[start:end]` is `content` within one paragraph."""

    content: str  # as printed, without the outer marks
    start: int
    end: int
    kind: QuoteKind
    speaker: str | None = None  # as printed nearest to the quote: "he"
    speaker_name: str | None = None  # resolved: "Cedric Leighton"
    speaker_id: str | None = None  # actor id
    speaker_role: str | None = None  # "a retired CNN military analyst"
    cue: str | None = None  # "said"
    confidence: float = 0.0  # 0..1 that content and speaker are right
    about: tuple[str, ...] = ()  # ids of actors and themes that it speaks of
    key: bool = False  # worth a digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Who did what to whom, with its sentence."""

    source: tuple[str, ...]  # actor ids
    target: tuple[str, ...]
    source_text: tuple[str, ...]  # as printed, also where no actor is known
    target_text: tuple[str, ...]
    verb: str  # lemma
    event_class: EventClass
    negated: bool = False
    start: int  # of the sentence
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Analysis:
    """Everything found in one article."""

    depth: Depth
    depth_why: str = ""  # a sentence: what decided how far it was read
    themes: tuple[ThemeMatch, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    fingerprint: bytes = field(default=b"", repr=False)  # for copies; see bot.analysis.copies
    features: dict[str, float] = field(default_factory=dict, repr=False)  # term weights, for stories
