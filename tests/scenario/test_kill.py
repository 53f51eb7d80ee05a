"""SIGKILL around claim, post and record, against the local workspace: no digest is lost, none is doubled."""

from __future__ import annotations

import multiprocessing
import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from bot.sandbox.records import TEAM_ID
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from bot.storage.subscriptions import add_subscription
from digests.posting import GRACE
from digests.rhythm import parse_rhythm
from tests.builders import Library, make_quote
from tests.scenario.publisher import Orders, run

CHANNELS = ("general", "relations", "energy")
FIRST_RUN = (
    "before-claim",
    "after-claim",
    "before-claim-post",
    "before-post",
    "after-post",
    "before-record",
    "after-record",
    "between-parts",
    "before-finish",
    "after-finish",
)
SECOND_RUN = ("before-reconcile", "after-reconcile")  # reached only after a death between post and record


class Bot:
    """The bot as processes that come and go; time is what the test says."""

    def __init__(
        self, library: Library, sandbox: RunningSandbox, path: Path, processes: ForkServerContext
    ) -> None:
        self.library = library
        self.sandbox = sandbox
        self.processes = processes
        self.orders = Orders(
            database_url=f"sqlite:///{path}",
            api_url=sandbox.api_url,
            token=sandbox.bot_token,
            team_id=TEAM_ID,
            now=library.clock(),
        )

    def subscribe_channels(self) -> None:
        self.library.know("ana-silva", themes=["energy"])
        for channel in CHANNELS:
            with self.library.write() as scope:
                add_subscription(
                    scope,
                    channel=self.sandbox.channel_id(channel),
                    topic="theme:energy",
                    rhythm=parse_rhythm("hourly")[0],
                    timezone="UTC",
                    created_by=None,
                    now=self.library.clock(),
                )

    def let_an_hour_pass(self, number: int) -> None:
        """News comes in, and the next digest falls due."""
        words = make_quote(f"This is the news of hour {number} and of no other", "ana-silva", key=True)
        self.library.article(
            f"News of hour {number}", themes=["energy"], actors=["ana-silva"], quotes=[words]
        )
        full_hour = self.library.clock().replace(minute=0, second=0)
        self.library.clock.now = full_hour + timedelta(hours=1, minutes=5)

    def run(self, die_at: str = "", time: int = 1) -> int:
        """One process; returns its exit code, negative for a signal."""
        orders = replace(self.orders, now=self.library.clock(), die_at=die_at, time=time)
        process = self.processes.Process(target=run, args=(orders,))
        process.start()
        process.join(30)
        assert process.exitcode is not None
        return process.exitcode

    def recover(self) -> None:
        """The bot starts again; after the grace it knows what became of its posts."""
        assert self.run() == 0
        self.library.clock.now += GRACE + timedelta(seconds=1)
        assert self.run() == 0

    def posted(self) -> Counter[str]:
        """How often each key stands in Slack, in channels and threads."""
        found: Counter[str] = Counter()
        for channel in CHANNELS:
            for message in self.sandbox.messages(channel):
                replies = self.sandbox.messages(channel, thread_ts=message["ts"])
                found.update(m["metadata"]["event_payload"]["key"] for m in (message, *replies))
        return found


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start fast: what they import is loaded once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.scenario.publisher"])
    return context


@pytest.fixture
def bot(library: Library, tmp_path: Path, processes: ForkServerContext) -> Iterator[Bot]:
    library.database.adopt(TEAM_ID, "Desk")
    with start_sandbox(clock=library.clock, post_burst=None) as sandbox:
        made = Bot(library, sandbox, tmp_path / "rapporteur.db", processes)
        made.subscribe_channels()
        library.clock.move(minutes=5)
        yield made


def kill_and_recover(bot: Bot, deaths: list[tuple[str, int]]) -> None:
    """A death an hour; after each recovery every part of every digest stands in Slack exactly once."""
    for hour, (point, time) in enumerate(deaths, 1):
        bot.let_an_hour_pass(hour)
        if point in SECOND_RUN:
            assert bot.run("after-post", time) == -signal.SIGKILL
            bot.library.clock.now += GRACE + timedelta(seconds=1)
            assert bot.run(point) == -signal.SIGKILL, f"{point} was not reached"
        else:
            assert bot.run(point, time) == -signal.SIGKILL, f"{point} was not reached"
        bot.recover()
        posted = bot.posted()
        assert set(posted.values()) == {1}, f"doubled after {point}, time {time}"
        assert len(posted) == hour * len(CHANNELS) * 2, f"lost after {point}, time {time}"


def draw_deaths(count: int, seed: int) -> list[tuple[str, int]]:
    """Every point at least once, then at random; at which channel's digest is random too."""
    chance = random.Random(seed)
    points = [*FIRST_RUN, *SECOND_RUN]
    points += chance.choices(points, k=count - len(points))
    chance.shuffle(points)
    return [(point, chance.randint(1, len(CHANNELS))) for point in points]


def test_killed_at_every_point_nothing_is_lost_or_doubled(bot: Bot) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    kill_and_recover(bot, draw_deaths(len(FIRST_RUN) + len(SECOND_RUN), seed))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_a_hundred_times_nothing_is_lost_or_doubled(bot: Bot) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    kill_and_recover(bot, draw_deaths(100, seed))


@pytest.mark.parametrize("arrived", [True, False], ids=["after it arrived", "before it arrived"])
def test_killed_while_slack_has_the_request(bot: Bot, arrived: bool) -> None:
    bot.let_an_hour_pass(1)
    hold = bot.sandbox.hold("chat.postMessage", after_handling=arrived)
    orders = replace(bot.orders, now=bot.library.clock())
    process = bot.processes.Process(target=run, args=(orders,))
    process.start()
    assert hold.reached.wait(10)
    process.kill()
    process.join(30)
    hold.release()
    bot.recover()
    posted = bot.posted()
    assert set(posted.values()) == {1}
    assert len(posted) == len(CHANNELS) * 2
