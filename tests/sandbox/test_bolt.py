"""A Bolt app, as it would run against Slack, from command to button to modal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import actions, button, modal
from tests.sandbox.socket_client import hang_up


@pytest.fixture
def bolt(sandbox: RunningSandbox, client: WebClient) -> Iterator[None]:
    quiet = logging.getLogger("tests.bolt")
    quiet.setLevel(logging.CRITICAL)
    app = App(client=client, signing_secret=sandbox.signing_secret, logger=quiet)

    @app.command("/relations")
    def answer(ack: Callable[[], None], respond: Callable[..., None], command: dict[str, Any]) -> None:
        ack()
        respond(text=f"Looking up {command['text']}", blocks=[actions(button("edit"))])

    @app.action("edit")
    def edit(ack: Callable[[], None], body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("ask")
    def save(ack: Callable[..., None], view: dict[str, Any], client: WebClient) -> None:
        if view["state"]["values"]["topic"]["text"]["value"] == "wrong":
            ack(response_action="errors", errors={"topic": "No."})
            return
        ack()
        client.chat_postMessage(channel="general", text="Saved.")

    handler = SocketModeHandler(app, sandbox.app_token, logger=quiet)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt has no types there
    sandbox.wait_for(lambda: sandbox.connection_count)
    yield
    hang_up(handler.client, sandbox)


@pytest.mark.usefixtures("bolt")
def test_a_command_a_button_and_a_modal(sandbox: RunningSandbox) -> None:
    sandbox.write("general", "/relations putin xi")
    [message] = sandbox.wait_for(lambda: sandbox.ephemerals("general"))
    assert message["text"] == "Looking up putin xi"
    assert sandbox.press("general", message["ts"], "edit") == ""
    sandbox.wait_for(lambda: sandbox.modal)
    assert sandbox.submit({"topic": {"text": "wrong"}}) == {"topic": "No."}
    assert sandbox.submit({"topic": {"text": "energy"}}) == {}
    [posted] = sandbox.wait_for(lambda: sandbox.messages("general"))
    assert posted["text"] == "Saved."
