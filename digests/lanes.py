"""Posting to many channels at once, to each in order.

Slack takes about one post a second a channel. Each channel is a lane: its messages go one after the other, and
after each one the lane goes to the back of the queue, so that no channel waits while another one must pause.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

WORKERS = 16  # requests to Slack under way at once; each takes about a tenth of a second


class Lanes:
    """Use as a context manager: leaving it waits until all is posted, and raises the first error."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._workers = workers
        self._pool: ThreadPoolExecutor | None = None
        self._lanes: dict[str, deque[Iterator[None]]] = {}
        self._changed = threading.Condition()
        self._error: BaseException | None = None

    def add(self, channel: str, steps: Iterator[None]) -> None:
        """Queue a piece of work for a channel; each step of it is one message."""
        with self._changed:
            lane = self._lanes.get(channel)
            if lane is not None:
                lane.append(steps)
                return
            self._lanes[channel] = deque([steps])
            self._pool = self._pool or ThreadPoolExecutor(self._workers, thread_name_prefix="post")
            self._pool.submit(self._run, channel)

    def _run(self, channel: str) -> None:
        """One step of a channel's first piece of work; then the lane queues again."""
        lane = self._lanes[channel]
        ended = False
        try:
            if self._error is None:
                next(lane[0])
        except StopIteration:
            ended = True
        except BaseException as error:  # noqa: BLE001 -- raised again by whoever waits, in its own thread
            with self._changed:
                self._error = self._error or error
        with self._changed:
            if ended:
                lane.popleft()
            if lane and self._error is None and self._pool is not None:
                self._pool.submit(self._run, channel)
                return
            del self._lanes[channel]
            self._changed.notify_all()

    def __enter__(self) -> Lanes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._error = self._error or error  # begin nothing more where the caller was broken off
            self._changed.wait_for(lambda: not self._lanes)
        if self._pool is not None:
            self._pool.shutdown()
        if error is None and self._error is not None:
            raise self._error
