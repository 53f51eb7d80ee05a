"""What the human presses and chooses, as the bot receives it."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.answers import compose_state, read_answer
from bot.sandbox.records import RefusedError
from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import Json, actions, button, option, plain, section, select
from tests.sandbox.socket_client import Envelopes


def pressed(sandbox: RunningSandbox, envelopes: Envelopes, action_id: str, **given: Any) -> Json:
    envelopes.acknowledge_all()
    ts = sandbox.messages("general")[-1]["ts"]
    assert sandbox.press("general", ts, action_id, **given) == ""
    return envelopes.payloads[-1]


def test_a_pressed_button(sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes) -> None:
    blocks = [actions(button(value="42"), button("other")), actions(select("7d", "30d"))]
    ts = client.chat_postMessage(channel="general", text="hi", blocks=blocks)["ts"]
    payload = pressed(sandbox, envelopes, "go")
    [action] = payload["actions"]
    assert (action["action_id"], action["value"], action["type"]) == ("go", "42", "button")
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == ts
    assert payload["channel"]["name"] == "general"
    assert payload["trigger_id"]
    assert payload["response_url"]


def test_a_choice_and_the_state_beside_it(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    block = actions(select("7d", "30d"), button())
    client.chat_postMessage(channel="general", text="hi", blocks=[block])
    assert (
        pressed(sandbox, envelopes, "pick", answer="30d")["actions"][0]["selected_option"]["value"] == "30d"
    )
    block_id = sandbox.messages("general")[0]["blocks"][0]["block_id"]
    payload = pressed(sandbox, envelopes, "go", state={block_id: {"pick": "7d"}})
    assert payload["state"]["values"][block_id]["pick"]["selected_option"]["value"] == "7d"


def test_overflow_and_feedback(sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("remove")]}
    feedback = {
        "type": "feedback_buttons",
        "action_id": "vote",
        "positive_button": {"text": plain("+"), "value": "yes"},
        "negative_button": {"text": plain("-"), "value": "no"},
    }
    blocks = [section(accessory=menu), {"type": "context_actions", "elements": [feedback]}]
    client.chat_postMessage(channel="general", text="hi", blocks=blocks)
    assert (
        pressed(sandbox, envelopes, "more", answer="remove")["actions"][0]["selected_option"]["value"]
        == "remove"
    )
    assert pressed(sandbox, envelopes, "vote", answer="negative")["actions"][0]["value"] == "no"


def test_a_button_in_an_ephemeral_message_comes_without_the_message(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    client.chat_postEphemeral(channel="general", user="U0HUMAN001", text="psst", blocks=[actions(button())])
    sandbox.press("general", sandbox.ephemerals("general")[0]["ts"], "go")
    payload = envelopes.payloads[-1]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_a_press_that_nobody_acknowledges(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    ts = client.chat_postMessage(channel="general", text="hi", blocks=[actions(button())])["ts"]
    assert sandbox.press("general", ts, "go") == "operation_timeout"
    assert len(envelopes.received) == 1


def test_a_message_shortcut(sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    ts = client.chat_postMessage(channel="general", text="hi")["ts"]
    assert sandbox.use_shortcut("general", ts, "add_to_monitoring") == ""
    payload = envelopes.payloads[-1]
    assert (payload["type"], payload["callback_id"]) == ("message_action", "add_to_monitoring")
    assert payload["message"]["text"] == "hi"


def test_the_bot_hears_of_channels_it_is_brought_into(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    channel = sandbox.create_channel("desk", with_bot=True)
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    created, joined = (payload["event"] for payload in envelopes.payloads)
    assert (created["type"], created["channel"]["id"]) == ("channel_created", channel)
    assert (joined["type"], joined["user"], joined["channel"], joined["inviter"]) == (
        "member_joined_channel",
        "U0ROBOT001",
        channel,
        "U0HUMAN001",
    )


@pytest.mark.parametrize(
    ("element", "answer", "expected"),
    [
        (select("a", "b"), "b", {"selected_option": option("b")}),
        (select("a", "b"), None, {"selected_option": None}),
        ({"type": "checkboxes", "options": [option("a")]}, ["a"], {"selected_options": [option("a")]}),
        ({"type": "plain_text_input"}, "text", {"value": "text"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "timepicker"}, "08:30", {"selected_time": "08:30"}),
        ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}),
    ],
)
def test_answers_have_the_form_of_their_element(element: Json, answer: object, expected: Json) -> None:
    assert read_answer(element, answer) == expected


def test_an_answer_that_is_no_option_is_refused() -> None:
    with pytest.raises(RefusedError, match="unknown_option"):
        read_answer(select("a"), "b")


def test_a_state_begins_with_what_the_app_put_in() -> None:
    element = {"type": "timepicker", "action_id": "at", "initial_time": "08:30"}
    blocks = [{"type": "input", "block_id": "when", "label": plain("At"), "element": element}]
    expected = {"values": {"when": {"at": {"type": "timepicker", "selected_time": "08:30"}}}}
    assert compose_state(blocks, {}) == expected


def test_a_global_shortcut_carries_no_channel(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    assert sandbox.use_global_shortcut("subscribe") == ""
    payload = envelopes.payloads[-1]
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "subscribe")
    assert payload["trigger_id"]
    assert "channel" not in payload
