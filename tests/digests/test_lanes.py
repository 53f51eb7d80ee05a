"""Many channels at once: each in order and at Slack's pace, none waiting for another one's pause."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.slack.message import Message
from bot.slack.pacing import SECONDS_BETWEEN, Pacer
from bot.storage.subscriptions import add_subscription
from digests.lanes import Lanes
from digests.rhythm import parse_rhythm
from tests.digests.desk import PublishingDesk
from tests.fakes.slack import FakeSlack

FASTER = 2.0  # times that this clock runs faster than the wall’s
CHANNELS = 100


@dataclass
class PacedSlack(FakeSlack):
    """Paces as the real client does, by a fast clock, and notes when each post was made."""

    made: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    pacer: Pacer = field(
        default_factory=lambda: Pacer(
            tick=lambda: time.monotonic() * FASTER, sleep=lambda seconds: time.sleep(seconds / FASTER)
        )
    )
    lock: threading.Lock = field(default_factory=threading.Lock)

    def post_message(
        self, channel: str, message: Message, *, key: str | None = None, thread: str | None = None
    ) -> str:
        self.pacer.wait(channel)
        with self.lock:
            self.made[channel].append(time.monotonic() * FASTER)
            return super().post_message(channel, message, key=key, thread=thread)


def test_a_hundred_channels_are_posted_to_side_by_side(desk: PublishingDesk) -> None:
    slack = PacedSlack(desk.library.clock)
    desk.slack = slack
    with desk.library.write() as scope:
        for number in range(CHANNELS):
            add_subscription(
                scope,
                channel=f"C{number}",
                topic="theme:energy",
                rhythm=parse_rhythm("daily 08:30")[0],
                timezone="UTC",
                created_by=None,
                now=desk.library.clock(),
            )
    desk.bring_news()
    desk.library.clock.now += timedelta(hours=23, minutes=31)
    assert desk.publish().posted == CHANNELS
    assert len(slack.made) == CHANNELS
    assert {len(moments) for moments in slack.made.values()} == {2}
    for first, second in slack.made.values():
        assert second - first >= SECONDS_BETWEEN * 0.95
    waits = sum(second - first for first, second in slack.made.values())
    took = max(map(max, slack.made.values())) - min(map(min, slack.made.values()))
    assert took < waits / 2, "they wait at the same time, not one after another"
    assert sorted(slack.posted_keys()) == sorted(set(slack.posted_keys()))


def steps(name: str, count: int, done: list[str]) -> Iterator[None]:
    for number in range(count):
        done.append(f"{name}{number}")
        if number < count - 1:
            yield


def test_a_channel_gets_its_pieces_in_order() -> None:
    done: list[str] = []
    with Lanes() as lanes:
        for name in "abc":
            lanes.add("C1", steps(name, 3, done))
    assert done == [f"{name}{number}" for name in "abc" for number in range(3)]


def test_one_worker_serves_channels_in_turn() -> None:
    done: list[str] = []
    started = threading.Event()

    def first() -> Iterator[None]:
        started.wait()
        yield from steps("a", 2, done)

    with Lanes(workers=1) as lanes:
        lanes.add("C1", first())
        lanes.add("C2", steps("b", 2, done))
        started.set()
    assert done == ["a0", "b0", "a1", "b1"]


def test_an_error_is_raised_where_it_is_waited_for() -> None:
    def fail() -> Iterator[None]:
        raise KeyError("x")
        yield

    with pytest.raises(KeyError), Lanes() as lanes:
        lanes.add("C1", fail())


def test_where_the_caller_is_broken_off_nothing_more_is_begun() -> None:
    done: list[str] = []
    release = threading.Event()

    def slow() -> Iterator[None]:
        release.wait()
        yield
        done.append("never")

    def break_off() -> None:
        with Lanes() as lanes:
            lanes.add("C1", slow())
            threading.Timer(0.05, release.set).start()
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        break_off()
    assert done == []
