"""`ask --open` and `digest --open`: the answer in a browser, as it would stand in Slack."""

from __future__ import annotations

import threading
import webbrowser
from http.client import HTTPConnection

import pytest

from tests.cli.conftest import Run
from tests.sandbox.web import fetch


@pytest.mark.parametrize("line", [("ask", "/media help"), ("digest", "energy")])
def test_the_answer_is_shown_until_the_page_is_closed(
    run: Run, monkeypatch: pytest.MonkeyPatch, line: tuple[str, str]
) -> None:
    seen: list[str] = []

    def look(url: str) -> bool:
        """A browser that looks at the page for a moment."""
        address = url.partition("/archives")[0]

        def visit() -> None:
            seen.append(fetch("GET", f"{address}/page-api/state").body)
            feed = HTTPConnection(address.removeprefix("http://"))
            feed.request("GET", "/page-api/feed")
            feed.getresponse().readline()
            feed.close()

        threading.Thread(target=visit).start()
        return True

    monkeypatch.setattr(webbrowser, "open", look)
    monkeypatch.setattr("bot.sandbox.preview.CLOSED_SECONDS", 0.3)
    ran = run(*line, "--open")
    assert (ran.code, ran.out) == (0, "")
    assert "Shown at http://127.0.0.1:" in ran.err
    assert '"preview": true' in seen[0]
