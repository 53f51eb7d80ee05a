"""Health and metrics on loopback, for whoever watches the machine. Off unless METRICS_PORT is set.

`/health` answers 200 while the bot is connected to Slack, else 503; `/metrics` is Prometheus' text format.
Neither shows what is read, only how much.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from aiohttp import web

from bot.errors import StorageError
from bot.services import Services
from bot.storage.articles import count_articles
from bot.storage.posts import count_open
from bot.storage.sources import load_sources
from bot.storage.subscriptions import load_subscriptions
from bot.web.serving import Site

_log = logging.getLogger(__name__)
_PREFIX = "rapporteur_"
CONNECTED = "slack_connected"

Figures = dict[str, float]
"""Name of a figure, with its labels where it has any, → value."""


def count_figures(services: Services, workspace_id: int, connected: bool) -> Figures:
    """What there is to count in one workspace."""
    with services.database.read(workspace_id) as scope:
        sources = load_sources(scope)
        failing = sum(source.failing_since is not None for source in sources)
        paused = sum(source.paused for source in sources)
        return {
            CONNECTED: float(connected),
            "articles": float(count_articles(scope)),
            'sources{state="failing"}': float(failing),
            'sources{state="paused"}': float(paused),
            'sources{state="watched"}': float(len(sources)),
            "subscriptions": float(len(load_subscriptions(scope))),
            "digests_open": float(count_open(scope)),
        }


def render_metrics(figures: Figures) -> str:
    """Prometheus' text format: all of them are gauges."""
    lines: list[str] = []
    for name, value in sorted(figures.items()):
        plain = _PREFIX + name.partition("{")[0]
        if f"# TYPE {plain} gauge" not in lines:
            lines.append(f"# TYPE {plain} gauge")
        lines.append(f"{_PREFIX}{name} {value:g}")
    return "\n".join(lines) + "\n"


def add_figures(figures: Sequence[Figures]) -> Figures:
    """The figures of several workspaces as one: counts add up, a state is that of the worst."""
    names = {name for found in figures for name in found}
    return {name: _add(name, [found[name] for found in figures if name in found]) for name in names}


def _add(name: str, values: Sequence[float]) -> float:
    return min(values) if name == CONNECTED else sum(values)


def figures_site(port: int, figures: Callable[[], Figures]) -> Site:
    """`/health` and `/metrics` on 127.0.0.1; anything else is not found."""

    async def show(request: web.Request) -> web.Response:
        try:
            found = await asyncio.to_thread(figures)
        except StorageError as error:
            _log.warning("no figures", extra={"fields": {"cause": error.cause}})
            return web.Response(status=503, text="The database cannot be read.\n")
        return _metrics(found) if request.path == "/metrics" else _health(bool(found[CONNECTED]))

    routes = [web.get("/health", show), web.get("/metrics", show)]
    return Site(setting="RAPPORTEUR_METRICS_PORT", host="127.0.0.1", port=port, routes=routes)


def _metrics(found: Figures) -> web.Response:
    return web.Response(text=render_metrics(found), headers={"Content-Type": "text/plain; version=0.0.4"})


def _health(fine: bool) -> web.Response:
    words = {"status": "ok" if fine else "not connected"}
    return web.json_response(words, status=200 if fine else 503)
