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
) -> Iterator[None]:
    """Serve until the end; no port is opened that nothing asks for.

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
        sites = [figures_site(settings.metrics_port, figures)] if settings.metrics_port is not None else []
        sites += [_public_site(settings, routes)] if routes else []
        if sites:
            server = rooms.enter_context(WebServer())
            for site in sites:
                port = server.open(site)
                _log.info("listening", extra={"fields": {"host": site.host, "port": port}})
        yield


def _public_site(settings: Settings, routes: list[AbstractRouteDef]) -> Site:
    host, port = settings.web_host, settings.web_port
    return Site(setting="RAPPORTEUR_WEB_PORT", host=host, port=port, routes=routes)
