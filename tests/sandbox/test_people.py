"""Several people: each with a zone, rights, ephemeral messages, modals and a Home tab of their own."""

from __future__ import annotations

import json

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.driver import PersonDriver, elements_of
from bot.sandbox.records import Person, RefusedError
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.sandbox.builders import Json, actions, button, modal, section
from tests.sandbox.socket_client import Envelopes
from tests.sandbox.web import fetch

MAYA = Person(id="U0MAYA0001", name="maya", real_name="Maya Lind", tz="America/New_York")


@pytest.fixture
def maya(sandbox: RunningSandbox) -> PersonDriver:
    return sandbox.add_person(MAYA, channels=("general",))


def page_of(sandbox: RunningSandbox, person: str) -> Json:
    loaded: Json = json.loads(fetch("GET", f"{sandbox.address}/page-api/state?me={person}").body)
    return loaded


def test_rights_and_zones_are_told(sandbox: RunningSandbox, client: WebClient, maya: PersonDriver) -> None:
    first, second = (client.users_info(user=each)["user"] for each in (sandbox.user, maya.user))
    assert [first["is_admin"], first["is_owner"]] == [True, True]
    assert [second["is_admin"], second["is_owner"]] == [False, False]
    assert second["tz"] == "America/New_York"


def test_what_one_person_does_carries_their_name(
    sandbox: RunningSandbox, maya: PersonDriver, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    maya.write("general", "/relations putin")
    assert envelopes.payloads[-1]["user_id"] == maya.user
    maya.write("general", "hello")
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    assert envelopes.payloads[-1]["event"]["user"] == maya.user


def test_an_ephemeral_message_is_for_one_person(
    sandbox: RunningSandbox, client: WebClient, maya: PersonDriver
) -> None:
    client.chat_postEphemeral(channel=sandbox.channel_id("general"), user=maya.user, text="only you")
    assert [message["text"] for message in maya.ephemerals("general")] == ["only you"]
    assert sandbox.ephemerals("general") == []
    shown = {who: page_of(sandbox, who)["channels"][0]["messages"] for who in (maya.user, sandbox.user)}
    assert [m["text"] for m in shown[maya.user] if m.get("is_ephemeral")] == ["only you"]
    assert not any(message.get("is_ephemeral") for message in shown[sandbox.user])


def test_nobody_presses_a_button_in_a_message_for_another(
    sandbox: RunningSandbox, client: WebClient, maya: PersonDriver
) -> None:
    answer = client.chat_postEphemeral(
        channel=sandbox.channel_id("general"), user=maya.user, text="x", blocks=[actions(button())]
    )
    with pytest.raises(RefusedError, match="message_not_found"):
        sandbox.press("general", answer["message_ts"], "go")


def test_each_has_modals_of_their_own(
    sandbox: RunningSandbox, client: WebClient, maya: PersonDriver, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    maya.write("general", "/subscribe")
    client.views_open(trigger_id=envelopes.payloads[-1]["trigger_id"], view=modal())
    assert (len(maya.modals), sandbox.modal) == (1, None)
    maya.fill("text", "energy")
    assert maya.submit() == {}
    assert envelopes.payloads[-1]["user"]["id"] == maya.user
    assert maya.modal is None


def test_each_has_a_home_of_their_own(
    sandbox: RunningSandbox, client: WebClient, maya: PersonDriver, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    maya.open_home()
    sandbox.wait_for(lambda: envelopes.received)
    event = envelopes.payloads[-1]["event"]
    assert (event["user"], event["tab"], event["channel"]) == (maya.user, "home", maya.channel_id("@you"))
    client.views_publish(user_id=maya.user, view={"type": "home", "blocks": [section("Good day, Maya")]})
    assert maya.home is not None
    assert sandbox.home is None


def test_a_private_channel_is_seen_by_its_members_only(
    sandbox: RunningSandbox, client: WebClient, maya: PersonDriver
) -> None:
    desk = sandbox.create_channel("desk", is_private=True)
    assert "desk" not in [channel["name"] for channel in page_of(sandbox, maya.user)["channels"]]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel=desk, text="hi")
    sandbox.invite("desk", "maya")
    sandbox.invite_bot("desk")
    assert "desk" in [channel["name"] for channel in page_of(sandbox, maya.user)["channels"]]
    assert client.chat_postMessage(channel=desk, text="hi")["ok"]


def test_a_message_of_ones_own_is_changed_and_deleted(
    sandbox: RunningSandbox, maya: PersonDriver, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    maya.write("general", "first")
    ts = sandbox.messages("general")[-1]["ts"]
    with pytest.raises(RefusedError, match="cant_update_message"):
        sandbox.edit("general", ts, "not mine")
    maya.edit("general", ts, "second")
    assert sandbox.messages("general")[-1]["text"] == "second"
    maya.delete("general", ts)
    sandbox.wait_for(lambda: len(envelopes.received) == 3)
    _, changed, deleted = (payload["event"] for payload in envelopes.payloads)
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "second")
    assert changed["previous_message"]["text"] == "first"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


def test_an_ephemeral_message_is_put_away(
    sandbox: RunningSandbox, client: WebClient, maya: PersonDriver
) -> None:
    general = sandbox.channel_id("general")
    ts = client.chat_postEphemeral(channel=general, user=maya.user, text="only you")["message_ts"]
    with pytest.raises(RefusedError):
        sandbox.delete("general", ts)
    maya.delete("general", ts)
    assert maya.ephemerals("general") == []


def test_all_that_can_be_pressed_is_listed(sandbox: RunningSandbox, client: WebClient) -> None:
    blocks = [actions(button("a"), button("b")), section(accessory=button("c"))]
    client.chat_postMessage(channel=sandbox.channel_id("general"), text="x", blocks=blocks)
    shown = elements_of(sandbox.messages("general")[-1])
    assert [element["action_id"] for element in shown] == ["a", "b", "c"]


def test_colleagues_are_there_from_the_beginning() -> None:
    with start_sandbox(people=[MAYA]) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        energy, random = (sandbox.channel_id(name) for name in ("energy", "random"))
        assert client.conversations_members(channel=energy)["members"] == [
            sandbox.user,
            MAYA.id,
            "U0ROBOT001",
        ]
        assert client.conversations_members(channel=random)["members"] == [sandbox.user, MAYA.id]
        assert sandbox.messages("energy") == []


def test_somebody_unknown_acts_not_at_all(sandbox: RunningSandbox) -> None:
    with pytest.raises(RefusedError, match="user_not_found"):
        sandbox.as_person("nobody")
