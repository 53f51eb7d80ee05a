"""Installing by OAuth and the end of an installation, as Bolt's and slack_sdk's own code meet them."""

from __future__ import annotations

import re
from base64 import b64encode
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.operating import EndOrder
from bot.sandbox.running import RunningSandbox
from tests.sandbox.conftest import MovableClock
from tests.sandbox.socket_client import Envelopes
from tests.sandbox.web import fetch

BACK = "https://desk.example/slack/oauth_redirect"


def refused(code: str) -> Any:
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


def consent(sandbox: RunningSandbox, **more: str) -> str:
    query = {"client_id": sandbox.client_id, "scope": "chat:write,commands", "redirect_uri": BACK} | more
    answer = fetch("GET", f"{sandbox.authorize_url}?{urlencode(query)}")
    assert answer.status == 200, answer.body
    return answer.body


def links(page: str) -> dict[str, str]:
    found = re.findall(r'data-testid="(allow|deny)" href="([^"]+)"', page)
    return {name: unescape(address) for name, address in found}


def exchange(sandbox: RunningSandbox, code: str, **more: str) -> Any:
    given = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret, "redirect_uri": BACK}
    return WebClient(base_url=sandbox.api_url).oauth_v2_access(code=code, **given | more)


def test_from_consent_to_a_token(sandbox: RunningSandbox) -> None:
    page = consent(sandbox, state="s-1")
    assert "<code>chat:write</code>" in page
    back = parse_qs(urlsplit(links(page)["allow"]).query)
    assert back["state"] == ["s-1"]
    answer = exchange(sandbox, back["code"][0])
    assert (answer["token_type"], answer["scope"]) == ("bot", "chat:write,commands")
    assert answer["team"]["name"] == "Local workspace"
    assert answer["authed_user"]["id"] == sandbox.user
    client = WebClient(token=answer["access_token"], base_url=sandbox.api_url)
    assert client.auth_test()["team_id"] == answer["team"]["id"]
    with refused("missing_scope"):
        client.users_list()
    assert answer["access_token"] not in str(sandbox.calls)


def test_a_person_may_say_no(sandbox: RunningSandbox) -> None:
    query = parse_qs(urlsplit(links(consent(sandbox, state="s"))["deny"]).query)
    assert query == {"error": ["access_denied"], "state": ["s"]}


def test_hostile_words_stay_words(sandbox: RunningSandbox) -> None:
    page = consent(sandbox, scope="<script>alert(1)</script>", state='"><script>')
    assert "<script>" not in page
    bad = urlencode({"client_id": sandbox.client_id, "redirect_uri": "javascript:alert(1)"})
    assert fetch("GET", f"{sandbox.authorize_url}?{bad}").status == 400
    assert fetch("GET", f"{sandbox.authorize_url}?client_id=other").status == 400


def test_the_secret_may_come_by_basic_authentication(sandbox: RunningSandbox) -> None:
    code = sandbox.new_code(redirect_uri=BACK)
    credentials = b64encode(f"{sandbox.client_id}:{sandbox.client_secret}".encode()).decode()
    body = urlencode({"code": code, "redirect_uri": BACK}).encode()
    headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/x-www-form-urlencoded"}
    assert '"ok": true' in fetch("POST", f"{sandbox.api_url}oauth.v2.access", body=body, headers=headers).body


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code": "nosuch"}, "invalid_code"),
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "x"}, "bad_client_secret"),
        ({"redirect_uri": "https://other.example"}, "bad_redirect_uri"),
    ],
)
def test_a_wrong_exchange_is_refused(sandbox: RunningSandbox, change: dict[str, str], error: str) -> None:
    given = {"code": sandbox.new_code(redirect_uri=BACK)} | change
    with refused(error):
        exchange(sandbox, **given)


def test_a_code_is_good_once_and_for_ten_minutes(sandbox: RunningSandbox, clock: MovableClock) -> None:
    code = sandbox.new_code(redirect_uri=BACK)
    exchange(sandbox, code)
    with refused("code_already_used"):
        exchange(sandbox, code)
    late = sandbox.new_code(redirect_uri=BACK)
    clock.move(seconds=601)
    with refused("code_expired"):
        exchange(sandbox, late)


@pytest.mark.parametrize("order", ["tokens_first", "app_first"])
def test_uninstalling_ends_the_token_and_tells_so_in_either_order(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes, order: EndOrder
) -> None:
    envelopes.acknowledge_all()
    old = sandbox.bot_token
    sandbox.uninstall(order)
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    kinds = [payload["event"]["type"] for payload in envelopes.payloads]
    expected = ["tokens_revoked", "app_uninstalled"]
    assert kinds == (expected if order == "tokens_first" else expected[::-1])
    with refused("account_inactive"):
        client.auth_test()
    answer = exchange(sandbox, sandbox.new_code(redirect_uri=BACK))
    assert answer["access_token"] != old
    assert WebClient(token=answer["access_token"], base_url=sandbox.api_url).auth_test()["ok"]


def test_revoking_a_token(sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes) -> None:
    envelopes.acknowledge_all()
    assert client.auth_revoke(test=True)["revoked"] is False
    assert client.auth_revoke()["revoked"] is True
    with refused("token_revoked"):
        client.auth_test()
    again = WebClient(token=exchange(sandbox, sandbox.new_code(redirect_uri=BACK))["access_token"])
    again.base_url = sandbox.api_url
    with refused("not_in_channel"):
        again.chat_postMessage(channel=sandbox.channel_id("general"), text="hi")
    sandbox.wait_for(lambda: envelopes.received)
    assert envelopes.payloads[0]["event"]["tokens"]["bot"] == ["U0ROBOT001"]


def test_an_app_uninstalls_itself(sandbox: RunningSandbox, client: WebClient) -> None:
    with refused("bad_client_secret"):
        client.apps_uninstall(client_id=sandbox.client_id, client_secret="x")
    assert client.apps_uninstall(client_id=sandbox.client_id, client_secret=sandbox.client_secret)["ok"]
    with refused("account_inactive"):
        client.auth_test()
