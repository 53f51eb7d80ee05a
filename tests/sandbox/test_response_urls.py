"""`response_url`: five uses within thirty minutes; what is added, replaced and deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import Json, actions, bars, button
from tests.sandbox.conftest import MovableClock
from tests.sandbox.socket_client import Envelopes
from tests.sandbox.web import Answer, fetch


@pytest.fixture
def command_url(sandbox: RunningSandbox, envelopes: Envelopes) -> str:
    """The address that came with a slash command in #general."""
    envelopes.acknowledge_all()
    sandbox.write("general", "/relations putin xi")
    return str(envelopes.payloads[-1]["response_url"])


def respond(url: str, **body: Any) -> Answer:
    return fetch("POST", url, body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})


def pressed_url(sandbox: RunningSandbox, envelopes: Envelopes, url: str, **where: Any) -> str:
    """The address that comes with pressing the button of an answer."""
    respond(url, text="with a button", blocks=[actions(button())], **where)
    shown = sandbox.messages("general") if where else sandbox.ephemerals("general")
    sandbox.press("general", shown[-1]["ts"], "go")
    return str(envelopes.payloads[-1]["response_url"])


def test_an_answer_is_for_the_person_unless_said_otherwise(sandbox: RunningSandbox, command_url: str) -> None:
    assert respond(command_url, text="for you").body == "ok"
    respond(command_url, text="for all", response_type="in_channel")
    assert [message["text"] for message in sandbox.ephemerals("general")] == ["for you"]
    assert [message["text"] for message in sandbox.messages("general")] == ["for all"]


def test_five_uses_and_no_more(command_url: str) -> None:
    assert {respond(command_url, text=str(number)).status for number in range(5)} == {200}
    late = respond(command_url, text="one too many")
    assert (late.status, json.loads(late.body)) == (404, {"ok": False, "error": "used_url"})


def test_thirty_minutes_and_no_longer(clock: MovableClock, command_url: str) -> None:
    clock.move(seconds=30 * 60)
    assert respond(command_url, text="in time").status == 200
    clock.move(seconds=1)
    late = respond(command_url, text="too late")
    assert (late.status, json.loads(late.body)["error"]) == (404, "expired_url")


def test_a_commands_answers_only_add_messages(sandbox: RunningSandbox, command_url: str) -> None:
    respond(command_url, text="working on it")
    respond(command_url, text="done", replace_original=True)
    assert [message["text"] for message in sandbox.ephemerals("general")] == ["working on it", "done"]


def test_a_buttons_answer_replaces_its_message(
    sandbox: RunningSandbox, envelopes: Envelopes, command_url: str
) -> None:
    url = pressed_url(sandbox, envelopes, command_url)
    respond(url, text="replaced")
    [message] = sandbox.ephemerals("general")
    assert message["text"] == "replaced"
    assert "blocks" not in message


def test_a_buttons_answer_may_stand_beside_its_message(
    sandbox: RunningSandbox, envelopes: Envelopes, command_url: str
) -> None:
    url = pressed_url(sandbox, envelopes, command_url, response_type="in_channel")
    respond(url, text="beside", replace_original=False)
    respond(url, text="also beside", response_type="ephemeral")
    assert [message["text"] for message in sandbox.ephemerals("general")] == ["beside", "also beside"]
    assert [message["text"] for message in sandbox.messages("general")] == ["with a button"]


def test_the_original_can_be_deleted(sandbox: RunningSandbox, envelopes: Envelopes, command_url: str) -> None:
    respond(pressed_url(sandbox, envelopes, command_url), delete_original=True)
    assert sandbox.ephemerals("general") == []


@pytest.mark.parametrize(
    ("body", "error"),
    [({"text": ""}, "no_text"), ({"text": "x", "blocks": [{"type": "nosuch"}]}, "invalid_blocks")],
)
def test_what_slack_does_not_take_is_said_in_the_answer(command_url: str, body: Json, error: str) -> None:
    assert json.loads(respond(command_url, **body).body)["error"] == error


def test_a_chart_is_taken_in_an_answer(sandbox: RunningSandbox, command_url: str) -> None:
    assert respond(command_url, text="chart", blocks=[bars()]).body == "ok"
    assert sandbox.ephemerals("general")[0]["blocks"][0]["type"] == "data_visualization"


def test_unknown_addresses_and_bodies_that_are_no_json(sandbox: RunningSandbox, command_url: str) -> None:
    assert respond(f"{sandbox.address}/response/nosuch", text="hi").status == 404
    assert fetch("POST", command_url, body=b"{").status == 400
