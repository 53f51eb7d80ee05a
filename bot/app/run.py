"""The running bot: Slack over Socket Mode, the schedule, the workers; started and stopped in one place."""

from __future__ import annotations

import logging
import signal
import threading
from contextlib import ExitStack, closing, suppress
from functools import partial
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from bot.app.build import build_services, make_folder, open_workers
from bot.app.defaults import refuse_wrong_files, sync_defaults
from bot.app.jobs import list_jobs
from bot.app.lock import hold_folder
from bot.app.slack import Connection, connect_slack, identify
from bot.app.tokens import require_tokens
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StoppedError
from bot.pipeline.pipeline import Pipeline
from bot.schedule import Schedule
from bot.slack.client import SlackClient
from bot.storage.database import open_database
from bot.web import Figures, count_figures, serve_figures

if TYPE_CHECKING:
    from bot.model.subscriptions import Workspace
    from bot.services import Services

_log = logging.getLogger(__name__)


class RunningBot:
    """The bot at work. Use as a context manager, or call `stop`."""

    def __init__(self, settings: Settings, clock: Clock, stop: threading.Event | None = None) -> None:
        """Start everything; what was left open by an earlier run goes on.

        Args:
            stop: set while starting, it gives up waiting for Slack; `stop()` sets it too.

        Raises:
            SettingError, StorageError, SlackError: with what is wrong; nothing is left running.
            StoppedError: `stop` was set; nothing is left running.
        """
        self._stop = stop or threading.Event()
        with ExitStack() as rooms:
            self._open(settings, clock, rooms)
            self._rooms = rooms.pop_all()
        fields = {"workspace": self.workspace.name, "workers": settings.workers}
        _log.info("running", extra={"fields": fields})

    def _open(self, settings: Settings, clock: Clock, rooms: ExitStack) -> None:
        """Open room after room; each is closed in its turn, the last one first."""
        bot_token, app_token = require_tokens(settings)
        refuse_wrong_files(settings)
        make_folder(settings)
        rooms.enter_context(hold_folder(settings.data_dir))
        database = open_database(settings.database_url)
        rooms.callback(database.close)
        slack = SlackClient(bot_token, base_url=settings.slack_api_url, sleep=self._sleep)
        identity = identify(slack, self._stop)
        self.workspace: Workspace = database.adopt(identity.team_id, identity.team_name)
        sync_defaults(database, self.workspace.id, settings, clock())
        self.services: Services = build_services(settings, database, clock, slack, identity.team_id)
        workers = rooms.enter_context(open_workers(settings))
        pipeline = rooms.enter_context(closing(Pipeline(database, workers, clock)))
        connection = rooms.enter_context(
            connect_slack(settings, self.services, bot_token, app_token, self._stop)
        )
        figures = partial(self._figures, connection)
        rooms.enter_context(serve_figures(settings.metrics_port, figures))
        jobs = list_jobs(settings, self.services, self.workspace, workers, pipeline, connection, self._stop)
        schedule = Schedule(rooms.enter_context(jobs))
        schedule.start()
        rooms.callback(schedule.stop)
        rooms.callback(workers.close)  # what is being read is broken off, so that no job waits for it
        rooms.callback(self._stop.set)

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise StoppedError

    def _figures(self, connection: Connection) -> Figures:
        return count_figures(self.services, self.workspace.id, connection.is_connected)

    def stop(self) -> None:
        """Take nothing new; what is being read or waits for Slack is left for the next start; close everything."""
        _log.info("stopping")
        self._rooms.close()
        _log.info("stopped")

    def __enter__(self) -> RunningBot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set; a second Ctrl-C ends the process at once."""
    stop = threading.Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop


def run_until_stopped(settings: Settings, clock: Clock, stop: threading.Event) -> None:
    """Run the bot until `stop` is set, be it while starting."""
    with suppress(StoppedError), RunningBot(settings, clock, stop):
        stop.wait()
