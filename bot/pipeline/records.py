"""What goes into the pipeline, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import RapporteurError
from bot.model.articles import Article, Entry
from bot.model.findings import Analysis


class Status(StrEnum):
    """What became of an entry."""

    NEW = "new"
    CHANGED = "changed"  # known, with another text
    COPY = "copy"  # new, and a near-duplicate of an earlier article
    KNOWN = "known"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """An entry with where it came from; or, in its place, why there is none."""

    entry: Entry | RapporteurError
    label: str  # how the person knows it: the path or address that was given
    source_id: int | None = None
    backfill: bool = False  # not news: no digest brings it
    entry_hash: str | None = None  # of a feed's entry as received; see bot.fetch.dedupe


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """An entry after extraction and, where it is worth it, analysis."""

    received: Received
    article: Article | None = None
    analysis: Analysis | None = None  # None: known already, or rejected
    refusal: RapporteurError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of an entry; the lines of `ingest --json` are made of it."""

    source: str  # the label of what was received
    status: Status
    article: int | None = None  # id
    story: int | None = None  # id
    copy_of: str | None = None  # the label or address of the article that it copies
    relevant: bool = False  # matches a theme, a subscription or a followed actor
    reason: str | None = None  # of a rejection, for people
