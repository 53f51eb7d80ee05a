"""The network's half of polling: sources are fetched side by side, in one event loop in one thread.

A source that fails or dawdles holds up no other one. What was fetched is handed over in parts, each only when the
one before it is stored, so that a feed of five hundred large pages takes no more memory than one of twenty.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

from bot.child import ChildPool
from bot.clock import Clock
from bot.errors import FeedError
from bot.fetch.collect import Collected, collect_source, fetch_page
from bot.fetch.dedupe import Verdict, decide, entry_fingerprint, keys_of
from bot.fetch.download import Downloader
from bot.fetch.intervals import next_try
from bot.model.articles import Entry, Source
from bot.pipeline.known import load_known_for
from bot.storage.database import Database

_log = logging.getLogger(__name__)

AT_ONCE = 64  # sources that are being fetched, or are fetched and not yet stored
PAGES = 20  # articles of a source that are fetched before the next ones are begun
PARSERS = 2  # children that parse feeds
CLOSE_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some new or changed entries of a source, with their full pages; or, at the end, what the poll came to."""

    workspace_id: int
    source: Source
    entries: tuple[tuple[Entry, str], ...] = ()  # each with its hash before the page
    collected: Collected | None = None  # the last part of a source has it
    stored: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class FeedFetcher:
    """Fetches what it is told to; one thread at a time calls it."""

    def __init__(self, database: Database, clock: Clock, *, allow: Sequence[str] = ()) -> None:
        """`allow`: private addresses that may be fetched nevertheless, as in the setting FETCH_ALLOW."""
        self._database = database
        self._clock = clock
        self._downloader = Downloader(allow=allow, clock=clock)
        self._children = ChildPool(PARSERS)
        self._arrived: queue.SimpleQueue[Part] = queue.SimpleQueue()
        self._under_way: set[tuple[int, int]] = set()  # (workspace, source)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._downloader.__aenter__(), self._loop).result()

    @property
    def busy(self) -> bool:
        """Whether anything is being fetched or waits to be stored."""
        return bool(self._under_way)

    def begin(self, workspace_id: int, sources: Iterable[Source]) -> None:
        """Fetch sources, those left out that are under way already."""
        for source in sources:
            if (workspace_id, source.id) not in self._under_way:
                self._under_way.add((workspace_id, source.id))
                asyncio.run_coroutine_threadsafe(self._fetch_all(workspace_id, source), self._loop)

    def take(self, seconds: float) -> Part | None:
        """The next part that arrived, None where none does within that time; `finish` it afterwards."""
        with suppress(queue.Empty):
            return self._arrived.get(timeout=seconds)
        return None

    def finish(self, part: Part, *, stored: bool) -> None:
        """Go on with the next part of its source; where it could not be stored, give the source up for now."""
        self._loop.call_soon_threadsafe(part.stored.set_result, stored)
        if part.collected is not None or not stored:
            self._under_way.discard((part.workspace_id, part.source.id))

    async def _fetch_all(self, workspace_id: int, source: Source) -> None:
        async with self._room, aclosing(self._fetch_or_fail(workspace_id, source)) as parts:
            async for part in parts:
                self._arrived.put(part)
                if not await part.stored:
                    return

    async def _fetch_or_fail(self, workspace_id: int, source: Source) -> AsyncGenerator[Part, None]:
        """A mistake of ours about one source is logged, and tried again later like any other failure."""
        try:
            async for part in self._fetch(workspace_id, source):
                yield part
        except Exception:  # noqa: BLE001 -- the border: the cause is logged, the other sources go on
            _log.exception("feed failed", extra={"fields": {"source": source.id, "address": source.address}})
            collected = Collected(
                source=source,
                etag=source.etag,
                last_modified=source.last_modified,
                next_poll_at=next_try(self._clock(), failures=source.failures + 1),
                error=FeedError("The feed could not be read; the log says why."),
            )
            yield Part(workspace_id=workspace_id, source=source, collected=collected)

    async def _fetch(self, workspace_id: int, source: Source) -> AsyncGenerator[Part, None]:
        collected = await collect_source(
            source, downloader=self._downloader, children=self._children, clock=self._clock
        )
        fresh = await asyncio.to_thread(self._fresh, workspace_id, collected.entries)
        for start in range(0, len(fresh), PAGES):
            some = fresh[start : start + PAGES]
            pages = await asyncio.gather(*(fetch_page(e, downloader=self._downloader) for e in some))
            hashes = [entry_fingerprint(entry) for entry in some]
            yield Part(
                workspace_id=workspace_id, source=source, entries=tuple(zip(pages, hashes, strict=True))
            )
        yield Part(workspace_id=workspace_id, source=source, collected=collected)

    def _fresh(self, workspace_id: int, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that are not known yet: the pages of the others are not fetched again."""
        with self._database.read(workspace_id) as scope:
            return [
                e
                for e in entries
                if decide(e, load_known_for(scope, keys_of(e))).verdict is not Verdict.KNOWN
            ]

    def close(self) -> None:
        """Stop fetching and end the parsers."""
        self._children.close()
        ending = asyncio.run_coroutine_threadsafe(self._end(), self._loop)
        with suppress(TimeoutError):  # then the daemon thread ends with the process
            ending.result(CLOSE_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSE_SECONDS)
        if not self._loop.is_running():
            self._loop.close()

    async def _end(self) -> None:
        """Cancel what is being fetched, and let it close its connections."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._downloader.__aexit__(None, None, None)
