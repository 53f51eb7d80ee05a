"""What runs when. One APScheduler, no job store: due times live in our own tables.

A job that fails is logged and runs again at its next time; it never stops the others.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock, system_clock
from bot.errors import RapporteurError, StoppedError

_log = logging.getLogger(__name__)
LOOK = 5.0  # seconds between two looks at the clock
_THREADS = 16  # more than there are jobs: a long poll never holds up a digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Something done again and again, never twice at once."""

    name: str
    every: float  # seconds
    action: Callable[[], object]


class Schedule:
    """The running jobs."""

    def __init__(self, jobs: Iterable[Job], clock: Clock = system_clock) -> None:
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        executors = {"default": ThreadPoolExecutor(_THREADS)}
        self._scheduler = BackgroundScheduler(executors=executors, job_defaults=defaults, timezone=UTC)
        for job in jobs:
            self._scheduler.add_job(
                _guarded(job),
                "interval",
                seconds=job.every,
                id=job.name,
                name=job.name,
                next_run_time=datetime.now(UTC),
            )
        self._clock = clock
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._watch_clock, name="clock", daemon=True)

    def start(self) -> None:
        """Begin; each job runs at once, then after its own interval."""
        self._scheduler.start()
        self._watch.start()

    def stop(self) -> None:
        """Start no job any more, and wait for those that run."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)
        self._watch.join()

    def _watch_clock(self) -> None:
        """Where the machine's clock is set back by an hour, APScheduler would do nothing for that hour."""
        last = self._clock()
        while not self._stopping.wait(LOOK):
            now = self._clock()
            if now < last:
                _log.warning("the clock went back", extra={"fields": {"from": last, "to": now}})
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)
            last = now


def _guarded(job: Job) -> Callable[[], None]:
    def run() -> None:
        try:
            job.action()
        except StoppedError:
            _log.info("job broken off", extra={"fields": {"job": job.name}})
        except RapporteurError as error:
            _log.warning(
                "job failed", extra={"fields": {"job": job.name, "why": error.message, "cause": error.cause}}
            )
        except Exception:  # noqa: BLE001 -- the border: the cause is logged, the other jobs go on
            _log.exception("job failed", extra={"fields": {"job": job.name}})

    return run
