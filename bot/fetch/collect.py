"""Source → entries, or the reason why not. [network]

A source that fails is a value in the result, with its sentence and the time of the next try; only errors that
nobody foresaw are raised.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.child import ChildPool
from bot.clock import Clock
from bot.errors import ChildError, FeedError, FetchError, RapporteurError, RejectedError
from bot.fetch.answers import StatusError
from bot.fetch.decoding import decode_page
from bot.fetch.download import FEED_TYPES, Download
from bot.fetch.feeds import Feed, parse_feed
from bot.fetch.intervals import next_poll, next_try
from bot.fetch.teasers import TEASER_ONLY
from bot.fetch.urls import is_web_address
from bot.model.articles import ContentKind, Entry, Source, SourceKind

_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml")


class Fetcher(Protocol):
    """What is needed of a `Downloader`."""

    async def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, accept: str = ...
    ) -> Download:
        """See `Downloader.fetch`."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What one poll of one source brought."""

    source: Source  # as it was before the poll
    entries: tuple[Entry, ...] = ()
    not_modified: bool = False
    title: str | None = None  # the feed's own
    etag: str | None = None  # to be stored; of the last complete answer
    last_modified: str | None = None
    next_poll_at: datetime | None = None  # None: never again, see `gone`
    moved_to: str | None = None  # new address, to be stored: all redirects were permanent
    hub: str | None = None  # WebSub
    error: RapporteurError | None = None  # why there are no entries
    gone: bool = False  # 410: to be paused

    @property
    def failed(self) -> bool:
        """Whether the source could not be read."""
        return self.error is not None


async def collect_source(
    source: Source, *, downloader: Fetcher, children: ChildPool, clock: Clock
) -> Collected:
    """Polls a feed once.

    Raises:
        ValueError: the source is no feed (the drop folder has its own reader).
    """
    if source.kind is not SourceKind.FEED:
        raise ValueError(f"only feeds are polled, not {source.kind}")
    try:
        answer = await downloader.fetch(
            source.address, etag=source.etag, last_modified=source.last_modified, accept=FEED_TYPES
        )
        feed = None if answer.not_modified else await _parse(answer, children, clock)
    except (FetchError, FeedError, ChildError) as error:
        return _failure(source, error, clock())
    return _success(source, answer, feed, clock())


async def _parse(answer: Download, children: ChildPool, clock: Clock) -> Feed:
    return await asyncio.to_thread(
        children.run, parse_feed, answer.body, answer.content_type, answer.address, clock()
    )


def _success(source: Source, answer: Download, feed: Feed | None, now: datetime) -> Collected:
    entries = feed.entries if feed else ()
    next_poll_at = next_poll(
        now,
        published=[entry.published for entry in entries],
        last_new_at=source.last_new_at,
        wishes=(answer.fresh_for, answer.retry_after, feed.ttl if feed else None),
    )
    return Collected(
        source=source,
        entries=entries,
        not_modified=answer.not_modified,
        title=feed.title if feed else None,
        etag=answer.etag or (source.etag if answer.not_modified else None),
        last_modified=answer.last_modified or (source.last_modified if answer.not_modified else None),
        next_poll_at=next_poll_at,
        moved_to=answer.moved_to,
        hub=feed.hub if feed else None,
    )


def _failure(source: Source, error: RapporteurError, now: datetime) -> Collected:
    gone = isinstance(error, StatusError) and error.status == 410
    wait = error.retry_after if isinstance(error, StatusError) else None
    return Collected(
        source=source,
        etag=source.etag,
        last_modified=source.last_modified,
        next_poll_at=None if gone else next_try(now, failures=source.failures + 1, retry_after=wait),
        error=error,
        gone=gone,
    )


async def fetch_page(entry: Entry, *, downloader: Fetcher) -> Entry:
    """The entry with its full page, where the feed gave only a teaser.

    Never fails: where the page cannot be had, the teaser stays, with a note that says why.
    """
    if not entry.teaser or not is_web_address(entry.address):
        return entry
    try:
        answer = await downloader.fetch(entry.address)
        page = decode_page(answer.body, answer.content_type)
    except (FetchError, RejectedError) as error:
        return replace(entry, note=_note(error))
    if not (answer.content_type or "text/html").lower().startswith(_PAGE_TYPES) or not page.strip():
        return replace(entry, note=TEASER_ONLY)
    return replace(entry, content=page, kind=ContentKind.HTML_PAGE, teaser=False, summary=entry.content)


def _note(error: RapporteurError) -> str:
    if isinstance(error, StatusError):
        return f"{'blocked' if error.blocked else TEASER_ONLY} ({error.status})"
    return TEASER_ONLY
