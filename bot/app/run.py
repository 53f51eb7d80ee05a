"""The running bot: Slack, the schedule, the workers, the web; started and stopped in one place."""

from __future__ import annotations

import logging
import signal
import threading
from contextlib import ExitStack, closing, suppress
from functools import partial
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from bot.app.build import build_services, make_folder, open_workers
from bot.app.connections import Connections
from bot.app.defaults import refuse_wrong_files, sync_defaults
from bot.app.jobs import list_jobs
from bot.app.lock import hold_folder
from bot.app.rounds import active_workspaces
from bot.app.secret_key import load_sealer, reseal_tokens
from bot.app.slack import Connection, HttpConnection, connect_socket, identify, open_app
from bot.app.tokens import SlackWays, plan_ways
from bot.app.web import open_web
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StoppedError
from bot.pipeline.pipeline import Pipeline
from bot.schedule import Schedule
from bot.slack.client import SlackClient
from bot.slack.port import Identity
from bot.storage.database import Database, open_database
from bot.web.figures import CONNECTED, Figures, add_figures, count_figures

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
        ways = plan_ways(settings)
        refuse_wrong_files(settings)
        make_folder(settings)
        rooms.enter_context(hold_folder(settings.data_dir))
        database = open_database(settings.database_url)
        rooms.callback(database.close)
        connections = self._open_connections(settings, ways, database)
        own = self._identify_own(ways)
        self.workspace: Workspace = connections.adopt(*own) if own else database.local_workspace()
        sync_defaults(database, self.workspace.id, settings, clock())
        workers = rooms.enter_context(open_workers(settings))
        pipeline = rooms.enter_context(closing(Pipeline(database, workers, clock)))
        alone = own[1] if own and not ways.oauth else None
        team = self.workspace.team_id if alone else None
        self.services: Services = build_services(
            settings, database, clock, alone, team, pipeline, connections
        )
        connection = self._listen(settings, ways, connections, rooms)
        jobs = list_jobs(settings, self.services, workers, pipeline, connection, self._stop)
        schedule = Schedule(rooms.enter_context(jobs))
        schedule.start()
        rooms.callback(schedule.stop)
        rooms.callback(workers.close)  # what is being read is broken off, so that no job waits for it
        rooms.callback(self._stop.set)

    def _listen(
        self, settings: Settings, ways: SlackWays, connections: Connections, rooms: ExitStack
    ) -> Connection:
        """Open what Slack and browsers come through."""
        database, clock = self.services.database, self.services.clock
        app = rooms.enter_context(open_app(settings, self.services, ways, connections.bot_user_of))
        connection: Connection = HttpConnection()
        if ways.app_token:
            connection = rooms.enter_context(connect_socket(app, ways.app_token, self._stop))
        pages = open_web(
            settings,
            ways,
            app=app,
            database=database,
            clock=clock,
            install=lambda grant: connections.install(grant, settings, clock),
            figures=partial(self._figures, connection),
        )
        rooms.enter_context(pages)
        return connection

    def _sleep(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise StoppedError

    def _open_connections(self, settings: Settings, ways: SlackWays, database: Database) -> Connections:
        self._client = partial(SlackClient, base_url=settings.slack_api_url, sleep=self._sleep)
        sealer = load_sealer(settings, make=ways.oauth is not None)
        if sealer:
            reseal_tokens(database, sealer)
        return Connections(database, sealer, self._client)

    def _identify_own(self, ways: SlackWays) -> tuple[Identity, SlackClient] | None:
        """Whose the token in the settings is; without one the first install adopts the oldest workspace."""
        if ways.bot_token is None:
            return None
        slack = self._client(ways.bot_token)
        return identify(slack, self._stop), slack

    def _figures(self, connection: Connection) -> Figures:
        connected, active = connection.is_connected, active_workspaces(self.services.database)
        return add_figures([count_figures(self.services, w.id, connected) for w in active]) or {
            CONNECTED: float(connected)
        }

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
