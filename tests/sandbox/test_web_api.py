"""The Web API as slack_sdk's own client meets it: tokens, argument forms, scopes, faults, pace."""

from __future__ import annotations

import json
import threading
import time
import urllib.parse
from http.client import RemoteDisconnected
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.limits import LIMITS, source_of
from bot.sandbox.records import Person
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from bot.sandbox.web_api import METHODS
from tests.sandbox.builders import Json, bars
from tests.sandbox.web import fetch


def test_every_method_is_documented_with_slacks_page() -> None:
    guide = Path(__file__).parents[2] / "docs" / "contributors" / "local-workspace.md"
    text = guide.read_text(encoding="utf-8")
    rows = [f"| `{name}` | <https://docs.slack.dev/reference/methods/{name}> |" for name in METHODS]
    assert [row for row in rows if row not in text] == []


def refused(code: str) -> Any:
    """The block's call is refused by Slack with this code."""
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


def post(sandbox: RunningSandbox, method: str, body: bytes, kind: str, token: str = "") -> Json:
    headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
    answer = fetch("POST", sandbox.api_url + method, body=body, headers=headers)
    decoded: Json = json.loads(answer.body)
    return decoded


def test_the_bot_knows_itself(client: WebClient, sandbox: RunningSandbox) -> None:
    answer = client.auth_test()
    assert (answer["user"], answer["team"]) == ("rapporteur", "Local workspace")
    assert "chat:write" in answer.headers["x-oauth-scopes"]
    assert client.bots_info(bot=answer["bot_id"])["bot"]["user_id"] == answer["user_id"]
    assert client.team_info()["team"]["id"] == answer["team_id"]
    assert client.api_test(a="b")["args"]["a"] == "b"
    assert sandbox.calls_of("auth.test")[0].answer["ok"] is True


def test_tokens_are_told_apart(sandbox: RunningSandbox) -> None:
    def call(token: str, method: str) -> Any:
        return WebClient(token=token, base_url=sandbox.api_url).api_call(method)

    with refused("not_authed"):
        call("", "auth.test")
    with refused("invalid_auth"):
        call("xoxb-wrong", "auth.test")
    with refused("not_allowed_token_type"):
        call(sandbox.app_token, "auth.test")
    with refused("not_allowed_token_type"):
        call(sandbox.bot_token, "apps.connections.open")
    with refused("unknown_method"):
        call(sandbox.bot_token, "chat.shout")


@pytest.mark.parametrize("form", ["json", "form", "token in the body", "query"])
def test_arguments_come_in_any_of_slacks_forms(sandbox: RunningSandbox, form: str) -> None:
    blocks = [{"type": "divider"}]
    values = {"channel": "general", "text": "hi", "blocks": json.dumps(blocks)}
    if form == "json":
        body = json.dumps({**values, "blocks": blocks}).encode()
        answer = post(sandbox, "chat.postMessage", body, "application/json; charset=utf-8", sandbox.bot_token)
    elif form == "query":
        address = f"chat.postMessage?{urllib.parse.urlencode(values)}"
        answer = post(sandbox, address, b"", "application/x-www-form-urlencoded", sandbox.bot_token)
    else:
        in_body = {"token": sandbox.bot_token} if form == "token in the body" else {}
        body = urllib.parse.urlencode(values | in_body).encode()
        token = "" if in_body else sandbox.bot_token
        answer = post(sandbox, "chat.postMessage", body, "application/x-www-form-urlencoded", token)
    assert answer["ok"] is True
    assert sandbox.messages("general")[0]["blocks"][0]["type"] == "divider"
    assert "token" not in sandbox.calls[0].arguments


def test_a_body_that_is_no_json_is_refused(sandbox: RunningSandbox) -> None:
    answer = post(sandbox, "chat.postMessage", b"{", "application/json", sandbox.bot_token)
    assert answer == {"ok": False, "error": "invalid_json"}
    answer = post(sandbox, "chat.postMessage", b"[]", "application/json", sandbox.bot_token)
    assert answer["error"] == "json_not_object"


def test_a_missing_scope_is_named() -> None:
    with start_sandbox(scopes=["channels:read"]) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with refused("missing_scope") as caught:
            client.chat_postMessage(channel="general", text="hi")
        assert caught.value.response["needed"] == "chat:write"
        assert caught.value.response["provided"] == "channels:read"


def test_history_needs_the_scope_of_its_kind_of_channel() -> None:
    with start_sandbox(scopes=["channels:history"]) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        assert client.conversations_history(channel=sandbox.channel_id("general"))["messages"] == []
        with refused("missing_scope"):
            client.conversations_history(channel=sandbox.channel_id("@you"))


def test_people_have_time_zones(sandbox: RunningSandbox, client: WebClient) -> None:
    sandbox.add_person(Person(id="U0MAYA0001", name="maya", real_name="Maya", tz="Europe/Paris"))
    maya = client.users_info(user="U0MAYA0001")["user"]
    assert (maya["tz"], maya["tz_offset"]) == ("Europe/Paris", 3600)
    assert [person["name"] for person in client.users_list()["members"]] == ["you", "rapporteur", "maya"]
    with refused("user_not_found"):
        client.users_info(user="U404")


def test_a_refusal_on_request_strikes_once(sandbox: RunningSandbox, client: WebClient) -> None:
    sandbox.fail_next("chat.postMessage", "fatal_error")
    with refused("fatal_error"):
        client.chat_postMessage(channel="general", text="hi")
    assert client.chat_postMessage(channel="general", text="hi")["ok"]
    assert [call.answer["ok"] for call in sandbox.calls_of("chat.postMessage")] == [False, True]


def test_rate_limits_say_when_to_come_back(sandbox: RunningSandbox, client: WebClient) -> None:
    sandbox.rate_limit_next("chat.postMessage", 7)
    with refused("ratelimited") as caught:
        client.chat_postMessage(channel="general", text="hi")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")


def test_too_many_posts_in_one_channel_are_limited_there_only() -> None:
    with start_sandbox(post_burst=3) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        for _ in range(3):
            client.chat_postMessage(channel="general", text="hi")
        with refused("ratelimited"):
            client.chat_postMessage(channel="general", text="hi")
        assert client.chat_postMessage(channel="energy", text="hi")["ok"]


@pytest.mark.parametrize(("after", "stored"), [(False, 0), (True, 1)])
def test_a_dropped_call_may_have_had_its_effect(
    sandbox: RunningSandbox, client: WebClient, after: bool, stored: int
) -> None:
    (sandbox.drop_after_handling if after else sandbox.drop_before_handling)("chat.postMessage")
    with pytest.raises((RemoteDisconnected, ConnectionError)):
        client.chat_postMessage(channel="general", text="hi")
    assert len(sandbox.messages("general")) == stored


@pytest.mark.parametrize(("after", "stored"), [(False, 0), (True, 1)])
def test_a_server_error_may_have_had_its_effect(
    sandbox: RunningSandbox, client: WebClient, after: bool, stored: int
) -> None:
    sandbox.break_next("chat.postMessage", status=503, after_handling=after)
    with refused("internal_error") as caught:
        client.chat_postMessage(channel="general", text="hi")
    assert caught.value.response.status_code == 503
    assert len(sandbox.messages("general")) == stored


def test_a_held_call_waits_for_its_release(sandbox: RunningSandbox, client: WebClient) -> None:
    hold = sandbox.hold("chat.postMessage", after_handling=True)
    poster = threading.Thread(target=client.chat_postMessage, kwargs={"channel": "general", "text": "hi"})
    poster.start()
    assert hold.reached.wait(5)
    assert len(sandbox.messages("general")) == 1
    assert poster.is_alive()
    hold.release()
    poster.join(5)
    assert not poster.is_alive()


def test_every_limit_has_its_page_of_the_docs() -> None:
    assert LIMITS
    for name, (most, _) in LIMITS.items():
        assert most > 0
        assert source_of(name).startswith("https://docs.slack.dev/reference/"), name


def test_a_slow_call_is_answered_late(sandbox: RunningSandbox, client: WebClient) -> None:
    sandbox.delay_next("auth.test", 0.3)
    begin = time.monotonic()
    client.auth_test()
    assert time.monotonic() - begin >= 0.3


def test_charts_are_refused_in_ephemeral_messages_on_request(
    sandbox: RunningSandbox, client: WebClient
) -> None:
    general = sandbox.channel_id("general")
    client.chat_postEphemeral(channel=general, user=sandbox.user, text="x", blocks=[bars()])
    sandbox.refuse_charts_in_ephemerals()
    with refused("invalid_blocks") as caught:
        client.chat_postEphemeral(channel=general, user=sandbox.user, text="x", blocks=[bars()])
    assert caught.value.response["errors"] == [
        "unsupported type: data_visualization [json-pointer:/blocks/0/type]"
    ]
    assert client.chat_postMessage(channel=general, text="x", blocks=[bars()])["ok"]
