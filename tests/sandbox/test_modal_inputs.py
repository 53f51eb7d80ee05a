"""What a person puts into a modal: kept, checked, loaded from the bot, sent while typing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.sandbox.input_rules import check_inputs
from bot.sandbox.records import RefusedError
from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import Json, actions, button, modal, option, plain, section, select, text_input
from tests.sandbox.socket_client import Envelopes


@pytest.fixture
def trigger(sandbox: RunningSandbox, envelopes: Envelopes) -> str:
    envelopes.acknowledge_all()
    sandbox.write("relations", "/subscribe")
    return str(envelopes.payloads[-1]["trigger_id"])


def field(kind: str, block_id: str = "field", **more: Any) -> Json:
    element = {"type": kind, "action_id": "it", **more}
    return {"type": "input", "block_id": block_id, "label": plain("Field"), "element": element}


def sent_values(envelopes: Envelopes) -> Json:
    values: Json = envelopes.payloads[-1]["view"]["state"]["values"]
    return values


def test_what_was_put_in_outlives_an_update(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    pick = {**field("static_select", "pick"), "element": select("7d", "30d", action_id="it")}
    view = client.views_open(trigger_id=trigger, view=modal(text_input(), pick))["view"]
    sandbox.fill("text", "energy")
    sandbox.fill("it", "30d")
    narrower = {**pick, "element": select("7d", action_id="it")}
    client.views_update(view_id=view["id"], view=modal(text_input(), narrower))
    assert sandbox.submit() == {"pick": "Please complete this required field."}
    assert sandbox.submit({"pick": {"it": "7d"}}) == {}
    values = sent_values(envelopes)
    assert values["topic"]["text"]["value"] == "energy"
    assert values["pick"]["it"]["selected_option"]["value"] == "7d"


def test_initial_values_stand_in_the_state(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    view = modal(
        field("timepicker", "at", initial_time="08:30"),
        field("checkboxes", "days", options=[option("mon"), option("tue")], initial_options=[option("tue")]),
        field("conversations_select", "where", default_to_current_conversation=True),
    )
    client.views_open(trigger_id=trigger, view=view)
    assert sandbox.submit() == {}
    values = sent_values(envelopes)
    assert values["at"]["it"]["selected_time"] == "08:30"
    assert [each["value"] for each in values["days"]["it"]["selected_options"]] == ["tue"]
    assert values["where"]["it"]["selected_conversation"] == sandbox.channel_id("relations")


def test_a_dispatching_input_tells_the_bot_while_it_is_filled(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal({**text_input(), "dispatch_action": True}))
    assert sandbox.fill("text", "energy") == ""
    payload = envelopes.payloads[-1]
    assert (payload["type"], payload["actions"][0]["value"]) == ("block_actions", "energy")
    assert sent_values(envelopes)["topic"]["text"]["value"] == "energy"
    assert payload["view"]["private_metadata"] == ""


def test_an_external_menu_asks_the_bot_for_options(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(field("external_select", min_query_length=1)))
    assert sandbox.modal is not None
    envelopes.acknowledge_all(lambda _: {"options": [option("vp", "Putin"), option("xi", "Xi")]})
    offered = sandbox.suggest(sandbox.modal, "it", "pu")
    assert [each["value"] for each in offered] == ["vp", "xi"]
    payload = envelopes.payloads[-1]
    assert (payload["type"], payload["value"], payload["action_id"]) == ("block_suggestion", "pu", "it")
    assert payload["view"]["id"] == sandbox.modal["id"]
    envelopes.acknowledge_all()
    with pytest.raises(RefusedError, match="unknown_option"):
        sandbox.fill("it", "never-offered")
    sandbox.fill("it", "xi")
    assert sandbox.submit() == {}
    assert sent_values(envelopes)["field"]["it"]["selected_option"] == option("xi", "Xi")


@pytest.mark.parametrize(
    "answer", [None, {"options": [{"value": "x"}]}, {"options": [option(str(i)) for i in range(101)]}]
)
def test_options_that_slack_would_not_show_are_refused(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str, answer: Json | None
) -> None:
    client.views_open(trigger_id=trigger, view=modal(field("external_select")))
    envelopes.acknowledge_all(lambda _: answer)
    with pytest.raises(RefusedError, match="invalid_options"):
        sandbox.suggest(sandbox.modal or {}, "it", "pu")


def test_files_in_a_modal(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(field("file_input", filetypes=["opml"])))
    file = sandbox.upload("@you", "feeds.opml", b"<opml/>")
    sandbox.fill("it", [file["id"]])
    assert sandbox.submit() == {}
    (sent,) = sent_values(envelopes)["field"]["it"]["files"]
    assert (sent["id"], sent["name"]) == (file["id"], "feeds.opml")
    assert sent["url_private_download"]


def test_a_channel_menu_may_come_with_a_response_url(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    view = modal(field("conversations_select", response_url_enabled=True))
    client.views_open(trigger_id=trigger, view=view)
    sandbox.fill("it", sandbox.channel_id("energy"))
    sandbox.submit()
    (address,) = envelopes.payloads[-1]["response_urls"]
    assert address["channel_id"] == sandbox.channel_id("energy")
    assert address["response_url"].startswith(sandbox.address)


def test_errors_for_what_is_no_input_are_trouble(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(text_input(), section(block_id="note")))
    envelopes.acknowledge_all(lambda _: {"response_action": "errors", "errors": {"note": "No."}})
    assert sandbox.submit({"topic": {"text": "x"}}) == {"": "We had some trouble connecting. Try again?"}


def test_a_stack_that_is_cleared_tells_of_every_view(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    view = modal(actions(button()), notify_on_close=True)
    client.views_open(trigger_id=trigger, view=view)
    sandbox.press_in_view(sandbox.modal or {}, "go")
    again = envelopes.payloads[-1]["trigger_id"]
    client.views_push(trigger_id=again, view={**view, "clear_on_close": True})
    heard = len(envelopes.payloads)
    sandbox.close_modal()
    assert sandbox.modals == []
    closed = envelopes.payloads[heard:]
    assert [payload["is_cleared"] for payload in closed] == [True, True]
    assert "trigger_id" not in closed[0]


def test_a_submission_cannot_push_a_fourth_modal(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(text_input(optional=True)))
    push = {"response_action": "push", "view": modal(text_input(optional=True))}
    envelopes.acknowledge_all(lambda request: push if request.payload["type"] == "view_submission" else None)
    assert sandbox.submit() == {}
    assert sandbox.submit() == {}
    assert "push_limit_reached" in sandbox.submit()[""]
    assert len(sandbox.modals) == 3


@pytest.mark.parametrize(
    ("kind", "more", "answer", "sentence"),
    [
        ("number_input", {"is_decimal_allowed": False}, "2.5", "Please enter a whole number."),
        ("number_input", {"is_decimal_allowed": True}, "two", "Please enter a number."),
        ("number_input", {"is_decimal_allowed": True, "min_value": "1"}, "0.5", "not below 1"),
        ("number_input", {"is_decimal_allowed": True, "max_value": "9"}, "10", "not above 9"),
        ("number_input", {"is_decimal_allowed": True}, "7", ""),
        ("email_text_input", {}, "ana", "valid email"),
        ("email_text_input", {}, "ana@example.org", ""),
        ("url_text_input", {}, "example", "valid URL"),
        ("plain_text_input", {"min_length": 3}, "ab", "at least 3 characters"),
        ("plain_text_input", {"max_length": 3}, "abcd", "3 characters at most"),
        ("rich_text_input", {}, "a note", ""),
    ],
)
def test_inputs_are_checked_before_the_bot_hears(
    client: WebClient,
    sandbox: RunningSandbox,
    trigger: str,
    kind: str,
    more: Json,
    answer: str,
    sentence: str,
) -> None:
    client.views_open(trigger_id=trigger, view=modal(field(kind, **more)))
    errors = sandbox.submit({"field": {"it": answer}})
    assert sentence in errors.get("field", "")
    assert bool(errors) is bool(sentence)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_no_text_whatever_breaks_the_check_of_numbers(text: str) -> None:
    block = field("number_input", is_decimal_allowed=True)
    state = {"values": {"field": {"it": {"type": "number_input", "value": text}}}}
    assert isinstance(check_inputs([block], state), dict)
