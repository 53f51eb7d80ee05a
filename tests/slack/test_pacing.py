"""About one post a second and channel, without a real clock."""

from __future__ import annotations

from bot.slack.pacing import SECONDS_BETWEEN, Pacer


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def tick(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_the_first_post_does_not_wait_and_the_next_ones_do() -> None:
    time = Time()
    pacer = Pacer(tick=time.tick, sleep=time.sleep)
    for _ in range(3):
        pacer.wait("C1")
    assert [round(s, 2) for s in time.slept] == [SECONDS_BETWEEN, SECONDS_BETWEEN]


def test_channels_do_not_wait_for_one_another() -> None:
    time = Time()
    pacer = Pacer(tick=time.tick, sleep=time.sleep)
    for channel in ("C1", "C2", "C3"):
        pacer.wait(channel)
    assert time.slept == []


def test_after_a_pause_nothing_is_waited_for() -> None:
    time = Time()
    pacer = Pacer(tick=time.tick, sleep=time.sleep)
    pacer.wait("C1")
    time.now += 5
    pacer.wait("C1")
    assert time.slept == []
