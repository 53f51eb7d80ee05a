"""Health and metrics: how much, never what."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.errors import SettingError
from bot.services import NameCache, Services
from bot.storage.database import Database
from bot.web.figures import Figures, add_figures, count_figures, figures_site, render_metrics
from bot.web.serving import WebServer
from tests.builders import FixedClock, Library


@contextmanager
def serve_figures(figures: Callable[[], Figures], port: int = 0) -> Iterator[int]:
    with WebServer() as server:
        yield server.open(figures_site(port, figures))


def fetch(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_figures_are_served_and_say_how_much(database: Database, library: Library, clock: FixedClock) -> None:
    library.article("A secret headline")
    services = Services(database=database, clock=clock, names=NameCache(database, clock))
    with serve_figures(lambda: count_figures(services, library.workspace_id, True)) as port:
        assert fetch(port, "/health") == (200, '{"status": "ok"}')
        status, text = fetch(port, "/metrics")
        assert fetch(port, "/other")[0] == 404
    assert status == 200
    assert "rapporteur_articles 1\n" in text
    assert "secret" not in text


def test_without_slack_it_is_not_healthy() -> None:
    with serve_figures(lambda: {"slack_connected": 0.0}) as port:
        assert fetch(port, "/health")[0] == 503


def test_each_metric_has_its_type_once() -> None:
    text = render_metrics({'sources{state="failing"}': 1, 'sources{state="paused"}': 0, "articles": 3})
    assert text.count("# TYPE rapporteur_sources gauge") == 1


def test_a_taken_port_is_one_line_that_names_the_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match="RAPPORTEUR_METRICS_PORT"), serve_figures(dict, port):
            pass


def test_figures_of_several_workspaces_add_up_and_the_connection_is_one() -> None:
    one, other = {"articles": 2.0, "slack_connected": 1.0}, {"articles": 3.0, "slack_connected": 1.0}
    assert add_figures([one, other]) == {"articles": 5.0, "slack_connected": 1.0}
