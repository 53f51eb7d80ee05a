"""The pool: bounded, and it survives its jobs."""

from __future__ import annotations

import logging
import threading
from functools import partial

import pytest

from handlers.pool import ListenerPool


def test_work_is_done_and_closing_waits_for_it() -> None:
    pool, done = ListenerPool(workers=2), list[int]()
    for number in range(10):
        assert pool.submit(partial(done.append, number))
    assert pool.close()
    assert sorted(done) == list(range(10))
    assert not pool.submit(lambda: None)


def test_a_full_queue_says_no() -> None:
    pool, gate, busy = ListenerPool(workers=1, waiting=2), threading.Event(), threading.Event()

    def block() -> None:
        busy.set()
        gate.wait()

    assert pool.submit(block)
    busy.wait()
    assert pool.submit(lambda: None)
    assert pool.submit(lambda: None)
    assert not pool.submit(lambda: None)
    gate.set()
    assert pool.close()


def test_a_job_that_fails_is_logged_and_the_next_is_done(caplog: pytest.LogCaptureFixture) -> None:
    pool, done = ListenerPool(workers=1), list[bool]()
    with caplog.at_level(logging.ERROR):
        pool.submit(partial(done.remove, True))
        pool.submit(partial(done.append, True))
        assert pool.close()
    assert done
    assert "ValueError" in caplog.text


def test_what_opens_a_form_does_not_wait_for_look_ups() -> None:
    pool, gate, opened = ListenerPool(workers=1, waiting=1), threading.Event(), threading.Event()
    while pool.submit(partial(gate.wait, 10)):
        pass
    assert pool.submit(opened.set, quick=True)
    assert opened.wait(2.0)
    gate.set()
    assert pool.close()
