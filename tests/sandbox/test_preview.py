"""One message in the page, as `ask --open` and `digest --open` show it."""

from __future__ import annotations

import json
import socket
import threading
from urllib.parse import urlsplit

import pytest

from bot.sandbox.preview import start_preview
from bot.sandbox.records import RefusedError
from tests.sandbox.builders import bars, section
from tests.sandbox.web import fetch

DIGEST = {"text": "Energy today", "blocks": [section("Energy today"), bars()]}
DETAILS = {"text": "Details", "blocks": [section("Details")]}


def test_the_message_stands_on_a_page_of_its_own() -> None:
    with start_preview([DIGEST, DETAILS], timezone="Europe/Paris") as preview:
        assert "Local workspace" in fetch("GET", preview.url).body
        address = f"http://{urlsplit(preview.url).netloc}"
        state = json.loads(fetch("GET", f"{address}/page-api/state").body)
        assert (state["preview"], state["people"][state["me"]]["tz"]) == (True, "Europe/Paris")
        first, second = state["channels"][0]["messages"]
        assert first["blocks"][1]["type"] == "data_visualization"
        assert second["thread_ts"] == first["ts"]
        assert preview.url.endswith(f"?thread_ts={first['ts']}")


def test_what_slack_would_refuse_is_refused() -> None:
    with pytest.raises(RefusedError, match="invalid_blocks"):
        start_preview([{"text": "x", "blocks": [section("x" * 3_001)]}])


def test_it_waits_until_the_page_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.preview.CLOSED_SECONDS", 0.2)
    with start_preview([DIGEST]) as preview:
        assert preview.wait_until_closed(seconds=0.3) is False
        parts = urlsplit(preview.url)
        page = socket.create_connection((parts.hostname, parts.port or 0))
        page.sendall(f"GET /page-api/feed HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        assert page.recv(100)
        closing = threading.Timer(0.3, lambda: (page.shutdown(socket.SHUT_RDWR), page.close()))
        closing.start()
        assert preview.wait_until_closed(seconds=5) is True
        closing.join()
