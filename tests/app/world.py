"""What surrounds a bot: a local workspace, a local newsroom, a data folder; and the bot as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.model.articles import SourceKind
from bot.model.subscriptions import Rhythm, RhythmKind
from bot.sandbox.newsroom import RunningNewsroom
from bot.sandbox.running import RunningSandbox
from bot.storage.articles import count_articles
from bot.storage.database import Database, open_database
from bot.storage.sources import add_source
from bot.storage.subscriptions import add_subscription

ROOT = Path(__file__).parents[2]
CHANNEL = "relations"

STORY = """Harbour talks, part {number}

ODESA (Harbour Wire) — Russian President Vladimir Putin met Chinese President Xi Jinping on Monday for talks on a gas
pipeline, the Kremlin said in note {number}.

"We counted {number} valves and trust each of them," Putin said after round {number} of the talks in the harbour.

Xi told Putin that China would buy {number} cargoes of natural gas. The envoys of {number} ports asked for guarantees.

{more}
"""


class World:
    """A data folder with a workspace and a newsroom beside it."""

    def __init__(self, folder: Path, sandbox: RunningSandbox, news: RunningNewsroom) -> None:
        self.folder, self.sandbox, self.news = folder, sandbox, news
        self.drop = folder / "drop"

    @property
    def environment(self) -> dict[str, str]:
        """The settings, as an operator sets them."""
        return {
            "RAPPORTEUR_DATA_DIR": str(self.folder),
            "RAPPORTEUR_SLACK_API_URL": self.sandbox.api_url,
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "RAPPORTEUR_FETCH_ALLOW": self.news.host_port,
            "RAPPORTEUR_WORKERS": "1",
        }

    def settings(self, **changes: str) -> Settings:
        """The settings, checked."""
        return load_settings(self.environment | changes, search=False)

    @cached_property
    def database(self) -> Database:
        """The bot's database, beside the bot."""
        return open_database(self.settings().database_url)

    @property
    def workspace_id(self) -> int:
        """The bot's only workspace."""
        return self.database.local_workspace().id

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def count(self) -> int:
        """How many articles are stored."""
        with self.database.read(self.workspace_id) as scope:
            return count_articles(scope)

    def watch_feed(self) -> None:
        """Add the newsroom's feed."""
        with self.database.write(self.workspace_id) as scope:
            add_source(scope, SourceKind.FEED, self.news.feed_url, "Newsroom", system_clock())

    def subscribe(self, topic: str, *, due_in: float) -> None:
        """A daily digest whose time comes in so many seconds."""
        now = system_clock()
        at = (now + timedelta(seconds=due_in)).time().replace(microsecond=0, tzinfo=None)
        with self.database.write(self.workspace_id) as scope:
            add_subscription(
                scope,
                channel=self.sandbox.channel_id(CHANNEL),
                topic=topic,
                rhythm=Rhythm(kind=RhythmKind.DAILY, at=at),
                timezone="UTC",
                created_by=None,
                now=now,
            )

    def drop_stories(self, count: int, *, paragraphs: int = 1) -> None:
        """Put articles into the drop folder; `paragraphs` makes them long, so that reading takes its time."""
        self.drop.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            more = "\n\n".join(
                f"Ship {number}-{line} left the port of Odesa for Tianjin with {line} engineers, who said that gas was "
                f"scarce and that Moscow and Beijing had signed paper {number * paragraphs + line} on the matter."
                for line in range(paragraphs)
            )
            text = STORY.format(number=number + 11, more=more)
            (self.drop / f"story-{number}.txt").write_text(text, encoding="utf-8")

    def files(self, place: str) -> list[str]:
        """Names of the files in one place of the drop folder."""
        folder = self.drop / place
        return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []

    @contextmanager
    def process(self, **changes: str) -> Iterator[Process]:
        """`python -m bot run`; killed at the end where it still runs."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("RAPPORTEUR_", "SLACK_"))}
        with (self.folder / "log.txt").open("a+") as log:
            running = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=plain | self.environment | changes,
                start_new_session=True,
            )
            try:
                yield Process(running, Path(log.name))
            finally:
                if running.poll() is None:
                    running.kill()
                running.wait(10)


class Process:
    """A bot that runs by itself."""

    def __init__(self, running: subprocess.Popen[bytes], log: Path) -> None:
        self._running = running
        self._log = log

    @property
    def said(self) -> str:
        """All that was logged so far, by earlier processes on the same folder too."""
        return self._log.read_text(encoding="utf-8")

    def send(self, signal: int, *, to_group: bool = False) -> None:
        """A signal, to the process alone or to its readers as well."""
        os.killpg(self._running.pid, signal) if to_group else self._running.send_signal(signal)

    def end(self) -> tuple[int, float]:
        """The exit code, and after how many seconds it came."""
        begun = time.monotonic()
        return self._running.wait(30), time.monotonic() - begun


def wait_until(ready: Callable[[], object], *, seconds: float = 40.0) -> None:
    """Wait until `ready()` is true.

    Raises:
        TimeoutError: it was not in time.
    """
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("it did not come to that in time")
        time.sleep(0.1)
