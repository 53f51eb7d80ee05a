"""Jobs run again and again; a failing one never stops the others."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

import pytest

from bot.errors import FetchError, StoppedError
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


def test_a_clock_that_is_set_back_stops_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.schedule.LOOK", 0.05)
    now = datetime.now(UTC)
    times = chain([now, now + timedelta(seconds=5)], repeat(now - timedelta(hours=1)))
    ran = threading.Semaphore(0)
    schedule = Schedule([Job(name="hourly", every=3600, action=ran.release)], clock=lambda: next(times))
    schedule.start()
    try:
        assert ran.acquire(timeout=5), "it runs at the start"
        assert ran.acquire(timeout=5), "and again, not an hour later"
    finally:
        schedule.stop()


def test_a_job_that_is_broken_off_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    begun = threading.Event()

    def stop() -> None:
        begun.set()
        raise StoppedError

    schedule = Schedule([Job(name="poll", every=0.01, action=stop)])
    schedule.start()
    assert begun.wait(5)
    schedule.stop()
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
