"""A digest for 100 channels: composed and posted, beside what Slack's rates force."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from benchmarks.table import print_table
from bot.services import NameCache, Services
from bot.slack.message import Message
from bot.slack.pacing import SECONDS_BETWEEN, Pacer
from bot.storage.database import open_database
from bot.storage.subscriptions import add_subscription
from digests.publish import publish_due
from digests.rhythm import parse_rhythm
from tests.builders import FixedClock, Library, make_quote
from tests.fakes.slack import FakeSlack

CHANNELS = 100
LATENCY = 0.1  # seconds that a request to Slack takes
A_DAY = 40  # articles on each of the last days with something


@dataclass
class TimedSlack(FakeSlack):
    """Takes as long as Slack does, paces as the client does, and notes when each post was made."""

    made: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    pacer: Pacer = field(default_factory=Pacer)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def post_message(
        self, channel: str, message: Message, *, key: str | None = None, thread: str | None = None
    ) -> str:
        """Post, a moment later."""
        self.pacer.wait(channel)
        time.sleep(LATENCY)
        with self.lock:
            self.made[channel].append(time.perf_counter())
            return super().post_message(channel, message, key=key, thread=thread)


def run() -> None:
    """Print the table: all channels with one topic, and each with one of twenty."""
    rows = [_measure(topics) for topics in (1, 20)]
    head = ["topics", "messages", "first message of the last channel s", "all posted s", "rates force s"]
    print_table(f"A digest for {CHANNELS} channels, {LATENCY:.1f} s a request", head, rows)


def _measure(topics: int) -> list[object]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/digests.db")
        library = Library(database, database.local_workspace().id, FixedClock())
        names = [f"theme-{number}" for number in range(topics)]
        _fill(library, names)
        slack = TimedSlack(library.clock)
        clock = library.clock
        services = Services(database=database, clock=clock, names=NameCache(database, clock), slack=slack)
        begun = time.perf_counter()
        publish_due(services)
        database.close()
    first = max(moments[0] for moments in slack.made.values()) - begun
    last = max(moments[-1] for moments in slack.made.values()) - begun
    longest = max(map(len, slack.made.values()))
    return [topics, len(slack.sent), first, last, (longest - 1) * SECONDS_BETWEEN + LATENCY]


def _fill(library: Library, themes: list[str]) -> None:
    library.know("ana-silva", "bo-lind", themes=themes)
    for channel in range(CHANNELS):
        with library.write() as scope:
            add_subscription(
                scope,
                channel=f"C{channel}",
                topic=f"theme:{themes[channel % len(themes)]}",
                rhythm=parse_rhythm("daily 08:30")[0],
                timezone="UTC",
                created_by=None,
                now=library.clock() - timedelta(days=80),
            )
    for days in (0, *range(7, 63, 7)):
        for number in range(A_DAY):
            library.article(
                f"Report {number} of day {days}",
                text=f"Report {number} says that valves were opened on the coast. Ships follow in spring.",
                actors=["ana-silva"],
                themes=[themes[number % len(themes)]],
                quotes=[make_quote(f"We shall open valve {number} in {days} days", "ana-silva", key=True)],
                outlet=f"outlet{number % 9}.example",
                at=library.clock() - timedelta(days=days, minutes=40 + number),
            )


if __name__ == "__main__":
    run()
