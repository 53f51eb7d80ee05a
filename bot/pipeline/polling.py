"""From the feeds through the pipeline: due sources are fetched side by side and stored as they arrive."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from types import TracebackType

from bot.clock import Clock
from bot.errors import NotFoundError, RapporteurError, StoppedError
from bot.fetch.collect import Collected
from bot.model.articles import Entry, Source
from bot.pipeline.fetching import FeedFetcher, Part
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Received, Status
from bot.storage.database import Database
from bot.storage.sources import load_due_sources, load_source, move_source, pause_source, save_poll

_log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds that a poll waits for slow sources; they go on, and a later poll stores them
HALT_SECONDS = 0.2  # between two looks whether the poll shall be broken off
OLD_NEWS = timedelta(hours=24)  # items of a new feed that are older are no news


class FeedPoller:
    """Polls the due feeds of workspaces; `poll` from one thread at a time."""

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
        self._halted = halt or threading.Event()
        self._fetcher = FeedFetcher(database, clock, allow=allow)
        self._new: Counter[int] = Counter()  # articles by source, of polls that are under way

    def poll(self, *workspace_ids: int) -> int:
        """Fetch, read and store what is due there; returns how many sources were polled to the end.

        Raises:
            StorageError: the database failed; what was not stored is fetched again.
            StoppedError: `halt` was set, or the workers were closed.
        """
        for workspace_id in workspace_ids:
            with self._database.read(workspace_id) as scope:
                self._fetcher.begin(workspace_id, load_due_sources(scope, self._clock()))
        polled, end = 0, time.monotonic() + PATIENCE
        while self._fetcher.busy and time.monotonic() < end:
            if self._halted.is_set():
                raise StoppedError
            if part := self._fetcher.take(HALT_SECONDS):
                self._store(part)
                polled += part.collected is not None
        return polled

    def _store(self, part: Part) -> None:
        """Store the articles, at the end the poll: after a crash in between, the feed is simply read again."""
        stored = False
        try:
            if self._is_watched(part):
                self._store_articles(part)
                if part.collected:
                    self._store_poll(part, part.collected)
            stored = True
        finally:
            self._fetcher.finish(part, stored=stored)
            if part.collected or not stored:
                self._new.pop(part.source.id, None)

    def _is_watched(self, part: Part) -> bool:
        """Whether the source is still there: a person may have removed it meanwhile."""
        with self._database.read(part.workspace_id) as scope:
            try:
                load_source(scope, part.source.id)
            except NotFoundError:
                return False
        return True

    def _store_articles(self, part: Part) -> None:
        now = self._clock()
        received = [_received(entry, mark, part.source, now) for entry, mark in part.entries]
        outcomes = self._pipeline.take(part.workspace_id, received) if received else ()
        self._new[part.source.id] += sum(o.status in (Status.NEW, Status.COPY) for o in outcomes)

    def _store_poll(self, part: Part, collected: Collected) -> None:
        new = self._new[part.source.id]
        with self._database.write(part.workspace_id) as scope:
            save_poll(
                scope,
                collected.source.id,
                etag=collected.etag,
                last_modified=collected.last_modified,
                next_poll_at=collected.next_poll_at,
                polled_at=self._clock(),
                new=new,
                error=collected.error.message if collected.error else None,
            )
            if collected.gone:
                pause_source(scope, collected.source.id, True)
            elif collected.moved_to:
                move_source(scope, collected.source.id, collected.moved_to)
        _log_poll(collected, new)

    def close(self) -> None:
        """Stop fetching; no poll may be running."""
        self._fetcher.close()

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
