"""Reading without storing, for `analyze`: the same workers, no database."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from bot.errors import ChildError, RapporteurError, RejectedError
from bot.pipeline.ahead import work_ahead
from bot.pipeline.pipeline import AHEAD
from bot.pipeline.records import Read, Received
from bot.work import Interest, Workers

_log = logging.getLogger(__name__)


class Reader:
    """Reads entries in worker processes, in order."""

    def __init__(self, workers: Workers, interest: Interest) -> None:
        self._workers = workers
        self._interest = interest

    def read(self, received: Iterable[Received]) -> Iterator[Read]:
        """What was found in each, in the order given; bad input is a value in the result."""
        threads = ThreadPoolExecutor(self._workers.count + 1, thread_name_prefix="reader")
        try:
            yield from work_ahead(threads, self._read_one, received, AHEAD * self._workers.count)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)

    def _read_one(self, received: Received) -> Read:
        if isinstance(received.entry, RapporteurError):
            return Read(received=received, refusal=received.entry)
        try:
            article = self._workers.extract(received.entry)
            analysis = self._workers.analyse(article, self._interest)
        except (RejectedError, ChildError) as error:
            if error.cause:
                fields = {"source": received.label, "why": error.sentence, "cause": error.cause}
                _log.warning("not read", extra={"fields": fields})
            return Read(received=received, refusal=error)
        return Read(received=received, article=article, analysis=analysis)
