"""Reading without storing, for `analyze`: the same workers, no database."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from bot.errors import RapporteurError
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
        pending: deque[Future[Read]] = deque()
        with ThreadPoolExecutor(self._workers.count + 1, thread_name_prefix="reader") as threads:
            for item in received:
                pending.append(threads.submit(self._read_one, item))
                if len(pending) >= 4 * self._workers.count:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()

    def _read_one(self, received: Received) -> Read:
        if isinstance(received.entry, RapporteurError):
            return Read(received=received, refusal=received.entry)
        try:
            article = self._workers.extract(received.entry)
            analysis = self._workers.analyse(article, self._interest)
        except RapporteurError as error:
            if error.cause:
                fields = {"source": received.label, "why": error.sentence, "cause": error.cause}
                _log.warning("not read", extra={"fields": fields})
            return Read(received=received, refusal=error)
        return Read(received=received, article=article, analysis=analysis)
