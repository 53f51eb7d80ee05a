"""The page's files, state, live feed and deeds, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.records import Person, SlashCommand
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.sandbox.builders import Json
from tests.sandbox.web import fetch

RELATIONS = SlashCommand(name="/relations", usage="A B [30d]", description="What two actors do and say")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with start_sandbox(
        commands=[RELATIONS], shortcuts={"add": "Add to monitoring"}, timezone="Europe/Paris"
    ) as made:
        yield made


def state(sandbox: RunningSandbox) -> Json:
    loaded: Json = json.loads(fetch("GET", f"{sandbox.address}/page-api/state").body)
    return loaded


def deed(
    sandbox: RunningSandbox, what: str, headers: dict[str, str] | None = None, **body: Any
) -> tuple[int, Json]:
    answer = fetch(
        "POST", f"{sandbox.address}/page-api/{what}", body=json.dumps(body).encode(), headers=headers
    )
    return answer.status, json.loads(answer.body) if answer.body.startswith("{") else {}


class Addresses(HTMLParser):
    """The scripts, styles and pictures that a page loads, and the ids and hooks in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hooks: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [value for key in ("src", "href") if (value := values.get(key))]
        self.hooks.add(values.get("data-testid") or "")


def test_the_page_loads_nothing_from_outside(sandbox: RunningSandbox) -> None:
    page = fetch("GET", sandbox.address + "/")
    assert page.status == 200
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    waiting, seen = Addresses(page.body).found, set()
    while waiting:
        address = waiting.pop()
        assert address.startswith("/page/"), address
        answer = fetch("GET", sandbox.address + address)
        assert answer.status == 200, address
        seen.add(address)
        if address.endswith(".js"):
            imported = re.findall(r'from "\./([\w.]+)"', answer.body)
            waiting += [f"/page/{name}" for name in imported if f"/page/{name}" not in seen]
            assert "innerHTML" not in answer.body, f"{address} must not make markup out of text"
    assert "/page/blocks.js" in seen


def test_the_hooks_for_browser_tests_stand(sandbox: RunningSandbox) -> None:
    hooks = Addresses(fetch("GET", sandbox.address + "/").body).hooks
    assert {"channels", "messages", "thread-panel", "modal", "home", "connection"} <= hooks


@pytest.mark.parametrize("name", ["nosuch.js", "..%2fserver.py", "%2e%2e%2fserver.py", ".."])
def test_only_the_pages_own_files_are_served(sandbox: RunningSandbox, name: str) -> None:
    assert fetch("GET", f"{sandbox.address}/page/{name}").status == 404


def test_the_state_holds_what_the_page_shows(sandbox: RunningSandbox) -> None:
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    client.chat_postMessage(channel="relations", text="<b>digest</b>")
    loaded = state(sandbox)
    assert [c["name"] for c in loaded["channels"]] == ["general", "relations", "energy", "random", "you"]
    assert loaded["channels"][1]["messages"][0]["text"] == "<b>digest</b>"
    assert loaded["commands"] == [
        {"name": "/relations", "usage": "A B [30d]", "description": "What two actors do and say"}
    ]
    assert loaded["shortcuts"] == [{"callback_id": "add", "name": "Add to monitoring"}]
    assert loaded["people"][loaded["me"]]["tz"] == "Europe/Paris"
    assert sandbox.bot_token not in json.dumps(loaded)


def test_changes_arrive_by_themselves(sandbox: RunningSandbox) -> None:
    connection = HTTPConnection(sandbox.address.removeprefix("http://"), timeout=5)
    connection.request("GET", "/page-api/feed")
    feed = connection.getresponse()
    assert feed.headers["Content-Type"] == "text/event-stream"
    assert feed.readline() == b": open\n"
    sandbox.write("general", "hello")
    change = read_change(feed)
    assert (change["type"], change["message"]["text"]) == ("message", "hello")
    connection.close()


def read_change(feed: HTTPResponse) -> Json:
    while not (line := feed.readline()).startswith(b"data: "):
        assert line, "the feed ended"
    change: Json = json.loads(line.removeprefix(b"data: "))
    return change


def test_deeds_of_the_page(sandbox: RunningSandbox) -> None:
    general = sandbox.channel_id("general")
    assert deed(sandbox, "write", channel=general, text="hello") == (200, {"ok": True})
    assert sandbox.messages("general")[0]["text"] == "hello"
    status, made = deed(sandbox, "create", name="desk")
    assert (status, made["channel"]) == (200, sandbox.channel_id("desk"))
    deed(sandbox, "invite", channel=made["channel"])
    assert sandbox.messages("desk")[0]["subtype"] == "channel_join"
    deed(sandbox, "read", channel=general, ts="99.0")
    assert state(sandbox)["channels"][0]["last_read"] == "99.0"


def test_an_unregistered_command_is_said_to_be_none(sandbox: RunningSandbox) -> None:
    deed(sandbox, "write", channel=sandbox.channel_id("general"), text="/nosuch thing")
    assert sandbox.ephemerals("general")[0]["text"] == "/nosuch is not a valid command."


def test_deeds_that_cannot_be_done(sandbox: RunningSandbox) -> None:
    assert deed(sandbox, "write", channel="C404", text="hi") == (
        400,
        {"ok": False, "error": "channel_not_found"},
    )
    assert deed(sandbox, "create", name="Bad Name")[1]["error"] == "invalid_name_specials"
    assert deed(sandbox, "create", name="general")[1]["error"] == "name_taken"
    assert deed(sandbox, "dance")[0] == 404
    general = sandbox.channel_id("general")
    assert deed(sandbox, "press", channel=general, ts="1.0", block_id="b", action_id="a")[0] == 400


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_other_sites_cannot_act_for_the_human(sandbox: RunningSandbox, headers: dict[str, str]) -> None:
    status, _ = deed(sandbox, "write", headers, channel=sandbox.channel_id("general"), text="hi")
    assert status == 403
    assert sandbox.messages("general") == []
    assert fetch("GET", f"{sandbox.address}/page-api/state", headers=headers).status == 403


def test_the_operator_adds_people_sends_events_and_makes_trouble(sandbox: RunningSandbox) -> None:
    assert deed(sandbox, "person", name="ana", timezone="Asia/Tokyo", is_admin=True)[0] == 200
    ana = next(person for person in state(sandbox)["people"].values() if person["name"] == "ana")
    assert (ana["tz"], ana["is_admin"]) == ("Asia/Tokyo", True)
    assert deed(sandbox, "person", name="a b")[1]["error"] == "invalid_name"
    assert deed(sandbox, "person", name="ana")[1]["error"] == "name_taken"
    for zone in ("Mars/Phobos", "../../etc/passwd", "x" * 5_000):
        assert deed(sandbox, "person", name="bo", timezone=zone)[1]["error"] == "invalid_timezone"
    assert deed(sandbox, "event", event={"type": "link_shared"}) == (200, {"ok": True})
    assert sandbox.wait_for(lambda: sandbox.deliveries)[0].payload["event"]["type"] == "link_shared"
    assert deed(sandbox, "event", event="no")[1]["error"] == "invalid_event"
    deed(sandbox, "fault", kind="rate_limit", method="auth.test")
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError, match="ratelimited"):
        client.auth_test()
    assert deed(sandbox, "fault", kind="earthquake")[1]["error"] == "unknown_fault"


def test_a_page_becomes_somebody_elses(sandbox: RunningSandbox) -> None:
    sandbox.add_person(Person(id="U0MAYA0001", name="maya", real_name="Maya", tz="Asia/Tokyo"))
    general = sandbox.channel_id("general")
    deed(sandbox, "write", me="U0MAYA0001", channel=general, text="hello")
    assert sandbox.messages("general")[-1]["user"] == "U0MAYA0001"
    assert deed(sandbox, "write", me="U404", channel=general, text="hello")[1]["error"] == "user_not_found"
