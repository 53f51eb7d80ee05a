"""Health and metrics on loopback, for whoever watches the machine. Off unless METRICS_PORT is set.

`/health` answers 200 while the bot is connected to Slack, else 503; `/metrics` is Prometheus' text format.
Neither shows what is read, only how much.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.errors import SettingError, StorageError
from bot.services import Services
from bot.storage.articles import count_articles
from bot.storage.posts import open_digests
from bot.storage.sources import load_sources
from bot.storage.subscriptions import load_subscriptions

_log = logging.getLogger(__name__)
_PREFIX = "rapporteur_"

Figures = dict[str, float]
"""Name of a figure, with its labels where it has any, → value."""


def count_figures(services: Services, workspace_id: int, connected: bool) -> Figures:
    """What there is to count in one workspace."""
    with services.database.read(workspace_id) as scope:
        sources = load_sources(scope)
        failing = sum(source.failing_since is not None for source in sources)
        paused = sum(source.paused for source in sources)
        return {
            "slack_connected": float(connected),
            "articles": float(count_articles(scope)),
            'sources{state="failing"}': float(failing),
            'sources{state="paused"}': float(paused),
            'sources{state="watched"}': float(len(sources)),
            "subscriptions": float(len(load_subscriptions(scope))),
            "digests_open": float(len(open_digests(scope))),
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


@contextmanager
def serve_figures(port: int | None, figures: Callable[[], Figures]) -> Iterator[int | None]:
    """Serve on 127.0.0.1 until the end; yields the port, None where none is wanted.

    Args:
        port: 0 for any that is free.

    Raises:
        SettingError: the port is taken.
    """
    if port is None:
        yield None
        return
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(figures))
    except OSError as error:
        raise SettingError(
            f"RAPPORTEUR_METRICS_PORT is wrong: port {port} is taken, expected a free one.", cause=repr(error)
        ) from error
    thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(figures: Callable[[], Figures]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers the two paths; anything else is not found."""

        timeout = 10  # seconds for a request, so that a silent caller does not keep a thread

        def do_GET(self) -> None:
            """One request."""
            if self.path not in ("/health", "/metrics"):
                self._send(HTTPStatus.NOT_FOUND, "text/plain", "There is /health and /metrics.\n")
                return
            try:
                found = figures()
            except StorageError as error:
                _log.warning("no figures", extra={"fields": {"cause": error.cause}})
                self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", "The database cannot be read.\n")
                return
            if self.path == "/metrics":
                self._send(HTTPStatus.OK, "text/plain; version=0.0.4", render_metrics(found))
            else:
                self._send_health(bool(found["slack_connected"]))

        def _send_health(self, fine: bool) -> None:
            status = HTTPStatus.OK if fine else HTTPStatus.SERVICE_UNAVAILABLE
            words = json.dumps({"status": "ok" if fine else "not connected"})
            self._send(status, "application/json", words)

        def _send(self, status: HTTPStatus, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not logged: they come every few seconds."""

    return Handler
