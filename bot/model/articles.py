"""Sources, entries, outlets and articles: what comes in, and what is left of it after extraction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of thing we watch."""

    FEED = "feed"
    DROP_FOLDER = "drop-folder"
    COMMAND = "command"  # articles handed over by `rapporteur ingest`


class ContentKind(StrEnum):
    """What an entry's content is made of."""

    TEXT = "text"
    HTML_PAGE = "html-page"  # a whole scraped page, boilerplate included
    HTML_FRAGMENT = "html-fragment"  # the content of a feed entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """Who published an article, also behind an aggregator or a wire credit."""

    id: str  # registrable domain ("reuters.com"), or a slug where no address is known
    name: str  # as shown: "Reuters"
    country: str | None = None  # ISO 3166-1 alpha-2
    tier: int | None = None  # 1 = agency or paper of record, 2 = known outlet, 3 = the rest
    state_owned: bool = False
    trusted: bool = False  # one such source is enough for an `instantly` digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An item as received from a source, before extraction."""

    address: str  # URL, or path of a file
    content: str  # as received; see `kind`
    kind: ContentKind
    guid: str | None = None  # the feed's own id of the item
    title: str | None = None
    byline: str | None = None
    published: datetime | date | None = None  # aware where it is a datetime
    outlet_name: str | None = None  # the feed's or the page's own name for its publisher
    teaser: bool = False  # the content is only a summary; the page has more
    note: str | None = None  # why the full text is missing: "blocked (403)"
    language: str | None = None  # as declared; counts only where the text is too short to tell
    summary: str | None = None  # of a fetched page: the feed's teaser, for when the page has less (a wall)


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """What is left of an entry after extraction: prose without boilerplate."""

    address: str  # where it was read from: URL, or path of a file
    canonical: str  # canonical address; equal for copies of one address
    text: str  # the article's own prose, paragraphs parted by one blank line
    language: str  # ISO 639-1; "und" where it cannot be told
    title: str | None = None  # headline without the site's name
    byline: str | None = None  # author
    published: datetime | date | None = None  # aware where it is a datetime
    guid: str | None = None
    outlet: Outlet | None = None
    teaser: bool = False  # only a summary was available: quotes may be incomplete
    note: str | None = None  # "teaser only", "blocked (403)"
    version_mark: str | None = None  # by which its desk calls it a newer version: "update 2", "corrected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What we watch: a feed or the drop folder, with the state of its last poll."""

    id: int
    kind: SourceKind
    address: str  # feed URL or folder path
    name: str  # the feed's title, else its host
    created_at: datetime
    paused: bool = False
    etag: str | None = None  # of the last complete answer
    last_modified: str | None = None
    next_poll_at: datetime | None = None  # None: at once
    last_polled_at: datetime | None = None
    last_new_at: datetime | None = None  # when a poll last brought a new article
    failing_since: datetime | None = None  # None: healthy
    failures: int = 0  # in a row
    error: str | None = None  # the sentence of the last failure
