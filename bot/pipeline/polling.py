"""From the feeds through the pipeline: due sources are fetched side by side and stored as they arrive.

One event loop in one thread owns the network. A source that fails or dawdles holds up no other.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType

from bot.child import ChildPool
from bot.clock import Clock
from bot.errors import FeedError, RapporteurError, StoppedError
from bot.fetch.collect import Collected, collect_source, fetch_page
from bot.fetch.dedupe import Verdict, decide, entry_fingerprint, keys_of
from bot.fetch.download import Downloader
from bot.fetch.intervals import next_try
from bot.model.articles import Entry, Source
from bot.pipeline.known import load_known_for
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Received, Status
from bot.storage.database import Database
from bot.storage.sources import load_due_sources, move_source, pause_source, save_poll

_log = logging.getLogger(__name__)

AT_ONCE = 64  # sources that are being fetched, or are fetched and not yet stored
HALT_SECONDS = 0.2  # between two looks whether the poll shall be broken off
CLOSE_SECONDS = 5.0
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
        self,
        database: Database,
        pipeline: Pipeline,
        clock: Clock,
        *,
        allow: Sequence[str] = (),
        halt: threading.Event | None = None,
    ) -> None:
        """Open the network's thread.

        Args:
            allow: private addresses that may be fetched nevertheless, as in the setting FETCH_ALLOW.
            halt: when it is set, a poll that runs and every later one ends in a StoppedError.
        """
        self._database = database
        self._pipeline = pipeline
        self._clock = clock
        self._allow = tuple(allow)
        self._children = ChildPool(PARSERS)
        self._halted = halt or threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._thread.start()

    def poll(self, workspace_id: int) -> int:
        """Fetch, read and store what is due; returns how many sources were polled.

        Raises:
            StorageError: the database failed; what was not stored is fetched again.
            StoppedError: `halt` was set, or the workers were closed.
        """
        with self._database.read(workspace_id) as scope:
            sources = load_due_sources(scope, self._clock())
        if not sources:
            return 0
        arrived: queue.SimpleQueue[_Fetched | None] = queue.SimpleQueue()
        room = asyncio.Semaphore(AT_ONCE)
        fetching = self._fetch_all(workspace_id, sources, arrived, room)
        task = asyncio.run_coroutine_threadsafe(fetching, self._loop)
        try:
            while (fetched := self._next(arrived)) is not None:
                self._store(workspace_id, fetched)
                self._loop.call_soon_threadsafe(room.release)
            task.result()
        finally:
            task.cancel()  # for the case that storing failed
        return len(sources)

    def _next(self, arrived: queue.SimpleQueue[_Fetched | None]) -> _Fetched | None:
        """The next source that was fetched, in the order of arrival."""
        while not self._halted.is_set():
            with suppress(queue.Empty):
                return arrived.get(timeout=HALT_SECONDS)
        raise StoppedError

    async def _fetch_all(
        self,
        workspace_id: int,
        sources: Sequence[Source],
        arrived: queue.SimpleQueue[_Fetched | None],
        room: asyncio.Semaphore,
    ) -> None:
        """Fetch side by side; a place in `room` is held until the source is stored, which bounds the memory."""

        async def fetch_one(downloader: Downloader, source: Source) -> None:
            await room.acquire()
            arrived.put(await self._fetch_or_fail(workspace_id, downloader, source))

        try:
            async with (
                Downloader(allow=self._allow, clock=self._clock) as downloader,
                asyncio.TaskGroup() as group,
            ):
                for source in sources:
                    group.create_task(fetch_one(downloader, source))
        finally:
            arrived.put(None)

    async def _fetch_or_fail(self, workspace_id: int, downloader: Downloader, source: Source) -> _Fetched:
        """A mistake of ours about one source is logged, and tried again later like any other failure."""
        try:
            return await self._fetch(workspace_id, downloader, source)
        except Exception:  # noqa: BLE001 -- the border: the cause is logged, the other sources go on
            _log.exception("feed failed", extra={"fields": {"source": source.id, "address": source.address}})
            error = FeedError("The feed could not be read; the log says why.")
            later = next_try(self._clock(), failures=source.failures + 1)
            return _Fetched(
                collected=Collected(
                    source=source,
                    etag=source.etag,
                    last_modified=source.last_modified,
                    next_poll_at=later,
                    error=error,
                )
            )

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
        """Stop fetching and end the parsers; no poll may be running."""
        self._children.close()
        ending = asyncio.run_coroutine_threadsafe(_end_tasks(), self._loop)
        with suppress(TimeoutError):  # then the daemon thread ends with the process
            ending.result(CLOSE_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSE_SECONDS)
        if not self._loop.is_running():
            self._loop.close()

    def __enter__(self) -> FeedPoller:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


async def _end_tasks() -> None:
    """Cancel what is being fetched, and let it close its connections."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


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
