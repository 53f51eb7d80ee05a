"""Modals and the Home tab: triggers, the stack, submission, errors."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import Json, actions, button, modal, plain, section, select, text_input
from tests.sandbox.conftest import MovableClock
from tests.sandbox.socket_client import Envelopes
from tests.sandbox.test_web_api import refused


@pytest.fixture
def trigger(sandbox: RunningSandbox, envelopes: Envelopes) -> str:
    """The trigger_id of a command that was just run."""
    envelopes.acknowledge_all()
    sandbox.write("general", "/subscribe")
    return str(envelopes.payloads[-1]["trigger_id"])


def answer_with(envelopes: Envelopes, **answer: Any) -> None:
    envelopes.acknowledge_all(
        lambda request: answer if request.payload["type"] == "view_submission" else None
    )


def test_a_modal_opens_once_a_trigger(client: WebClient, sandbox: RunningSandbox, trigger: str) -> None:
    view = client.views_open(trigger_id=trigger, view=modal(private_metadata="42"))["view"]
    assert sandbox.modal is not None
    assert (sandbox.modal["id"], sandbox.modal["private_metadata"]) == (view["id"], "42")
    with refused("exchanged_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())


def test_a_trigger_lives_three_seconds(client: WebClient, clock: MovableClock, trigger: str) -> None:
    clock.move(seconds=3.1)
    with refused("expired_trigger_id"):
        client.views_open(trigger_id=trigger, view=modal())
    with refused("invalid_trigger_id"):
        client.views_open(trigger_id="12.34.abc", view=modal())


def test_a_wrong_view_is_refused_with_its_faults(client: WebClient, trigger: str) -> None:
    with refused("invalid_arguments") as caught:
        client.views_open(trigger_id=trigger, view=modal(title=plain("x" * 25)))
    assert "/view/title/text" in caught.value.response["response_metadata"]["messages"][0]
    with refused("view_too_large"):
        client.views_open(trigger_id=trigger, view=modal(*[section("x" * 2_900)] * 90))


def test_a_submission_closes_the_modal(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    blocks = [text_input(), {**text_input("note", optional=True)}, actions(select("daily", "weekly"))]
    client.views_open(trigger_id=trigger, view=modal(*blocks))
    rhythm = sandbox.modal["blocks"][2]["block_id"] if sandbox.modal else ""
    assert sandbox.submit({"topic": {"text": "energy"}, rhythm: {"pick": "weekly"}}) == {}
    payload = envelopes.payloads[-1]
    assert payload["type"] == "view_submission"
    values = payload["view"]["state"]["values"]
    assert values["topic"]["text"] == {"type": "plain_text_input", "value": "energy"}
    assert values["note"]["text"]["value"] is None
    assert values[rhythm]["pick"]["selected_option"]["value"] == "weekly"
    assert sandbox.modal is None


def test_a_required_input_is_asked_for_before_the_bot_hears(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal())
    heard = len(envelopes.received)
    assert sandbox.submit() == {"topic": "Please complete this required field."}
    assert len(envelopes.received) == heard
    assert sandbox.modal is not None


def test_errors_leave_the_modal_open(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal())
    answer_with(envelopes, response_action="errors", errors={"topic": "There is no such topic."})
    assert sandbox.submit({"topic": {"text": "x"}}) == {"topic": "There is no such topic."}
    assert sandbox.modal is not None


@pytest.mark.parametrize(("action", "depth_kept"), [("update", True), ("push", True), ("clear", False)])
def test_a_submission_can_lead_on(
    client: WebClient,
    sandbox: RunningSandbox,
    envelopes: Envelopes,
    trigger: str,
    action: str,
    depth_kept: bool,
) -> None:
    client.views_open(trigger_id=trigger, view=modal())
    answer_with(envelopes, response_action=action, view=modal(title=plain("Next")))
    assert sandbox.submit({"topic": {"text": "x"}}) == {}
    assert (sandbox.modal is not None) is depth_kept
    if sandbox.modal is not None:
        assert sandbox.modal["title"]["text"] == "Next"


def test_a_bot_that_does_not_answer_is_told_in_the_modal(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal())
    envelopes.close()
    assert sandbox.submit({"topic": {"text": "x"}}) == {"": "We had some trouble connecting. Try again?"}


def test_three_modals_on_top_of_each_other_and_no_more(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    def next_trigger() -> str:
        sandbox.press_in_view(sandbox.modal or {}, "go")
        return str(envelopes.payloads[-1]["trigger_id"])

    view = modal(actions(button()))
    client.views_open(trigger_id=trigger, view=view)
    for _ in range(2):
        client.views_push(trigger_id=next_trigger(), view=view)
    with refused("push_limit_reached"):
        client.views_push(trigger_id=next_trigger(), view=view)
    sandbox.close_modal()
    assert sandbox.modal is not None
    assert sandbox.modal["previous_view_id"] == sandbox.modal["root_view_id"]


def test_a_view_is_updated_by_id_and_only_when_its_hash_is_fresh(
    client: WebClient, sandbox: RunningSandbox, trigger: str
) -> None:
    view = client.views_open(trigger_id=trigger, view=modal(external_id="sub-1"))["view"]
    client.views_update(
        view_id=view["id"], hash=view["hash"], view=modal(title=plain("Second"), external_id="sub-1")
    )
    with refused("hash_conflict"):
        client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    client.views_update(external_id="sub-1", view=modal(title=plain("Third"), external_id="sub-1"))
    assert sandbox.modal is not None
    assert sandbox.modal["title"]["text"] == "Third"
    with refused("not_found"):
        client.views_update(view_id="V404", view=modal())


def test_closing_is_told_where_it_was_asked_for(
    client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes, trigger: str
) -> None:
    client.views_open(trigger_id=trigger, view=modal(notify_on_close=True))
    sandbox.close_modal()
    assert envelopes.payloads[-1]["type"] == "view_closed"


def test_the_home_tab(client: WebClient, sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.open_home()
    sandbox.wait_for(lambda: envelopes.received)
    assert envelopes.payloads[0]["event"]["type"] == "app_home_opened"
    home: Json = {"type": "home", "blocks": [section(accessory=button())]}
    first = client.views_publish(user_id="U0HUMAN001", view=home)["view"]
    again = client.views_publish(user_id="U0HUMAN001", view=home)["view"]
    assert first["id"] == again["id"]
    assert sandbox.press_in_view(sandbox.home or {}, "go") == ""
    assert envelopes.payloads[-1]["container"] == {"type": "view", "view_id": first["id"]}
    with refused("user_not_found"):
        client.views_publish(user_id="U404", view=home)
