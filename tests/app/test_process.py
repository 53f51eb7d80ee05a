"""The bot as a process: signals end it within seconds, at any moment, and nothing is lost or stored by half."""

from __future__ import annotations

import signal

from tests.app.world import Process, World, wait_until

FILES = 5
SOON = 8.0  # seconds; usual is one or two


def run_until_reading(world: World, bot: Process) -> None:
    """Wait until one more article is stored, while others are claimed and being read."""
    before = bot.said.count("file read")
    wait_until(lambda: bot.said.count("file read") > before and world.files(".work"))


def stored_whole(world: World) -> bool:
    """Whether every file is either archived and stored, or claimed still."""
    archived, claimed = len(world.files("done")), len(world.files(".work"))
    return archived + claimed == FILES and world.count() in (archived, archived + 1)


def stop_while_reading(world: World, number: int) -> int:
    """Start, send the signal while articles are being read; returns the exit code."""
    with world.process() as bot:
        run_until_reading(world, bot)
        bot.send(number, to_group=number == signal.SIGTERM)  # as systemd does
        code, seconds = bot.end()
    assert seconds < SOON
    assert stored_whole(world)
    return code


def test_killed_and_terminated_while_reading_nothing_is_lost(world: World) -> None:
    world.drop_stories(FILES, paragraphs=25)
    assert stop_while_reading(world, signal.SIGKILL) == -signal.SIGKILL
    assert stop_while_reading(world, signal.SIGTERM) == 0
    with world.process() as bot:
        wait_until(lambda: len(world.files("done")) == FILES)
        bot.send(signal.SIGTERM)
        code, _ = bot.end()
    assert code == 0
    assert world.count() == FILES
    assert world.files("rejected") == []
    assert "Traceback" not in bot.said


def test_a_refused_start_is_one_line_and_exit_code_one(world: World) -> None:
    with world.process(SLACK_APP_TOKEN="xapp-of-another-app") as bot:
        code, _ = bot.end()
    assert code == 1
    assert "rapporteur: Slack refuses the app's token" in bot.said
    assert "Traceback" not in bot.said
    assert "xapp-of-another-app" not in bot.said


def test_interrupted_while_slack_is_away_it_ends_with_zero(world: World) -> None:
    world.sandbox.break_next("auth.test", times=100)
    with world.process() as bot:
        wait_until(lambda: "Slack cannot be reached" in bot.said)
        bot.send(signal.SIGINT)
        code, seconds = bot.end()
    assert code == 0
    assert seconds < SOON
