"""The threads in which listeners' work is done, after it was acknowledged: few, and with a bounded queue.

Bolt's own threads serve acknowledgements alike; long work in them would make further commands fail.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

Job = Callable[[], None]

WORKERS = 4
WAITING = 64  # jobs that may wait; more than people wait for


class ListenerPool:
    """Starts its threads at once; `close` lets them finish what they have."""

    def __init__(self, workers: int = WORKERS, waiting: int = WAITING) -> None:
        self._jobs: queue.Queue[Job | None] = queue.Queue(waiting)
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"listener-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job) -> bool:
        """Take a job, or say False where the queue is full or the pool is stopping."""
        if self._stopping.is_set():
            return False
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            log.warning(
                "the queue of listeners' work is full", extra={"fields": {"jobs": self._jobs.qsize()}}
            )
            return False
        return True

    @property
    def idle(self) -> bool:
        """Whether every job taken so far is done."""
        return self._jobs.unfinished_tasks == 0

    def close(self, seconds: float = 10.0) -> bool:
        """Take nothing new, finish what is queued; whether all was done in time."""
        self._stopping.set()
        end = time.monotonic() + seconds
        for _ in self._threads:
            try:
                self._jobs.put(None, timeout=max(end - time.monotonic(), 0.01))
            except queue.Full:
                return False
        for thread in self._threads:
            thread.join(max(end - time.monotonic(), 0.01))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:  # the border of the thread: logged, and the thread goes on
                log.exception("a listener's work failed")
            finally:
                self._jobs.task_done()
        self._jobs.task_done()
