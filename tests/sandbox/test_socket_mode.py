"""Socket Mode: envelopes, acknowledgements, the three-second rule, retries, renewed connections."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk import WebClient

from bot.sandbox.running import RunningSandbox
from tests.sandbox.socket_client import Envelopes


def test_a_command_reaches_the_bot_whole(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.write("relations", "/relations “putin” – xi &amp; co")
    [request] = envelopes.received
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert request.payload["command"] == "/relations"
    assert request.payload["text"] == "“putin” – xi &amp; co"
    assert request.payload["channel_name"] == "relations"
    assert request.payload["user_id"] == "U0HUMAN001"
    assert request.payload["response_url"].startswith(sandbox.address)
    assert request.payload["trigger_id"]
    [delivery] = sandbox.deliveries
    assert delivery.outcome == "acknowledged"


def test_an_acknowledgement_may_carry_the_answer(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all(lambda _request: {"text": "here you are"})
    sandbox.write("general", "/media help")
    assert [message["text"] for message in sandbox.ephemerals("general")] == ["here you are"]


@pytest.mark.parametrize("answer", [{"text": "x", "blocks": [{"type": "nosuch"}]}, {"blocks": "nothing"}])
def test_an_answer_that_slack_does_not_take_is_told_to_the_human(
    sandbox: RunningSandbox, envelopes: Envelopes, answer: dict[str, object]
) -> None:
    envelopes.acknowledge_all(lambda _request: answer)
    sandbox.write("general", "/media help")
    [message] = sandbox.ephemerals("general")
    assert message["text"].startswith('/media failed with the error "invalid_blocks')


def test_a_command_that_nobody_acknowledges_fails(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    sandbox.write("general", "/relations putin xi")
    assert len(envelopes.received) == 1
    [message] = sandbox.ephemerals("general")
    assert message["text"] == '/relations failed with the error "operation_timeout"'
    assert sandbox.deliveries[0].seconds >= 0.3


def test_a_command_without_a_bot_fails(sandbox: RunningSandbox) -> None:
    sandbox.write("general", "/relations putin xi")
    [message] = sandbox.ephemerals("general")
    assert message["text"] == '/relations failed with the error "dispatch_failed"'


def test_commands_are_refused_in_threads(sandbox: RunningSandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="general", text="digest")["ts"]
    sandbox.write("general", "/relations putin xi", thread_ts=ts)
    [message] = sandbox.ephemerals("general")
    assert message["text"] == "/relations is not supported in threads. Sorry!"


def test_messages_come_as_events_and_mentions_twice(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.write("general", "hello <b> & @rapporteur")
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    events = [payload["event"] for payload in envelopes.payloads]
    assert {event["type"] for event in events} == {"message", "app_mention"}
    assert events[0]["text"] == "hello &lt;b&gt; &amp; <@U0ROBOT001>"
    assert {event["channel_type"] for event in events} == {"channel"}
    assert envelopes.payloads[0]["authorizations"][0]["user_id"] == "U0ROBOT001"


def test_what_is_said_where_the_bot_is_not_stays_there(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.write("random", "between us")
    sandbox.write("@you", "hello")
    sandbox.wait_for(lambda: envelopes.received)
    [payload] = envelopes.payloads
    assert (payload["event"]["text"], payload["event"]["channel_type"]) == ("hello", "im")


def test_an_event_that_is_not_acknowledged_comes_again(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    sandbox.write("general", "hello")
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    first, second = envelopes.received
    assert (first.retry_attempt, second.retry_attempt, second.retry_reason) == (0, 1, "timeout")
    assert first.payload["event_id"] == second.payload["event_id"]
    envelopes.acknowledge_all()
    sandbox.wait_for(lambda: sandbox.deliveries and sandbox.deliveries[-1].outcome == "acknowledged")
    assert len(sandbox.deliveries) == 3


def test_a_renewed_connection_goes_on(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    first = envelopes.client.session_id()
    sandbox.refresh_connections()
    sandbox.wait_for(lambda: sandbox.connection_count == 1 and envelopes.client.session_id() != first)
    sandbox.write("general", "/relations putin xi")
    assert sandbox.deliveries[-1].outcome == "acknowledged"


def test_a_broken_connection_is_made_again(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.drop_connections()
    sandbox.wait_for(lambda: sandbox.connection_count)
    sandbox.write("general", "/relations putin xi")
    assert sandbox.deliveries[-1].outcome == "acknowledged"


def test_a_connection_may_be_open_and_mute(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    sandbox.mute_connections()
    sandbox.write("general", "/relations putin xi")
    assert (sandbox.connection_count, envelopes.received) == (1, [])
    assert sandbox.deliveries[-1].outcome == "timeout"


def test_several_connections_share_the_envelopes(sandbox: RunningSandbox, envelopes: Envelopes) -> None:
    second = Envelopes(sandbox)
    try:
        sandbox.wait_for(lambda: sandbox.connection_count == 2)
        for each in (envelopes, second):
            each.acknowledge_all()
        for _ in range(4):
            sandbox.write("general", "/relations putin xi")
        assert (len(envelopes.received), len(second.received)) == (2, 2)
    finally:
        second.close()


def test_hello_comes_first_and_pings_are_answered(sandbox: RunningSandbox) -> None:
    async def visit() -> tuple[dict[str, object], bytes]:
        address = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)[
            "url"
        ]
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(address, autoping=False) as socket:
                hello = await socket.receive_json()
                await socket.ping(b"are you there")
                pong = await socket.receive()
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(address)  # an address is good for one connection
        return hello, pong.data

    hello, pong = asyncio.run(visit())
    assert (hello["type"], hello["num_connections"], bytes(pong)) == ("hello", 1, b"are you there")
