"""The threads in which listeners' work is done, after it was acknowledged: few, and with bounded queues.

Bolt's own threads serve acknowledgements alike; long work in them would make further commands fail. What opens a
form has threads of its own: Slack takes a form for three seconds only, however many look-ups are under way.
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
QUICK_WORKERS = 3
WAITING = 64  # jobs that may wait in each queue; more than people wait for


class ListenerPool:
    """Starts its threads at once; `close` lets them finish what they have."""

    def __init__(
        self, workers: int = WORKERS, waiting: int = WAITING, *, quick_workers: int = QUICK_WORKERS
    ) -> None:
        self._stopping = threading.Event()
        self._lanes = (_Lane("listener", workers, waiting), _Lane("form", quick_workers, waiting))

    def submit(self, job: Job, *, quick: bool = False) -> bool:
        """Take a job, or say False where the queue is full or the pool is stopping.

        Args:
            quick: it opens a form, or is as short as that; it does not wait for look-ups.
        """
        return not self._stopping.is_set() and self._lanes[quick].put(job)

    @property
    def idle(self) -> bool:
        """Whether every job taken so far is done."""
        return all(lane.idle for lane in self._lanes)

    def close(self, seconds: float = 10.0) -> bool:
        """Take nothing new, finish what is queued; whether all was done in time."""
        self._stopping.set()
        end = time.monotonic() + seconds
        done = [lane.close(end) for lane in self._lanes]
        return all(done)


class _Lane:
    """A queue and the threads that work on it."""

    def __init__(self, name: str, workers: int, waiting: int) -> None:
        self._name = name
        self._jobs: queue.Queue[Job | None] = queue.Queue(waiting)
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def idle(self) -> bool:
        return self._jobs.unfinished_tasks == 0

    def put(self, job: Job) -> bool:
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            fields = {"lane": self._name, "jobs": self._jobs.qsize()}
            log.warning("the queue of listeners' work is full", extra={"fields": fields})
            return False
        return True

    def close(self, end: float) -> bool:
        """Finish what is queued until that moment of the monotonic clock; whether all was done."""
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
