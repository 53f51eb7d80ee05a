"""Children: results and errors come back, limits hold, and a dead child is replaced."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from bot.child import ChildPool, Limits
from bot.errors import ChildError, FeedError, StoppedError


def double(number: int) -> int:
    return 2 * number


def own_id() -> int:
    return os.getpid()


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def allocate(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


def refuse() -> None:
    raise FeedError("No feed.", advice="Look again.", cause="a test")


def stumble() -> None:
    raise KeyError("unforeseen")


def crash() -> None:
    os.abort()


def unpicklable() -> object:
    return lambda: None


@pytest.fixture(scope="module")
def pool() -> Iterator[ChildPool]:
    with ChildPool(2, limits=Limits(cpu_seconds=1, memory_bytes=256 * 1024 * 1024)) as pool:
        yield pool


def test_result_comes_back_from_another_process(pool: ChildPool) -> None:
    assert pool.run(double, 21) == 42
    assert pool.run(own_id) != os.getpid()


def test_a_child_is_used_again(pool: ChildPool) -> None:
    assert pool.run(own_id) == pool.run(own_id)


def test_expected_errors_cross_the_border_whole(pool: ChildPool) -> None:
    with pytest.raises(FeedError) as caught:
        pool.run(refuse)
    assert (caught.value.sentence, caught.value.advice, caught.value.cause) == (
        "No feed.",
        "Look again.",
        "a test",
    )


def test_unforeseen_errors_become_a_sentence_with_the_trace_as_cause(pool: ChildPool) -> None:
    with pytest.raises(ChildError, match="could not be read") as caught:
        pool.run(stumble)
    assert "KeyError" in caught.value.cause
    assert "KeyError" not in caught.value.message


def test_wall_time_is_limited(pool: ChildPool) -> None:
    start = time.monotonic()
    with pytest.raises(ChildError, match=r"longer than 0\.3 seconds"):
        pool.run_within(0.3, sleep, 60)
    assert time.monotonic() - start < 10


def test_computing_time_is_limited_for_each_call_anew(pool: ChildPool) -> None:
    for _ in range(3):
        pool.run(burn, 0.4)  # together more than the limit
    with pytest.raises(ChildError, match="seconds of computing"):
        pool.run_within(30, burn, 20)


def test_memory_is_limited(pool: ChildPool) -> None:
    assert pool.run(allocate, 16) == 16 * 1024 * 1024
    with pytest.raises(ChildError, match="memory"):
        pool.run(allocate, 4096)


def test_a_crash_is_told_and_the_child_replaced(pool: ChildPool) -> None:
    with pytest.raises(ChildError, match="crash"):
        pool.run(crash)
    assert pool.run(double, 4) == 8


def test_an_answer_that_cannot_be_sent_is_an_error_and_not_a_hang(pool: ChildPool) -> None:
    with pytest.raises(ChildError, match="could not be read"):
        pool.run(unpicklable)


def test_a_hanging_child_does_not_hold_up_the_others(pool: ChildPool) -> None:
    def hang() -> None:
        with pytest.raises(ChildError):
            pool.run_within(3.0, sleep, 60)

    hanging = threading.Thread(target=hang)
    hanging.start()
    time.sleep(0.1)
    start = time.monotonic()
    assert pool.run(double, 1) == 2
    assert time.monotonic() - start < 2.5
    hanging.join()


def test_many_threads_share_few_children(pool: ChildPool) -> None:
    results: list[int] = []
    threads = [threading.Thread(target=lambda n=n: results.append(pool.run(double, n))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [2 * n for n in range(20)]


def test_a_closed_pool_refuses() -> None:
    pool = ChildPool(1)
    pool.close()
    with pytest.raises(StoppedError):
        pool.run(double, 1)


def test_closing_breaks_off_what_runs_and_what_waits_and_blames_no_input() -> None:
    pool = ChildPool(1)
    pool.run(double, 1)
    ends: list[type[BaseException]] = []

    def wait() -> None:
        try:
            pool.run_within(60, sleep, 60)
        except (ChildError, StoppedError) as error:
            ends.append(type(error))

    threads = [threading.Thread(target=wait) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    pool.close()
    for thread in threads:
        thread.join(5)
    assert ends == [StoppedError] * 3


def test_a_signal_to_the_whole_group_is_left_to_the_parent(pool: ChildPool) -> None:
    child = pool.run(own_id)
    for number in (signal.SIGTERM, signal.SIGINT):
        os.kill(child, number)
    assert pool.run(own_id) == child


def test_a_child_is_replaced_after_so_many_calls() -> None:
    with ChildPool(1, tasks_each=2) as pool:
        first, second, third = (pool.run(own_id) for _ in range(3))
    assert first == second != third
