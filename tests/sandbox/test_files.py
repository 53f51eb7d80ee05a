"""Files: dropped by a person, uploaded by the bot, read with the bot's token and by nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.sandbox.socket_client import Envelopes
from tests.sandbox.web import fetch


def refused(code: str) -> Any:
    return pytest.raises(SlackApiError, match=f"'error': '{code}'")


def test_a_dropped_file_reaches_the_bot(
    sandbox: RunningSandbox, client: WebClient, envelopes: Envelopes
) -> None:
    envelopes.acknowledge_all()
    sandbox.upload("@you", "week/feeds.opml", b"<opml/>", text="our feeds")
    sandbox.wait_for(lambda: len(envelopes.received) == 2)
    message, shared = (payload["event"] for payload in envelopes.payloads)
    assert (message["type"], message["subtype"], message["text"]) == ("message", "file_share", "our feeds")
    assert (message["channel_type"], message["files"][0]["name"]) == ("im", "feeds.opml")
    assert (shared["type"], shared["user_id"]) == ("file_shared", sandbox.user)
    info = client.files_info(file=shared["file_id"])["file"]
    assert (info["filetype"], info["size"], info["ims"]) == ("opml", 7, [sandbox.channel_id("@you")])
    given = fetch("GET", info["url_private"], headers={"Authorization": f"Bearer {sandbox.bot_token}"})
    assert given.body == "<opml/>"


@pytest.mark.parametrize("token", ["", "xoxb-wrong"])
def test_without_the_token_a_file_leads_to_the_sign_in_page(sandbox: RunningSandbox, token: str) -> None:
    url = sandbox.upload("general", "a.txt", b"hello")["url_private"]
    answer = fetch("GET", url, headers={"Authorization": f"Bearer {token}"} if token else {})
    assert (answer.status, answer.headers["Location"]) == (302, "/")


def test_reading_files_needs_its_scope() -> None:
    with start_sandbox(scopes=["files:write"]) as sandbox:
        url = sandbox.upload("general", "a.txt", b"hello")["url_private_download"]
        answer = fetch("GET", url, headers={"Authorization": f"Bearer {sandbox.bot_token}"})
        assert answer.status == 403


def test_the_bot_uploads_with_the_sdks_own_method(sandbox: RunningSandbox, client: WebClient) -> None:
    channel = sandbox.channel_id("@you")
    made = client.files_upload_v2(
        channel=channel, filename="relations.csv", content="a,b", initial_comment="As asked"
    )
    (message,) = sandbox.messages("@you")
    assert (message["text"], message["files"][0]["name"]) == ("As asked", "relations.csv")
    assert sandbox.files["relations.csv"] == b"a,b"
    client.files_delete(file=made["file"]["id"])
    assert sandbox.messages("@you")[0]["files"] == []
    with refused("file_not_found"):
        client.files_info(file=made["file"]["id"])


def test_a_file_without_a_channel_is_private(sandbox: RunningSandbox, client: WebClient) -> None:
    made = client.files_upload_v2(filename="export.json", content="{}")["file"]
    assert client.files_info(file=made["id"])["file"]["is_public"] is False
    assert sandbox.messages("general") == []


def test_a_file_of_a_channel_without_the_bot_is_not_told_of(
    sandbox: RunningSandbox, client: WebClient
) -> None:
    file = sandbox.upload("random", "a.txt", b"hello")
    with refused("file_not_found"):
        client.files_info(file=file["id"])
    mine = sandbox.upload("general", "b.txt", b"hello")
    with refused("cant_delete_file"):
        client.files_delete(file=mine["id"])


def test_the_page_takes_files_and_gives_them_back(sandbox: RunningSandbox) -> None:
    general = sandbox.channel_id("general")
    address = f"{sandbox.address}/page-api/upload?name=note.html&channel={general}"
    answer = fetch("POST", address, body=b"<script>1</script>")
    file = json.loads(answer.body)["file"]
    given = fetch("GET", file["permalink"])
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert fetch("POST", address, body=b"").status == 400
    assert fetch("POST", address, body=b"x", headers={"Origin": "http://evil.example"}).status == 403
