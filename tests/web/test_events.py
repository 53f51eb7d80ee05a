"""Slack over HTTP: what it signed is acknowledged at once and done once; everything else is turned away at the door."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from bot.clock import system_clock
from bot.web.events import SlackDoor
from bot.web.serving import MOST_BYTES, Site, WebServer
from handlers.commands import table
from handlers.pool import ListenerPool
from handlers.replays import Replays
from tests.builders import Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import SECRET, TEAM, Workplace
from tests.web.http import Answer, ask, sign


@dataclass
class Door:
    """The address that Slack is given, and what stands behind it."""

    work: Workplace
    url: str

    def send(self, body: str, headers: dict[str, str] | None = None, *, kind: str = "") -> Answer:
        """A request; as Slack signs it unless other headers are given."""
        answer = ask(self.url, body.encode(), sign(body, SECRET, kind=kind) if headers is None else headers)
        self.work.wait()
        return answer


@pytest.fixture
def door(library: Library) -> Iterator[Door]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind")
    pool = ListenerPool(workers=2, waiting=64)
    work = Workplace(library, FakeSlack(library.clock), pool)
    opened = SlackDoor(work.app.dispatch, SECRET, Replays(system_clock).is_new)
    with WebServer() as server:
        port = server.open(Site(setting="the port", host="127.0.0.1", port=0, routes=opened.routes()))
        yield Door(work, f"http://127.0.0.1:{port}/slack/events")
    opened.close()
    pool.close()


def command(text: str = "help", *, trigger: str = "1.1", team: str = TEAM) -> str:
    form = {"command": "/media", "text": text, "team_id": team, "channel_id": "C1", "user_id": "U-ANA"}
    return urlencode(form | {"response_url": "https://hooks.example/1", "trigger_id": trigger})


def button(value: str = "/media help") -> str:
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "U-ANA", "team_id": TEAM},
        "channel": {"id": "C1"},
        "response_url": "https://hooks.example/2",
        "trigger_id": "2.2",
        "actions": [
            {"type": "button", "action_id": "ask:0", "block_id": "b", "value": value, "action_ts": "1"}
        ],
    }
    return urlencode({"payload": json.dumps(payload)})


@pytest.mark.parametrize("body", [command(), button()], ids=["command", "button"])
def test_what_slack_signed_is_acknowledged_and_answered(door: Door, body: str) -> None:
    answer = door.send(body)
    assert (answer.status, answer.text) == (200, "")
    (sent,) = door.work.slack.sent
    assert sent.channel.startswith("https://hooks.example/")


def test_the_address_proves_itself_to_slack(door: Door) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"})
    answer = door.send(body, kind="json")
    assert answer.status == 200
    assert "3eZbrw1a" in answer.text


BODY = command()


def at(seconds: int) -> str:
    """A timestamp, so many seconds from now."""
    return str(int(time.time()) + seconds)


def signed(**changes: str) -> dict[str, str]:
    """What Slack would send now, with other headers in place of its own."""
    return sign(BODY, SECRET) | {f"X-Slack-{name.title()}": value for name, value in changes.items()}


WRONG: dict[str, Callable[[], dict[str, str]]] = {
    "nothing": dict,
    "no signature": lambda: {k: v for k, v in signed().items() if k != "X-Slack-Signature"},
    "another secret": lambda: sign(BODY, "another-secret"),
    "another body": lambda: sign(BODY + "&text=x", SECRET),
    "six minutes old": lambda: sign(BODY, SECRET, timestamp=at(-360)),
    "six minutes ahead": lambda: sign(BODY, SECRET, timestamp=at(360)),
    "no number": lambda: sign(BODY, SECRET, timestamp="now"),
    "a fraction": lambda: sign(BODY, SECRET, timestamp=f"{time.time():.3f}"),
    "negative": lambda: sign(BODY, SECRET, timestamp="-1"),
    "superscript": lambda: sign(BODY, SECRET, timestamp="²"),
    "thousands of digits": lambda: sign(BODY, SECRET, timestamp="9" * 5_000),
    "no ASCII": lambda: signed(signature="v0=é"),
    "another version": lambda: signed(signature=signed()["X-Slack-Signature"].replace("v0", "v1")),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_slack_did_not_sign_is_refused_before_bolt_sees_it(door: Door, case: str) -> None:
    headers = {name: value.encode().decode("latin-1") for name, value in WRONG[case]().items()}
    answer = door.send(BODY, headers)
    assert answer.status == 401
    assert door.work.slack.sent == []


@pytest.mark.parametrize("body", [command(), button()], ids=["command", "button"])
def test_a_captured_request_sent_again_is_done_once(door: Door, body: str) -> None:
    headers = sign(body, SECRET)
    answers = [door.send(body, headers) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len(door.work.slack.sent) == 1


def test_a_forged_signature_cannot_spend_the_true_one(door: Door) -> None:
    """Only what was verified counts as seen."""
    headers = sign(BODY, SECRET)
    assert door.send(BODY + "&x=1", headers).status == 401
    assert door.send(BODY, headers).status == 200
    assert len(door.work.slack.sent) == 1


def test_too_large_a_body_is_refused(door: Door) -> None:
    body = "x" * (MOST_BYTES + 1)
    assert door.send(body).status == 413


def test_only_posts_are_taken(door: Door) -> None:
    assert ask(door.url).status == 405
    assert ask(door.url.replace("events", "other"), b"x").status == 404


def test_another_teams_call_gets_a_sentence_and_nothing_else(door: Door) -> None:
    answer = door.send(command(team="T-STRANGER"))
    assert "do not know this workspace" in json.loads(answer.text)["text"]
    assert door.work.slack.sent == []


def test_acknowledged_at_once_while_the_work_takes_long(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, answer_line = threading.Event(), table.answer_line

    def slow(*arguments: object) -> object:
        gate.wait(10)
        return answer_line(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("handlers.answering.answer_line", slow)
    took: list[float] = []
    for number in range(20):
        body = command(trigger=f"{number}.0")
        began = time.monotonic()
        assert ask(door.url, body.encode(), sign(body, SECRET)).status == 200
        took.append(time.monotonic() - began)
    assert max(took) < 1.0
    assert door.work.slack.sent == []
    gate.set()
    door.work.wait()
    assert len(door.work.slack.sent) == 20
