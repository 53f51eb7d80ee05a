"""SIGKILL around claim, post and record: no digest is lost, none comes twice.

The bot is a process of its own that kills itself at a named checkpoint; the local workspace keeps what it
posted. Then a fresh bot goes on, as after a restart, and the channel is counted.
"""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

import digests.posting
import digests.publish
from bot.model.subscriptions import Rhythm, RhythmKind
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from bot.services import NameCache, Services
from bot.slack.client import SlackClient
from bot.storage.database import Database
from bot.storage.posts import open_digests
from bot.storage.subscriptions import add_subscription
from digests.publish import publish_due
from tests.builders import FixedClock, Library, make_quote

ROOT = Path(__file__).parents[2]
POINTS = tuple(
    dict.fromkeys(
        point
        for module in (digests.publish, digests.posting)
        for point in re.findall(
            r'checkpoint\("([\w-]+)"\)', Path(str(module.__file__)).read_text(encoding="utf-8")
        )
    )
)
RECONCILING = {"before-reconcile", "after-reconcile"}  # reached only after an earlier kill


class Newsroom:
    """One channel, subscribed daily, with a story a day; a bot that dies and one that goes on."""

    def __init__(
        self, database: Database, url: str, library: Library, clock: FixedClock, slack: RunningSandbox
    ) -> None:
        self.database, self.url, self.library, self.clock, self.slack = database, url, library, clock, slack
        self.channel = slack.channel_id("relations")
        self.workspace = database.local_workspace().id
        with database.write(self.workspace) as scope:
            add_subscription(
                scope,
                channel=self.channel,
                topic="theme:energy",
                rhythm=Rhythm(kind=RhythmKind.DAILY, at=time(8)),
                timezone="UTC",
                created_by=None,
                now=clock(),
            )
        self.days = 0

    def next_day(self) -> None:
        """A new day with one story, a minute after the digest is due."""
        self.days += 1
        self.clock.now = self.clock().replace(hour=7, minute=0) + timedelta(days=1)
        self.library.article(
            f"Gas talks, day {self.days}",
            themes=["energy"],
            quotes=[make_quote(f"We agreed on point {self.days}", by="vladimir-putin", about=["energy"])],
        )
        self.clock.move(hours=1, minutes=1)

    def run_killed(self, point: str, time: int) -> bool:
        """Publish in a process that dies there; whether it got that far."""
        call = ["-m", "tests.scenario.killed_bot", self.url, self.slack.api_url, self.slack.bot_token]
        arguments = [sys.executable, *call, self.clock().isoformat(), point, str(time)]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        return done.returncode == -signal.SIGKILL

    def restart(self) -> None:
        """A fresh bot, some minutes later, until nothing is open."""
        services = Services(
            database=self.database,
            clock=self.clock,
            names=NameCache(self.database, self.clock),
            slack=SlackClient(self.slack.bot_token, base_url=self.slack.api_url, sleep=lambda _: None),
        )
        for _ in range(5):
            self.clock.move(minutes=3)
            publish_due(services)
            with self.database.read(self.workspace) as scope:
                if not open_digests(scope):
                    return
        raise AssertionError("a digest stays open")

    def keys(self) -> Counter[str]:
        """How often each part of each digest stands in the channel and its threads."""
        heads = self.slack.messages(self.channel)
        replies = [
            reply for head in heads for reply in self.slack.messages(self.channel, thread_ts=head["ts"])
        ]
        return Counter(message["metadata"]["event_payload"]["key"] for message in [*heads, *replies])


@pytest.fixture
def newsroom(database: Database, tmp_path: Path, library: Library, clock: FixedClock) -> Iterator[Newsroom]:
    library.know("vladimir-putin", themes=["energy"])
    with start_sandbox(clock=clock, post_burst=None) as slack:
        yield Newsroom(database, f"sqlite:///{tmp_path / 'rapporteur.db'}", library, clock, slack)


def kill_and_restart(newsroom: Newsroom, chance: random.Random, kills: int) -> Counter[str]:
    """Kill at random points, each at least once where there are kills enough; returns how often each was reached."""
    points = [*POINTS] * (kills // len(POINTS) + 1)
    reached: Counter[str] = Counter()
    for point in chance.sample(points, kills):
        newsroom.next_day()
        if point in RECONCILING:
            newsroom.run_killed("after-post", 1)
            newsroom.clock.move(minutes=3)
        time = chance.choice([1, 1, 2]) if reached[point] else 1
        reached[point] += newsroom.run_killed(point, time)
        newsroom.restart()
        parts = newsroom.keys()
        assert max(parts.values()) == 1, f"posted twice after a kill at {point}: {parts}"
        days = {key.rsplit(":", 1)[0] for key in parts}
        assert len(days) == newsroom.days, f"lost after a kill at {point}"
    return reached


def test_ten_kills_lose_nothing_and_double_nothing(newsroom: Newsroom) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    assert sum(kill_and_restart(newsroom, random.Random(seed), 10).values()) >= 8


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_hundred_kills_reach_every_point(newsroom: Newsroom) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    reached = kill_and_restart(newsroom, random.Random(seed), 100)
    assert set(reached) == set(POINTS)
    assert all(reached.values()), reached
