"""From the feeds through the pipeline: due sources are fetched side by side and stored as they arrive.

One event loop in one thread owns the network. A source that fails or dawdles holds up no other.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType

from bot.child import ChildPool
from bot.clock import Clock
from bot.errors import RapporteurError
from bot.fetch.collect import Collected, collect_source, fetch_page
from bot.fetch.dedupe import Verdict, decide, entry_fingerprint, keys_of
from bot.fetch.download import Downloader
from bot.model.articles import Entry, Source
from bot.pipeline.known import load_known_for
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Received, Status
from bot.storage.database import Database
from bot.storage.sources import load_due_sources, move_source, pause_source, save_poll

_log = logging.getLogger(__name__)

AT_ONCE = 64  # sources that are being fetched at one time
PARSERS = 2  # children that parse feeds
OLD_NEWS = timedelta(hours=24)  # items of a new feed that are older are no news


@dataclass(frozen=True, kw_only=True, slots=True)
class _Fetched:
    """One source's poll, with the full pages of its new entries."""

    collected: Collected
    entries: tuple[
        tuple[Entry, str], ...
    ] = ()  # new or changed ones only, each with its hash before the page


class FeedPoller:
    """Polls the due feeds of a workspace; `poll` from one thread at a time."""

    def __init__(
        self, database: Database, pipeline: Pipeline, clock: Clock, *, allow: Sequence[str] = ()
    ) -> None:
        """`allow`: private addresses that may be fetched nevertheless, as in the setting FETCH_ALLOW."""
        self._database = database
        self._pipeline = pipeline
        self._clock = clock
        self._allow = tuple(allow)
        self._children = ChildPool(PARSERS)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._thread.start()

    def poll(self, workspace_id: int) -> int:
        """Fetch, read and store what is due; returns how many sources were polled."""
        with self._database.read(workspace_id) as scope:
            sources = load_due_sources(scope, self._clock())
        if not sources:
            return 0
        arrived: queue.SimpleQueue[_Fetched | None] = queue.SimpleQueue()
        task = asyncio.run_coroutine_threadsafe(self._fetch_all(workspace_id, sources, arrived), self._loop)
        while (fetched := arrived.get()) is not None:
            self._store(workspace_id, fetched)
        task.result()
        return len(sources)

    async def _fetch_all(
        self, workspace_id: int, sources: Sequence[Source], arrived: queue.SimpleQueue[_Fetched | None]
    ) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def fetch_one(downloader: Downloader, source: Source) -> None:
            async with gate:
                arrived.put(await self._fetch(workspace_id, downloader, source))

        try:
            async with (
                Downloader(allow=self._allow, clock=self._clock) as downloader,
                asyncio.TaskGroup() as group,
            ):
                for source in sources:
                    group.create_task(fetch_one(downloader, source))
        finally:
            arrived.put(None)

    async def _fetch(self, workspace_id: int, downloader: Downloader, source: Source) -> _Fetched:
        collected = await collect_source(
            source, downloader=downloader, children=self._children, clock=self._clock
        )
        fresh = await asyncio.to_thread(self._fresh, workspace_id, collected.entries)
        pages = await asyncio.gather(*(fetch_page(entry, downloader=downloader) for entry in fresh))
        hashes = [entry_fingerprint(entry) for entry in fresh]
        return _Fetched(collected=collected, entries=tuple(zip(pages, hashes, strict=True)))

    def _fresh(self, workspace_id: int, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that are not known yet: the pages of the others are not fetched again."""
        with self._database.read(workspace_id) as scope:
            return [
                e
                for e in entries
                if decide(e, load_known_for(scope, keys_of(e))).verdict is not Verdict.KNOWN
            ]

    def _store(self, workspace_id: int, fetched: _Fetched) -> None:
        """Store the articles, then the poll: after a crash in between, the feed is simply read again."""
        collected, now = fetched.collected, self._clock()
        received = [_received(entry, mark, collected.source, now) for entry, mark in fetched.entries]
        outcomes = list(self._pipeline.take(workspace_id, received)) if received else []
        new = sum(outcome.status in (Status.NEW, Status.COPY) for outcome in outcomes)
        with self._database.write(workspace_id) as scope:
            save_poll(
                scope,
                collected.source.id,
                etag=collected.etag,
                last_modified=collected.last_modified,
                next_poll_at=collected.next_poll_at,
                polled_at=now,
                new=new,
                error=collected.error.message if collected.error else None,
            )
            if collected.gone:
                pause_source(scope, collected.source.id, True)
            elif collected.moved_to:
                move_source(scope, collected.source.id, collected.moved_to)
        _log_poll(collected, new)

    def close(self) -> None:
        """Stop fetching and end the parsers."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._children.close()
        if not self._loop.is_running():
            self._loop.close()

    def __enter__(self) -> FeedPoller:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _received(entry: Entry, mark: str, source: Source, now: datetime) -> Received:
    """Old items of a feed that is polled for the first time are no news."""
    first = source.last_polled_at is None
    published = entry.published
    old = isinstance(published, datetime) and now - published > OLD_NEWS
    return Received(
        entry=entry, label=entry.address, source_id=source.id, backfill=first and old, entry_hash=mark
    )


def _log_poll(collected: Collected, new: int) -> None:
    error: RapporteurError | None = collected.error
    fields: dict[str, object] = {
        "source": collected.source.id,
        "address": collected.source.address,
        "new": new,
    }
    if error is None:
        _log.info("feed polled", extra={"fields": fields})
    else:
        _log.warning("feed failed", extra={"fields": {**fields, "why": error.sentence, "cause": error.cause}})
