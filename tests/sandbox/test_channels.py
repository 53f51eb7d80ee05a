"""Channels that are archived, and those that the bot is taken out of."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.records import Person
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.sandbox.socket_client import Envelopes


def refused(code: str) -> Any:
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


def test_an_archived_channel_takes_no_posts(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    energy = sandbox.channel_id("energy")
    sandbox.archive("energy")
    with refused("is_archived"):
        client.chat_postMessage(channel=energy, text="hi")
    with refused("is_archived"):
        client.conversations_join(channel=energy)
    assert client.conversations_info(channel=energy)["channel"]["is_archived"] is True
    names = [c["name"] for c in client.conversations_list(exclude_archived=True)["channels"]]
    assert "energy" not in names
    sandbox.archive("energy", archived=False)
    assert client.chat_postMessage(channel=energy, text="hi")["ok"]
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    kinds = [payload["event"]["type"] for payload in envelopes.payloads]
    assert kinds == ["channel_archive", "channel_unarchive"]


def test_the_bot_that_is_taken_out_is_told(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    sandbox.remove_bot("energy")
    sandbox.wait_for(lambda: envelopes.received)
    event = envelopes.payloads[0]["event"]
    assert (event["type"], event["channel"]) == ("channel_left", sandbox.channel_id("energy"))
    with refused("not_in_channel"):
        client.chat_postMessage(channel=sandbox.channel_id("energy"), text="hi")
    sandbox.invite_bot("energy")
    assert client.chat_postMessage(channel=sandbox.channel_id("energy"), text="hi")["ok"]


def test_the_bot_hears_who_comes_and_goes_where_it_is(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.add_person(Person(id="U0BO000001", name="bo", real_name="Bo Ek"))
    sandbox.invite("energy", "bo")
    sandbox.remove("energy", "bo")
    sandbox.invite("random", "bo")
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    events = [payload["event"] for payload in envelopes.payloads]
    assert [event["type"] for event in events] == ["member_joined_channel", "member_left_channel"]
    assert {event["user"] for event in events} == {"U0BO000001"}


def test_the_bot_leaves_archives_and_kicks_by_itself(sandbox: RunningSandbox, client: WebClient) -> None:
    made = client.conversations_create(name="ops")["channel"]["id"]
    client.conversations_invite(channel=made, users=sandbox.user)
    client.conversations_kick(channel=made, user=sandbox.user)
    client.conversations_archive(channel=made)
    with refused("already_archived"):
        client.conversations_archive(channel=made)
    energy = sandbox.channel_id("energy")
    assert client.conversations_leave(channel=energy)["ok"]
    with refused("not_in_channel"):
        client.conversations_leave(channel=energy)
    with refused("cant_kick_self"):
        client.conversations_kick(channel=sandbox.channel_id("general"), user="U0ROBOT001")
    with refused("cant_leave_general"):
        client.conversations_leave(channel=sandbox.channel_id("general"))


def test_any_event_can_be_sent_and_only_subscribed_ones_are_delivered() -> None:
    with start_sandbox(events=["app_uninstalled", "message.im"], ack_seconds=0.2, retry_delays=()) as sandbox:
        sandbox.send_event({"type": "link_shared", "links": []})
        sandbox.send_event({"type": "app_uninstalled"})
        sandbox.write("general", "in a channel")
        sandbox.write("@you", "to the bot")
        sandbox.wait_for(lambda: len(sandbox.deliveries) >= 2)
        assert [d.payload["event"]["type"] for d in sandbox.deliveries] == ["app_uninstalled", "message"]
        assert sandbox.deliveries[1].payload["event"]["channel_type"] == "im"
