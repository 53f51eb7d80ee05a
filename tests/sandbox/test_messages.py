"""Posting, changing and reading messages, with exactly what Slack gives back."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.sandbox.builders import actions, bars, button, section, table
from tests.sandbox.conftest import MovableClock
from tests.sandbox.test_web_api import refused

KEY = {"event_type": "digest_posted", "event_payload": {"key": "local/1/2026-11-12T08:30/0"}}


def test_a_message_is_stored_and_given_back(sandbox: RunningSandbox, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="#relations", text="hi", metadata=KEY, blocks=[section()])
    assert answer["channel"] == sandbox.channel_id("relations")
    assert answer["ts"] == answer["message"]["ts"] == "1794470400.000000"
    assert answer["message"]["blocks"][0]["block_id"]
    assert sandbox.messages("relations") == [answer["message"]]


def test_timestamps_grow_even_when_the_clock_stands_still(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="general", text=str(number))["ts"] for number in range(5)]
    assert stamps == sorted(set(stamps))


def test_history_gives_metadata_only_when_asked(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("relations")
    client.chat_postMessage(channel=channel, text="first", metadata=KEY)
    client.chat_postMessage(channel=channel, text="second")
    plain = client.conversations_history(channel=channel)
    assert [message["text"] for message in plain["messages"]] == ["second", "first"]
    assert all("metadata" not in message for message in plain["messages"])
    assert plain["has_more"] is False
    full = client.conversations_history(channel=channel, include_all_metadata=True)
    assert full["messages"][1]["metadata"] == KEY
    assert "metadata" not in full["messages"][0]


def test_history_between_two_instants(
    sandbox: RunningSandbox, client: WebClient, clock: MovableClock
) -> None:
    channel = sandbox.channel_id("general")
    stamps = []
    for number in range(4):
        stamps.append(client.chat_postMessage(channel=channel, text=str(number))["ts"])
        clock.move(seconds=10)

    def texts(**window: Any) -> list[str]:
        answer = client.conversations_history(channel=channel, **window)
        return [message["text"] for message in answer["messages"]]

    assert texts(oldest=stamps[1]) == ["3", "2"]
    assert texts(oldest=stamps[1], inclusive=True) == ["3", "2", "1"]
    assert texts(latest=stamps[1]) == ["0"]
    assert texts(oldest=stamps[0], latest=stamps[2]) == ["1"]
    with refused("invalid_ts_oldest"):
        texts(oldest="yesterday")


def test_history_is_paged_by_cursor(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("general")
    for number in range(5):
        client.chat_postMessage(channel=channel, text=str(number))
    pages = [
        [message["text"] for message in page["messages"]]
        for page in client.conversations_history(channel=channel, limit=2)
    ]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    with refused("invalid_cursor"):
        client.conversations_history(channel=channel, cursor="%%%")


def test_replies_stand_in_their_thread_only(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("relations")
    parent = client.chat_postMessage(channel=channel, text="digest")["ts"]
    first = client.chat_postMessage(channel=channel, text="part 1", thread_ts=parent, metadata=KEY)["ts"]
    client.chat_postMessage(
        channel=channel, text="part 2", thread_ts=first
    )  # a reply names its thread as well
    [top] = client.conversations_history(channel=channel)["messages"]
    assert (top["reply_count"], top["thread_ts"]) == (2, parent)
    thread = client.conversations_replies(channel=channel, ts=parent, include_all_metadata=True)["messages"]
    assert [message["text"] for message in thread] == ["digest", "part 1", "part 2"]
    assert thread[1]["metadata"] == KEY
    assert thread[1]["parent_user_id"] == top["user"]
    with refused("thread_not_found"):
        client.conversations_replies(channel=channel, ts="1.000000")
    with refused("thread_not_found"):
        client.chat_postMessage(channel=channel, text="lost", thread_ts="1.000000")
    with refused("invalid_thread_ts"):
        client.chat_postMessage(channel=channel, text="lost", thread_ts="soon")


def test_messages_that_slack_does_not_take(client: WebClient) -> None:
    with refused("no_text"):
        client.api_call("chat.postMessage", json={"channel": "general", "text": " "})
    with refused("msg_too_long"):
        client.chat_postMessage(channel="general", text="x" * 40_001)
    with refused("channel_not_found"):
        client.chat_postMessage(channel="#nowhere", text="hi")
    with refused("not_in_channel"):
        client.chat_postMessage(channel="random", text="hi")
    with refused("invalid_blocks_format"):
        client.chat_postMessage(channel="general", text="hi", blocks="{not json")
    with refused("invalid_blocks"):
        client.chat_postMessage(channel="general", text="hi", attachments=[{"fallback": "x", "blocks": 3}])
    with refused("too_many_attachments"):
        client.chat_postMessage(channel="general", text="hi", attachments=[{"text": "x"}] * 101)
    with refused("invalid_metadata_schema"):
        client.chat_postMessage(channel="general", text="hi", metadata={"event_type": "x"})
    with refused("metadata_too_large"):
        payload = {"event_type": "x", "event_payload": {"a": "x" * 17_000}}
        client.chat_postMessage(channel="general", text="hi", metadata=payload)


def test_wrong_blocks_are_named_by_their_place(client: WebClient) -> None:
    with refused("invalid_blocks") as caught:
        client.chat_postMessage(channel="general", text="hi", blocks=[section(), section("x" * 3_001)])
    assert caught.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


def test_a_second_table_is_refused_as_slack_does(client: WebClient) -> None:
    with refused("invalid_attachments"):
        client.chat_postMessage(channel="general", text="hi", blocks=[table(), table()])


def test_own_messages_can_be_changed_and_deleted(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("general")
    ts = client.chat_postMessage(channel=channel, text="old", blocks=[section()])["ts"]
    client.chat_update(channel=channel, ts=ts, text="new")
    [message] = sandbox.messages("general")
    assert message["text"] == "new"
    assert "blocks" not in message
    assert message["edited"]
    client.chat_delete(channel=channel, ts=ts)
    assert sandbox.messages("general") == []
    with refused("message_not_found"):
        client.chat_update(channel=channel, ts=ts, text="again")


def test_the_humans_messages_are_not_the_bots_to_change(sandbox: RunningSandbox, client: WebClient) -> None:
    sandbox.write("general", "mine")
    channel, ts = sandbox.channel_id("general"), sandbox.messages("general")[0]["ts"]
    with refused("cant_update_message"):
        client.chat_update(channel=channel, ts=ts, text="yours")
    with refused("cant_delete_message"):
        client.chat_delete(channel=channel, ts=ts)


def test_ephemeral_messages_are_in_no_history(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("general")
    client.chat_postEphemeral(channel=channel, user="U0HUMAN001", text="psst", blocks=[actions(button())])
    assert [message["text"] for message in sandbox.ephemerals("general")] == ["psst"]
    assert client.conversations_history(channel=channel)["messages"] == []
    with refused("user_not_in_channel"):
        client.chat_postEphemeral(channel=channel, user="U404", text="psst")


def test_a_message_to_a_person_opens_the_direct_conversation(
    sandbox: RunningSandbox, client: WebClient
) -> None:
    answer = client.chat_postMessage(channel="U0HUMAN001", text="hi")
    assert answer["channel"].startswith("D")
    assert client.conversations_open(users="U0HUMAN001")["channel"]["id"] == answer["channel"]
    assert [message["text"] for message in sandbox.messages("@you")] == ["hi"]


def test_permalinks_and_reactions(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("general")
    ts = client.chat_postMessage(channel=channel, text="hi")["ts"]
    link = client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
    assert link == f"{sandbox.address}/archives/{channel}/p{ts.replace('.', '')}"
    client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert sandbox.messages("general")[0]["reactions"] == [
        {"name": "eyes", "users": ["U0ROBOT001"], "count": 1}
    ]
    with refused("already_reacted"):
        client.reactions_add(channel=channel, timestamp=ts, name="eyes")


def test_channels_are_listed_joined_and_made(sandbox: RunningSandbox, client: WebClient) -> None:
    names = {c["name"]: c["is_member"] for c in client.conversations_list()["channels"]}
    assert names == {"general": True, "relations": True, "energy": True, "random": False}
    random = sandbox.channel_id("random")
    client.conversations_join(channel=random)
    assert client.chat_postMessage(channel=random, text="hi")["ok"]
    made = client.conversations_create(name="desk")["channel"]
    client.conversations_invite(channel=made["id"], users="U0HUMAN001")
    assert set(client.conversations_members(channel=made["id"])["members"]) == {"U0HUMAN001", "U0ROBOT001"}
    assert "desk" in {c["name"] for c in client.users_conversations()["channels"]}
    with refused("name_taken"):
        client.conversations_create(name="desk")
    with refused("already_in_channel"):
        client.conversations_invite(channel=made["id"], users="U0HUMAN001")


def test_private_channels_without_the_bot_do_not_exist_for_it(
    sandbox: RunningSandbox, client: WebClient
) -> None:
    secret = sandbox.create_channel("secret", is_private=True)
    with refused("channel_not_found"):
        client.conversations_info(channel=secret)
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert "secret" not in {channel["name"] for channel in listed}
    with refused("invalid_types"):
        client.conversations_list(types="everything")


def test_files_go_up_in_two_steps(sandbox: RunningSandbox, client: WebClient) -> None:
    client.files_upload_v2(
        channel=sandbox.channel_id("general"), filename="a.csv", content="a,b\n1,2\n", title="A"
    )
    client.files_upload_v2(filename="private.txt", content="mine")
    assert sandbox.files == {"a.csv": b"a,b\n1,2\n", "private.txt": b"mine"}
    [message] = sandbox.messages("general")
    assert message["files"][0]["title"] == "A"


def test_charts_in_ephemeral_messages_can_be_refused(clock: MovableClock) -> None:
    with start_sandbox(clock=clock, charts_in_ephemeral=False) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        channel = sandbox.channel_id("general")
        with refused("invalid_blocks"):
            client.chat_postEphemeral(channel=channel, user="U0HUMAN001", text="chart", blocks=[bars()])
        assert client.chat_postMessage(channel=channel, text="chart", blocks=[bars()])["ok"]


@pytest.mark.parametrize("kind", ["blocks", "message", "view"])
def test_blocks_can_be_validated_without_posting(client: WebClient, kind: str) -> None:
    good = {
        "blocks": [section()],
        "message": {"blocks": [section()]},
        "view": {"type": "home", "blocks": [section()]},
    }
    bad = {
        "blocks": [{"type": "nosuch"}],
        "message": {"blocks": 3},
        "view": {"type": "modal", "blocks": [section()]},
    }
    assert client.api_call("blocks.validate", json={kind: good[kind]})["ok"]
    with refused(f"invalid_{kind}") as caught:
        client.api_call("blocks.validate", json={kind: bad[kind]})
    assert caught.value.response["errors"][0]["pointer"].startswith("/")
