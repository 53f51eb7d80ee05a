"""`rapporteur demo`: the product at work on this machine: a local workspace, a local newsroom, the real bot."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import system_clock

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.app.run import RunningBot
    from bot.config import Settings
    from bot.sandbox.newsroom import RunningNewsroom
    from bot.sandbox.running import RunningSandbox

PORT = 8421  # of the page; another one is taken where it is busy
CHANNEL = "relations"
TOPIC = "theme:partnership OR theme:energy"
READING_SECONDS = 120.0  # longest wait for the samples; usual is 10
DIGEST_SECONDS = 60.0
HEAD_START = timedelta(seconds=3)  # between the last article and the digest's slot

INTRODUCTION = """
Rapporteur's local workspace is at  {address}
The articles in it are invented; stop with Ctrl-C.

Try, in the message box of #{channel}:
  /relations putin xi          what two actors said and did, with a chart
  /actor putin                 who somebody is, in the news and in quotes
  /quotes putin about china    who said what, each quote once
  /find pipeline -price        stories that match a query
  /theme                       all themes with their trends
  /subscribe                   a form that shows what a topic would have brought
  /digest energy 7d            a digest now, only for you
  /media help                  everything else
Or look at the bot's Home tab (rapporteur, on the left), or drop a file (text, web page, PDF,
Word, mail …) into its messages there, or into {drop}
"""

FIRST_STEPS = """
Rapporteur's local workspace is at  {address}
Nothing is watched yet; stop with Ctrl-C.

The bot's Home tab (rapporteur, on the left) shows the first steps.
A site with invented articles, to be added as a feed:  {site}
"""


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="see the product work, without Slack")
    parser.add_argument("--port", type=_port, default=PORT, help=f"of the page (default {PORT})")
    parser.add_argument(
        "--data-dir", metavar="FOLDER", help="keep the demo's data there (default: removed at the end)"
    )
    parser.add_argument("--empty", action="store_true", help="begin as a new team does: no feed, no articles")
    parser.set_defaults(action=demo)


def _port(text: str) -> int:
    """0 is any that is free."""
    number = int(text)
    if not 0 <= number < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port; give one from 0 to 65535")
    return number


def demo(options: argparse.Namespace) -> int:
    """Run the demo until Ctrl-C."""
    from bot.app.run import RunningBot, stop_on_signals
    from bot.logs import set_up_logs
    from bot.sandbox.newsroom import start_newsroom

    stop = stop_on_signals()
    with (
        _data_folder(options.data_dir) as folder,
        _open_sandbox(options.port) as sandbox,
        start_newsroom() as news,
    ):
        settings = _settings(folder, sandbox, news)
        set_up_logs(settings.log_level, settings.secrets)
        _say("Starting the bot …")
        if not options.empty:
            _lay_out(settings, news)
        with RunningBot(settings, system_clock, stop) as bot:
            if options.empty:
                print(FIRST_STEPS.format(address=sandbox.address, site=news.address), flush=True)
            else:
                _introduce(settings, sandbox)
                _show(bot, sandbox, news, stop)
            stop.wait()
            _say("Stopping …")
    return 0


@contextmanager
def _data_folder(given: str | None) -> Iterator[Path]:
    if given:
        yield Path(given).absolute()
        return
    with tempfile.TemporaryDirectory(prefix="rapporteur-demo-") as folder:
        yield Path(folder)


def _open_sandbox(port: int) -> RunningSandbox:
    """The local workspace on that port, or on a free one where it is busy; two colleagues are there, too."""
    from bot.sandbox.records import Person, SlashCommand
    from bot.sandbox.server import start_sandbox
    from handlers.commands.table import COMMANDS
    from handlers.handing_over import ADD

    commands = [SlashCommand(name=f"/{c.name}", usage=c.usage, description=c.summary) for c in COMMANDS]
    colleagues = (
        Person(id="U0MAYA0001", name="maya", real_name="Maya Lind", tz="America/New_York"),
        Person(id="U0KENJI001", name="kenji", real_name="Kenji Mori", tz="Asia/Tokyo"),
    )
    start = partial(start_sandbox, commands=commands, people=colleagues, shortcuts={ADD: "Add to monitoring"})
    try:
        return start(port)
    except OSError:
        _say(f"Port {port} is busy; taking another one.")
        return start(0)


def _settings(folder: Path, sandbox: RunningSandbox, news: RunningNewsroom) -> Settings:
    """Settings of the demo alone: nothing of the machine's own configuration is used but the log level."""
    from bot.config import load_settings

    return load_settings(
        {
            "RAPPORTEUR_DATA_DIR": str(folder),
            "RAPPORTEUR_SLACK_BOT_TOKEN": sandbox.bot_token,
            "RAPPORTEUR_SLACK_APP_TOKEN": sandbox.app_token,
            "RAPPORTEUR_SLACK_API_URL": sandbox.api_url,
            "RAPPORTEUR_FETCH_ALLOW": news.host_port,
            "RAPPORTEUR_LOG_LEVEL": os.environ.get("RAPPORTEUR_LOG_LEVEL", "WARNING"),
        },
        search=False,
    )


def _lay_out(settings: Settings, news: RunningNewsroom) -> None:
    """The samples wait in the feed and the drop folder, so that the bot finds them when it starts."""
    from bot.app.build import open_rooms
    from bot.model.articles import SourceKind
    from bot.sandbox.newsroom import write_drop_files
    from bot.storage.sources import add_source

    with open_rooms(settings, system_clock, None) as rooms, rooms.database.write(rooms.workspace.id) as scope:
        add_source(scope, SourceKind.FEED, news.feed_url, "Local newsroom", system_clock())
    write_drop_files(settings.drop_folder, system_clock())


def _introduce(settings: Settings, sandbox: RunningSandbox) -> None:
    told = INTRODUCTION.format(address=sandbox.address, channel=CHANNEL, drop=settings.drop_folder)
    print(told, flush=True)


def _show(bot: RunningBot, sandbox: RunningSandbox, news: RunningNewsroom, stop: threading.Event) -> None:
    """Let the samples come in, then let the digest come due."""
    from bot.storage.articles import count_articles

    def stored() -> int:
        with bot.services.database.read(bot.workspace.id) as scope:
            return count_articles(scope)

    total = len(news.articles)
    _say(f"Reading {total} articles from the feed and the drop folder …")
    if not _wait(lambda: stored() >= total, READING_SECONDS, stop):
        _say(f"Only {stored()} of {total} articles came in; the log says why.")
    subscription = _subscribe(bot, sandbox)
    _say(f"#{CHANNEL} is subscribed; its digest is due in a moment …")
    if _wait(lambda: _is_posted(sandbox), DIGEST_SECONDS, stop):
        _say(f"The digest is in #{CHANNEL}: {sandbox.address}")
        _come_each_morning(bot, subscription)


def _is_posted(sandbox: RunningSandbox) -> bool:
    """Whether a digest stands in the channel with its thread."""
    return any(sandbox.messages(CHANNEL, thread_ts=message["ts"]) for message in sandbox.messages(CHANNEL))


def _come_each_morning(bot: RunningBot, subscription: int) -> None:
    """From now on the digest comes at the usual time."""
    from bot.storage.subscriptions import update_subscription
    from digests.rhythm import parse_rhythm

    with bot.services.database.write(bot.workspace.id) as scope:
        update_subscription(scope, subscription, rhythm=parse_rhythm("daily")[0])


def _subscribe(bot: RunningBot, sandbox: RunningSandbox) -> int:
    """Subscribe the channel for a few seconds ahead, so that the digest comes by the schedule like any other.

    Returns the subscription's number.
    """
    from bot.model.subscriptions import Rhythm, RhythmKind
    from bot.storage.subscriptions import add_subscription

    now = system_clock()
    at = (now + HEAD_START).time().replace(microsecond=0, tzinfo=None)
    with bot.services.database.write(bot.workspace.id) as scope:
        made = add_subscription(
            scope,
            channel=sandbox.channel_id(CHANNEL),
            topic=TOPIC,
            rhythm=Rhythm(kind=RhythmKind.DAILY, at=at),
            timezone="UTC",
            created_by=None,
            now=now,
        )
    return made.id


def _wait(ready: Callable[[], object], seconds: float, stop: threading.Event) -> bool:
    """Whether it was ready in time; False also where the demo is being stopped."""
    for _ in range(int(seconds / 0.25)):
        if ready():
            return True
        if stop.wait(0.25):
            return False
    return False


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
