"""Jobs run again and again; a failing one never stops the others."""

from __future__ import annotations

import logging
import threading

import pytest

from bot.errors import FetchError
from bot.schedule import Job, Schedule


def test_a_failing_job_is_logged_and_runs_again_beside_the_others(caplog: pytest.LogCaptureFixture) -> None:
    runs = threading.Semaphore(0)

    def fail() -> None:
        runs.release()
        raise FetchError("The site refused.", cause="HTTP 403")

    def crash() -> None:
        runs.release()
        raise ZeroDivisionError

    schedule = Schedule(
        [
            Job(name="refused", every=0.02, action=fail),
            Job(name="broken", every=0.02, action=crash),
            Job(name="fine", every=0.02, action=runs.release),
        ]
    )
    with caplog.at_level(logging.WARNING, logger="bot.schedule"):
        schedule.start()
        try:
            for _ in range(9):
                assert runs.acquire(timeout=5)
        finally:
            schedule.stop()
    logged = [record.fields["job"] for record in caplog.records if record.name == "bot.schedule"]  # type: ignore[attr-defined]
    assert logged.count("refused") >= 2
    assert logged.count("broken") >= 2


def test_stopping_waits_for_the_job_that_runs() -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        ended.wait(0.2)
        ended.set()

    schedule = Schedule([Job(name="slow", every=0.01, action=slow)])
    schedule.start()
    assert begun.wait(5)
    schedule.stop()
    assert ended.is_set()
