"""Events, commands and interactions over HTTP, as Slack sends them to a request URL."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.http_mode import sign_request
from bot.sandbox.records import RefusedError
from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import actions, button, modal
from tests.sandbox.request_url import Received, Reply, RequestUrl


def well_behaved(request: Received) -> Reply:
    """Answers the challenge and acknowledges the rest."""
    body = json.loads(request.body) if request.body.startswith("{") else {}
    return Reply(body=body.get("challenge", ""))


@pytest.fixture
def endpoint(sandbox: RunningSandbox) -> Iterator[RequestUrl]:
    with RequestUrl(well_behaved) as made:
        sandbox.use_request_url(made.url)
        made.received.clear()
        yield made


def test_every_request_is_signed(sandbox: RunningSandbox, endpoint: RequestUrl) -> None:
    sandbox.write("general", "/relations putin & xi")
    sandbox.write("general", "hello")
    sandbox.wait_for(lambda: len(endpoint.received) == 2)
    verifier = SignatureVerifier(sandbox.signing_secret)
    assert all(verifier.is_valid_request(each.body, each.headers) for each in endpoint.received)
    command, event = endpoint.received
    assert parse_qs(command.body)["text"] == ["putin & xi"]
    assert json.loads(event.body)["event"]["text"] == "hello"


def test_an_interaction_comes_as_a_form(
    sandbox: RunningSandbox, endpoint: RequestUrl, client: WebClient
) -> None:
    channel = sandbox.channel_id("general")
    ts = client.chat_postMessage(channel=channel, text="x", blocks=[actions(button())])["ts"]
    assert sandbox.press("general", ts, "go") == ""
    payload = json.loads(parse_qs(endpoint.received[-1].body)["payload"][0])
    assert (payload["type"], payload["actions"][0]["action_id"]) == ("block_actions", "go")


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (Reply(body="Working on it"), "Working on it"),
        (Reply(body='{"text": "Here it is"}'), "Here it is"),
        (Reply(status=500), '/relations failed with the error "dispatch_failed"'),
        (Reply(wait=1.5), '/relations failed with the error "operation_timeout"'),
    ],
)
def test_what_the_answer_to_a_command_shows(
    sandbox: RunningSandbox, endpoint: RequestUrl, reply: Reply, shown: str
) -> None:
    endpoint.answer = lambda _: reply
    sandbox.write("general", "/relations putin xi")
    assert [message["text"] for message in sandbox.ephemerals("general")] == [shown]


def test_an_event_that_fails_comes_again_and_says_why(sandbox: RunningSandbox, endpoint: RequestUrl) -> None:
    replies = iter([Reply(status=503), Reply(wait=1.5), Reply()])
    endpoint.answer = lambda _: next(replies)
    sandbox.write("general", "hello")
    sandbox.wait_for(lambda: len(endpoint.received) == 3)
    retries = [
        (each.headers.get("x-slack-retry-num"), each.headers.get("x-slack-retry-reason"))
        for each in endpoint.received
    ]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_timeout")]
    assert len({json.loads(each.body)["event_id"] for each in endpoint.received}) == 1


def test_the_app_may_ask_for_no_other_attempt(sandbox: RunningSandbox, endpoint: RequestUrl) -> None:
    endpoint.answer = lambda _: Reply(status=500, headers={"X-Slack-No-Retry": "1"})
    sandbox.write("general", "hello")
    sandbox.wait_for(lambda: sandbox.deliveries and sandbox.deliveries[-1].outcome == "http_error")
    with pytest.raises(TimeoutError):
        sandbox.wait_for(lambda: len(endpoint.received) > 1, seconds=0.3)


def test_a_url_that_does_not_know_the_challenge_is_not_taken(sandbox: RunningSandbox) -> None:
    with RequestUrl(lambda _: Reply(body="hello")) as made, pytest.raises(RefusedError):
        sandbox.use_request_url(made.url)
    with pytest.raises(RefusedError, match="url_verification_failed"):
        sandbox.use_request_url("http://127.0.0.1:1/slack/events")


def test_back_to_socket_mode(sandbox: RunningSandbox, endpoint: RequestUrl) -> None:
    sandbox.use_request_url("")
    sandbox.write("general", "/relations")
    assert endpoint.received == []


def test_a_signature_is_what_slacks_docs_say() -> None:
    made = sign_request("8f742231b10e8888abcd99yyyzzz85a5", b"token=x&text=y", at=1531420618)
    verifier = SignatureVerifier("8f742231b10e8888abcd99yyyzzz85a5")
    expected = verifier.generate_signature(timestamp="1531420618", body="token=x&text=y")
    assert made["X-Slack-Signature"] == expected


def test_a_bolt_app_behind_a_web_server(sandbox: RunningSandbox, client: WebClient) -> None:
    quiet = logging.getLogger("tests.bolt_http")
    quiet.setLevel(logging.CRITICAL)
    app = App(client=client, signing_secret=sandbox.signing_secret, logger=quiet)

    @app.command("/subscribe")
    def ask(ack: Callable[[], None], body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("ask")
    def save(ack: Callable[..., None]) -> None:
        ack(response_action="errors", errors={"topic": "There is no such topic."})

    def dispatch(request: Received) -> Reply:
        headers = {key: [value] for key, value in request.headers.items()}
        answer = app.dispatch(BoltRequest(body=request.body, headers=headers))
        return Reply(status=answer.status, body=answer.body or "")

    with RequestUrl(dispatch) as made:
        sandbox.use_request_url(made.url)
        sandbox.write("general", "/subscribe")
        sandbox.wait_for(lambda: sandbox.modal)
        assert sandbox.submit({"topic": {"text": "xyzzy"}}) == {"topic": "There is no such topic."}
        forged = sandbox.deliveries[-1]
        old = sign_request("another secret", forged.body, at=1)
        assert (
            dispatch(Received({**_small(forged.headers), **_small(old)}, forged.body.decode())).status == 401
        )
        sandbox.use_request_url("")


def _small(headers: dict[str, str]) -> dict[str, str]:
    return {key.lower(): value for key, value in headers.items()}
