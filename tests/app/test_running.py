"""The whole bot in one process with real workers: news in, digest out, commands answered meanwhile."""

from __future__ import annotations

import json
import threading
import time

import pytest

from bot.app.run import RunningBot
from bot.clock import system_clock
from bot.errors import SettingError, SlackError, StoppedError, StorageError
from bot.sandbox.newsroom import write_drop_files
from tests.app.world import CHANNEL, World, wait_until

pytestmark = pytest.mark.usefixtures("_hurry")

LONG = 30  # paragraphs; about half a second of reading


@pytest.fixture
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run, and Slack is asked again, more often than in earnest."""
    for job in ("POLL", "DROP", "PUBLISH", "WATCH"):
        monkeypatch.setattr(f"bot.app.jobs.{job}", 0.3)
    monkeypatch.setattr("bot.app.slack._FIRST_WAIT", 0.2)


def test_from_news_to_digest_and_on_after_a_restart(world: World) -> None:
    """Feed and drop folder come in, commands are acknowledged meanwhile, the digest is posted once."""
    sandbox, total = world.sandbox, len(world.news.articles)
    world.watch_feed()
    world.drop_stories(3, paragraphs=LONG)
    write_drop_files(world.drop, system_clock())
    with RunningBot(world.settings(), system_clock):
        assert sandbox.connection_count == 1
        wait_until(lambda: world.count() > 0)
        sandbox.write(CHANNEL, "/relations putin xi")
        sandbox.wait_for(lambda: sandbox.ephemerals(CHANNEL), seconds=20)
        assert world.count() < total + 3, "the command was to be typed while articles are being read"
        wait_until(lambda: world.count() == total + 3)
        world.subscribe("(putin xi) OR theme:energy", due_in=2)
        (digest,) = sandbox.wait_for(lambda: sandbox.messages(CHANNEL), seconds=20)
        (thread,) = sandbox.wait_for(lambda: sandbox.messages(CHANNEL, thread_ts=digest["ts"]))
    assert "Vladimir Putin" in json.dumps(sandbox.ephemerals(CHANNEL)[-1]["blocks"])
    assert "valves" in json.dumps([digest, thread], ensure_ascii=False)
    (delivery,) = [d for d in sandbox.deliveries if d.type == "slash_commands"]
    assert delivery.outcome == "acknowledged"
    assert delivery.seconds < 1
    assert sandbox.connection_count == 0
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("reader", "network"))]

    write_drop_files(world.drop, system_clock())  # the same files once more
    with RunningBot(world.settings(), system_clock):
        wait_until(lambda: not world.files("") and not world.files(".work"))
        sandbox.write(CHANNEL, "/quotes putin")
        sandbox.wait_for(lambda: len(sandbox.ephemerals(CHANNEL)) == 2)
    assert world.count() == total + 3
    assert len(sandbox.messages(CHANNEL)) == 1
    assert world.files("rejected") == []


def test_stopping_does_not_wait_for_what_is_being_read(world: World) -> None:
    world.drop_stories(2, paragraphs=30 * LONG)
    bot = RunningBot(world.settings(), system_clock)
    wait_until(lambda: len(world.files(".work")) == 2)
    stopping = threading.Timer(1.0, bot.stop)
    stopping.start()
    stopping.join(10)
    assert not stopping.is_alive()
    assert world.files("rejected") == []
    assert len(world.files(".work")) + len(world.files("done")) == 2
    assert len(world.files("done")) == world.count()


def test_stopping_does_not_wait_for_slack_to_have_time(world: World) -> None:
    world.sandbox.rate_limit_next("chat.postMessage", 25, times=5)
    bot = RunningBot(world.settings(), system_clock)
    world.subscribe("theme:energy", due_in=1)
    world.sandbox.wait_for(lambda: world.sandbox.calls_of("chat.postMessage"))
    begun = time.monotonic()
    bot.stop()
    assert time.monotonic() - begun < 5


def test_a_second_bot_on_the_same_folder_is_refused(world: World) -> None:
    with RunningBot(world.settings(), system_clock):
        with pytest.raises(StorageError, match="Another bot") as caught:
            RunningBot(world.settings(), system_clock)
        assert "RAPPORTEUR_DATA_DIR" in caught.value.advice
    RunningBot(world.settings(), system_clock).stop()


@pytest.mark.parametrize(
    ("change", "expected", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-another-team"}, SlackError, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-another-app"}, SlackError, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": ""}, SettingError, "SLACK_APP_TOKEN is not set"),
        ({"RAPPORTEUR_SPACY_MODEL": "en_nothing_here"}, SettingError, "RAPPORTEUR_SPACY_MODEL"),
    ],
)
def test_what_is_wrong_at_the_start_is_said_and_nothing_is_left_running(
    world: World, change: dict[str, str], expected: type[Exception], said: str
) -> None:
    before = set(threading.enumerate())
    with pytest.raises(expected) as caught:
        RunningBot(world.settings(**change), system_clock)
    assert said in caught.value.message  # type: ignore[attr-defined]  # all expected errors have one
    assert "another-" not in caught.value.message  # type: ignore[attr-defined]  # as above
    wait_until(lambda: set(threading.enumerate()) <= before, seconds=10)


def test_while_slack_is_away_the_start_waits_and_can_be_stopped(world: World) -> None:
    world.sandbox.break_next("auth.test")
    world.sandbox.break_next("apps.connections.open")
    RunningBot(world.settings(), system_clock).stop()
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    world.sandbox.break_next("auth.test", times=100)
    with pytest.raises(StoppedError):
        RunningBot(world.settings(), system_clock, stop)


def test_a_lost_connection_is_made_anew(world: World) -> None:
    with RunningBot(world.settings(), system_clock):
        world.sandbox.drop_connections()
        world.sandbox.wait_for(lambda: world.sandbox.connection_count == 1, seconds=20)
        world.sandbox.write(CHANNEL, "/media help")
        world.sandbox.wait_for(lambda: world.sandbox.ephemerals(CHANNEL), seconds=20)
