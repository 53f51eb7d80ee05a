"""Bolt's own install flow, unpatched: from /slack/install through the consent to a command in that workspace."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import App, BoltRequest
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from bot.sandbox.running import RunningSandbox
from tests.sandbox.request_url import Received, Reply, RequestUrl
from tests.sandbox.web import fetch

BACK = "http://127.0.0.1/slack/oauth_redirect"


def make_app(sandbox: RunningSandbox, folder: Path) -> App:
    """An app that anybody may install, with its installations in a folder."""
    quiet = logging.getLogger("tests.bolt_install")
    quiet.setLevel(logging.CRITICAL)
    settings = OAuthSettings(
        client_id=sandbox.client_id,
        client_secret=sandbox.client_secret,
        scopes=["chat:write", "commands"],
        authorization_url=sandbox.authorize_url,
        redirect_uri=BACK,
        installation_store=FileInstallationStore(base_dir=str(folder), client_id=sandbox.client_id),
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(folder)),
        logger=quiet,
    )
    client = WebClient(base_url=sandbox.api_url, logger=quiet)
    flow = OAuthFlow(settings=settings, client=client, logger=quiet)
    return App(signing_secret=sandbox.signing_secret, client=client, oauth_flow=flow, logger=quiet)


def install(app: App, sandbox: RunningSandbox, team: RunningSandbox) -> None:
    """Go through the install as a person of that workspace does with a browser."""
    flow = app.oauth_flow
    assert flow is not None
    begun = flow.handle_installation(BoltRequest(body="", mode="http"))
    (consent,) = re.findall(r'href="([^"]+authorize[^"]+)"', begun.body)
    page = fetch("GET", f"{unescape(consent)}&team={team.team_id}").body
    (allowed,) = re.findall(r'data-testid="allow" href="([^"]+)"', page)
    cookie = begun.headers["set-cookie"][0].split(";")[0]
    back = BoltRequest(
        body="", query=urlsplit(unescape(allowed)).query, headers={"cookie": [cookie]}, mode="http"
    )
    done = flow.handle_callback(back)
    assert (done.status, "Thank you" in done.body) == (200, True), done.body


def test_two_workspaces_install_the_app_and_each_gets_its_answer(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    other = sandbox.add_team("T0OTHER001", "Other desk")
    app = make_app(sandbox, tmp_path)

    @app.command("/media")
    def answer(ack: Callable[[], None], client: WebClient, command: dict[str, Any]) -> None:
        ack()
        name = client.auth_test()["team"]
        client.chat_postEphemeral(channel=command["channel_id"], user=command["user_id"], text=f"In {name}")

    def dispatch(request: Received) -> Reply:
        headers = {key: [value] for key, value in request.headers.items()}
        given = app.dispatch(BoltRequest(body=request.body, headers=headers))
        return Reply(status=given.status, body=given.body or "")

    for team in (sandbox, other):
        install(app, sandbox, team)
        team.invite_bot("general")
    with RequestUrl(dispatch) as made:
        sandbox.use_request_url(made.url)
        for team, name in ((sandbox, "Local workspace"), (other, "Other desk")):
            team.write("general", "/media status")
            team.wait_for(lambda here=team: here.ephemerals("general"))
            assert [message["text"] for message in team.ephemerals("general")] == [f"In {name}"]
        sandbox.use_request_url("")
