"""Files that people share: fetched whole or not at all, within a size and a time, with the token to Slack alone."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.errors import SlackError
from bot.slack import surfaces
from bot.slack.client import SlackClient
from bot.slack.faults import UnknownOutcomeError


class FileServer(ThreadingHTTPServer):
    """Tells of one file, and gives it in its own way."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.told = {"name": "report.pdf", "size": 9, "url_private_download": f"{self.address}/report.pdf"}
        self.give: Callable[[BaseHTTPRequestHandler], None] = give(b"%PDF-1.7\n")
        self.asked: list[str] = []  # the tokens that came with requests for the file


class _Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        give(json.dumps({"ok": True, "file": self.server.told}).encode(), "application/json")(self)

    def do_GET(self) -> None:
        self.server.asked.append(self.headers.get("Authorization", ""))
        self.server.give(self)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def give(
    content: bytes, kind: str = "application/pdf", *, promised: int | None = None, pause: float = 0.0
) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer; `promised` is its `Content-Length`, `pause` the seconds between its bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content) if promised is None else promised))
        handler.end_headers()
        for byte in content if pause else ():
            handler.wfile.write(bytes([byte]))
            time.sleep(pause)
        if not pause:
            handler.wfile.write(content)

    return answer


@pytest.fixture
def server() -> Iterator[FileServer]:
    server = FileServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def slack(server: FileServer) -> SlackClient:
    return SlackClient("xoxb-of-tests", base_url=f"{server.address}/api/", timeout=5)


def test_a_file_is_fetched_with_the_token(server: FileServer, slack: SlackClient) -> None:
    assert slack.fetch_file("F1", 100) == ("report.pdf", b"%PDF-1.7\n")
    assert server.asked == ["Bearer xoxb-of-tests"]


def test_a_file_is_not_larger_than_it_may_be_whatever_was_told(
    server: FileServer, slack: SlackClient
) -> None:
    server.give = give(b"x" * 1_000)
    with pytest.raises(SlackError, match="too large"):
        slack.fetch_file("F1", 100)


def test_half_a_file_is_no_file(server: FileServer, slack: SlackClient) -> None:
    server.give = give(b"%PDF", promised=9)
    with pytest.raises(UnknownOutcomeError):
        slack.fetch_file("F1", 100)


def test_a_file_that_trickles_in_is_given_up(
    server: FileServer, slack: SlackClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surfaces, "FILE_SECONDS", 0.2)
    server.give = give(b"x" * 20, pause=0.05)
    with pytest.raises(UnknownOutcomeError):
        slack.fetch_file("F1", 100)


@pytest.mark.parametrize(
    "address", ["https://files.example.org/a", "https://slack.com.example.org/a", "file:///etc/hosts", ""]
)
def test_the_token_goes_to_nobody_else(server: FileServer, slack: SlackClient, address: str) -> None:
    server.told["url_private_download"] = address
    with pytest.raises(SlackError, match="lies outside Slack"):
        slack.fetch_file("F1", 100)
    assert server.asked == []
