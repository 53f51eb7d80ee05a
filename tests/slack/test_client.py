"""The client against a server that answers as it is told: what is asked, waited for, and never asked twice."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.errors import MessageTooLargeError, SlackError
from bot.slack.client import SlackClient
from bot.slack.faults import UnknownOutcomeError
from bot.slack.message import Message

TOKEN = "xoxb-very-secret"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Server:
    """Answers with what was queued, else with ok; keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], str]] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                is_json = "json" in self.headers.get("Content-Type", "")
                data = json.loads(raw) if is_json else {k: v[0] for k, v in parse_qs(raw).items()}
                server.asked.append((self.path, data))
                ok = json.dumps({"ok": True, "ts": "1.5", "channel": {"id": "D9"}})
                status, headers, body = server.answers.pop(0) if server.answers else (200, {}, ok)
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/api"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def answer(self, status: int = 200, headers: dict[str, str] | None = None, **body: Any) -> None:
        self.answers.append((status, headers or {}, json.dumps(body)))

    def close(self) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def client(server: Server, slept: list[float]) -> SlackClient:
    return SlackClient(TOKEN, base_url=server.url, sleep=slept.append, timeout=2)


def test_a_post_carries_its_key_and_unfurls_nothing(server: Server, client: SlackClient) -> None:
    assert client.post_message("C1", Message(text="hi"), key="T1:C1:7:slot:0", thread="1.0") == "1.5"
    path, asked = server.asked[0]
    assert path == "/api/chat.postMessage"
    assert asked["metadata"] == {
        "event_type": "rapporteur_post",
        "event_payload": {"key": "T1:C1:7:slot:0"},
    }
    assert asked["unfurl_links"] is False
    assert asked["thread_ts"] == "1.0"


def test_a_message_beyond_the_limits_is_not_sent(server: Server, client: SlackClient) -> None:
    with pytest.raises(MessageTooLargeError):
        client.post_message("C1", Message(text="x" * 50_000))
    assert server.asked == []


def test_429_is_waited_for_as_long_as_slack_says(
    server: Server, client: SlackClient, slept: list[float]
) -> None:
    server.answer(429, {"Retry-After": "7"}, ok=False, error="ratelimited")
    assert client.post_message("C1", Message(text="hi")) == "1.5"
    assert 7.0 in slept
    assert len(server.asked) == 2


def test_a_429_that_is_too_long_is_not_slept_through_and_stays_in_force(
    server: Server, client: SlackClient, slept: list[float]
) -> None:
    server.answer(429, {"Retry-After": "600"}, ok=False, error="ratelimited")
    for _ in range(2):
        with pytest.raises(SlackError) as caught:
            client.post_message("C1", Message(text="hi"))
        assert caught.value.code == "ratelimited"
        assert not isinstance(caught.value, UnknownOutcomeError)
    assert len(server.asked) == 1
    assert 600.0 not in slept


@pytest.mark.parametrize("status", [0, 500, 503])
def test_a_lost_answer_is_never_asked_for_again(server: Server, client: SlackClient, status: int) -> None:
    server.answers.append((status, {}, ""))
    with pytest.raises(UnknownOutcomeError):
        client.post_message("C1", Message(text="hi"))
    assert len(server.asked) == 1


def test_an_answer_that_is_no_json_is_an_unknown_outcome(
    server: Server, client: SlackClient, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers.append((200, {}, "<html>gateway</html>"))
    with pytest.raises(UnknownOutcomeError):
        client.post_message("C1", Message(text="hi"))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("not_in_channel", "/invite @Rapporteur"),
        ("channel_not_found", "cannot see that channel"),
        ("is_archived", "archived"),
        ("invalid_auth", "SLACK_BOT_TOKEN"),
        ("something_new", "something_new"),
    ],
)
def test_refusals_become_sentences(server: Server, client: SlackClient, code: str, expected: str) -> None:
    server.answer(ok=False, error=code)
    with pytest.raises(SlackError) as caught:
        client.post_message("C1", Message(text="hi"))
    assert caught.value.code == code
    assert expected in caught.value.message


def test_a_missing_scope_is_named(server: Server, client: SlackClient) -> None:
    server.answer(ok=False, error="missing_scope", needed="channels:history")
    with pytest.raises(SlackError, match="channels:history"):
        client.fetch_keys("C1", NOON)


def test_history_is_read_page_by_page_from_the_claim_on(server: Server, client: SlackClient) -> None:
    ours = {"event_type": "rapporteur_post", "event_payload": {"key": "k1"}}
    other = {"event_type": "other_app", "event_payload": {"key": "k2"}}
    server.answer(
        ok=True, messages=[{"ts": "9", "metadata": other}], response_metadata={"next_cursor": "page2"}
    )
    server.answer(ok=True, messages=[{"ts": "8"}, {"ts": "7", "metadata": ours}], response_metadata={})
    assert client.fetch_keys("C1", NOON) == {"k1": "7"}
    first, second = (asked for _, asked in server.asked)
    assert float(first["oldest"]) == NOON.timestamp()
    assert first["include_all_metadata"] == "1"
    assert second["cursor"] == "page2"


def test_keys_that_slack_hides_are_not_taken_for_absent(server: Server, client: SlackClient) -> None:
    server.answer(ok=True, messages=[{"ts": "7", "metadata": {"event_type": "rapporteur_post"}}])
    with pytest.raises(SlackError, match="keys of my own messages"):
        client.fetch_keys("C1", NOON)


def test_a_threads_history_is_asked_for_by_its_first_message(server: Server, client: SlackClient) -> None:
    server.answer(ok=True, messages=[])
    client.fetch_keys("C1", NOON, thread="5.5")
    assert server.asked[0][0] == "/api/conversations.replies"
    assert server.asked[0][1]["ts"] == "5.5"


def test_a_spent_response_url_is_an_error_although_slack_says_nothing(
    server: Server, client: SlackClient
) -> None:
    server.answers.append((404, {}, "expired_url"))
    with pytest.raises(SlackError) as caught:
        client.post_response(server.url + "/hook", Message(text="hi"))
    assert caught.value.code == "expired_url"


def test_a_response_may_replace_or_be_for_all(server: Server, client: SlackClient) -> None:
    server.answers.append((200, {}, "ok"))
    client.post_response(server.url + "/hook", Message(text="hi"), replace=True, in_channel=True)
    asked = server.asked[0][1]
    assert (asked["replace_original"], asked["response_type"]) == (True, "in_channel")


def test_the_token_is_in_no_error_and_no_log(
    server: Server, client: SlackClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer(ok=False, error="invalid_auth")
    with pytest.raises(SlackError) as caught:
        client.post_message("C1", Message(text="hi"))
    said = f"{caught.value!r} {caught.value.message} {caught.value.cause} {caught.value.__cause__!r}"
    assert TOKEN not in said + caplog.text


def test_people_and_membership(server: Server, client: SlackClient) -> None:
    server.answer(ok=True, user={"name": "ana", "tz": "Europe/Lisbon", "profile": {"display_name": "Ana"}})
    person = client.fetch_person("U1")
    assert (person.name, person.timezone, person.is_admin) == ("Ana", "Europe/Lisbon", False)
    for right in ("is_admin", "is_owner"):
        server.answer(ok=True, user={"name": "bo", right: True})
        assert client.fetch_person("U2").is_admin
    server.answer(ok=True, channel={"is_member": False})
    assert not client.fetch_membership("C1")
