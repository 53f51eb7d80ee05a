"""Two workspaces on one server, one app: tokens, payloads, files and pages of each stay apart."""

from __future__ import annotations

import json

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.running import RunningSandbox
from tests.sandbox.builders import Json, modal
from tests.sandbox.socket_client import Envelopes
from tests.sandbox.web import fetch


@pytest.fixture
def other(sandbox: RunningSandbox) -> RunningSandbox:
    return sandbox.add_team("T0OTHER001", "Other desk")


def install(team: RunningSandbox) -> WebClient:
    """The client of a bot just installed there."""
    answer = WebClient(base_url=team.api_url).oauth_v2_access(
        code=team.new_code(), client_id=team.client_id, client_secret=team.client_secret
    )
    assert answer["team"]["id"] == team.team_id
    return WebClient(token=answer["access_token"], base_url=team.api_url)


def state(team: RunningSandbox) -> Json:
    loaded: Json = json.loads(fetch("GET", f"{team.address}/page-api/state?team={team.team_id}").body)
    return loaded


def test_each_token_acts_in_its_own_workspace(
    sandbox: RunningSandbox, other: RunningSandbox, client: WebClient
) -> None:
    there = install(other)
    assert (client.auth_test()["team"], there.auth_test()["team"]) == ("Local workspace", "Other desk")
    other.invite_bot("general")
    there.chat_postMessage(channel=other.channel_id("general"), text="hello there")
    assert [m["text"] for m in other.messages("general") if not m.get("subtype")] == ["hello there"]
    assert sandbox.messages("general") == []
    assert [call.team_id for call in sandbox.calls_of("auth.test")] == ["T0LOCAL001", "T0OTHER001"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        there.chat_postMessage(channel=sandbox.channel_id("general"), text="hello")


def test_a_token_before_the_install_is_none(other: RunningSandbox) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        WebClient(token=other.bot_token, base_url=other.api_url).auth_test()


def test_what_happens_carries_its_workspace(
    sandbox: RunningSandbox, other: RunningSandbox, envelopes: Envelopes
) -> None:
    there = install(other)
    envelopes.acknowledge_all()
    other.write("general", "/subscribe")
    payload = envelopes.payloads[-1]
    assert payload["team_id"] == "T0OTHER001"
    there.views_open(trigger_id=payload["trigger_id"], view=modal())
    assert (sandbox.modal, (other.modal or {})["team_id"]) == (None, "T0OTHER001")
    answer = json.dumps({"text": "done"}).encode()
    assert fetch("POST", payload["response_url"], body=answer).status == 200
    assert [message["text"] for message in other.ephemerals("general")] == ["done"]
    file = other.upload("@you", "a.txt", b"hello")
    headers = {"Authorization": f"Bearer {there.token}"}
    assert fetch("GET", file["url_private"], headers=headers).body == "hello"
    assert (
        fetch("GET", file["url_private"], headers={"Authorization": f"Bearer {sandbox.bot_token}"}).status
        == 302
    )


def test_one_is_uninstalled_and_the_other_stays(
    sandbox: RunningSandbox, other: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    there = install(other)
    envelopes.acknowledge_all()
    other.uninstall("app_first")
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    assert {payload["team_id"] for payload in envelopes.payloads} == {"T0OTHER001"}
    with pytest.raises(SlackApiError, match="account_inactive"):
        there.auth_test()
    assert client.auth_test()["ok"]


def test_each_has_its_page(sandbox: RunningSandbox, other: RunningSandbox) -> None:
    other.write("general", "secret of the other desk")
    assert state(other)["team"] == "Other desk"
    assert "secret of the other desk" in json.dumps(state(other))
    assert "secret of the other desk" not in json.dumps(state(sandbox))
