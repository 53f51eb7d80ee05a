"""What the web server serves, as the settings ask: health and metrics, Slack's requests, installs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from aiohttp.web import AbstractRouteDef
from slack_bolt import App

from bot.app.tokens import SlackWays
from bot.clock import Clock
from bot.config import Settings
from bot.model.subscriptions import Workspace
from bot.slack.oauth import Grant
from bot.storage.database import Database
from bot.web.events import SlackDoor
from bot.web.figures import Figures, figures_site
from bot.web.installing import Installer
from bot.web.serving import Site, WebServer
from handlers.replays import Replays

_log = logging.getLogger(__name__)


@contextmanager
def open_web(
    settings: Settings,
    ways: SlackWays,
    *,
    app: App,
    database: Database,
    clock: Clock,
    install: Callable[[Grant], Workspace],
    figures: Callable[[], Figures],
) -> Iterator[int | None]:
    """Serve until the end; yields the web port, None where none is needed.

    Raises:
        SettingError: a port is taken.
    """
    with ExitStack() as rooms:
        routes: list[AbstractRouteDef] = []
        if ways.oauth:
            routes += Installer(app=ways.oauth, database=database, clock=clock, install=install).routes()
        if ways.signing_secret:
            door = SlackDoor(app.dispatch, ways.signing_secret, Replays(clock).is_new)
            rooms.callback(door.close)
            routes += door.routes()
        if not routes and settings.metrics_port is None:
            yield None
            return
        server = rooms.enter_context(WebServer())
        if settings.metrics_port is not None:
            server.open(figures_site(settings.metrics_port, figures))
        yield _open_port(server, settings, routes) if routes else None


def _open_port(server: WebServer, settings: Settings, routes: list[AbstractRouteDef]) -> int:
    site = Site(setting="RAPPORTEUR_WEB_PORT", host=settings.web_host, port=settings.web_port, routes=routes)
    port = server.open(site)
    _log.info("listening", extra={"fields": {"host": settings.web_host, "port": port}})
    return port
