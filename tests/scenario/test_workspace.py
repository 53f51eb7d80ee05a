"""The real Bolt app over Socket Mode in the local workspace: commands, buttons, subscriptions, digests."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.records import TEAM_ID
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from bot.services import NameCache, Services
from bot.slack.client import SlackClient
from digests.publish import publish_due
from handlers.pool import ListenerPool
from handlers.register import register
from tests.builders import Library, make_quote

Json = dict[str, Any]


class Desk:
    """A person at the page of the local workspace, and the bot behind it."""

    def __init__(self, sandbox: RunningSandbox, services: Services) -> None:
        self.sandbox = sandbox
        self.services = services

    def ask(self, line: str, channel: str = "relations") -> Json:
        """Type a command, and wait for its answer."""
        before = len(self.sandbox.ephemerals(channel))
        self.sandbox.write(channel, line)
        self.sandbox.wait_for(lambda: len(self.sandbox.ephemerals(channel)) > before)
        answer: Json = self.sandbox.ephemerals(channel)[-1]
        return answer

    def press(self, message: Json, label: str, channel: str = "relations") -> None:
        """Press the button of that label."""
        shown = [e for b in message["blocks"] if b["type"] == "actions" for e in b["elements"]]
        buttons = [element for element in shown if element["type"] == "button"]
        (action,) = [e["action_id"] for e in buttons if e["text"]["text"] == label]
        assert self.sandbox.press(channel, message["ts"], action) == ""


@pytest.fixture
def desk(library: Library) -> Iterator[Desk]:
    library.database.adopt(TEAM_ID, "Desk")
    library.know("ana-silva", "bo-lind", "russia", themes=["energy"])
    words = make_quote("We will build this pipeline together", "ana-silva", about=["bo-lind"], key=True)
    library.clock.move(minutes=1)
    library.article(
        "Leaders agree on a pipeline", actors=["ana-silva", "bo-lind"], themes=["energy"], quotes=[words]
    )
    library.clock.move(minutes=5)
    with start_sandbox(clock=library.clock, timezone="Europe/Paris") as sandbox:
        yield from _connect(library, sandbox)


def _connect(library: Library, sandbox: RunningSandbox) -> Iterator[Desk]:
    services = Services(
        database=library.database,
        clock=library.clock,
        names=NameCache(library.database, library.clock),
        slack=SlackClient(sandbox.bot_token, base_url=sandbox.api_url),
        team_id=TEAM_ID,
    )
    quiet = logging.getLogger("tests.bolt")
    quiet.setLevel(logging.CRITICAL)
    web = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    app = App(client=web, signing_secret=sandbox.signing_secret, logger=quiet)
    pool = ListenerPool(workers=2)
    register(app, services, pool)
    handler = SocketModeHandler(app, sandbox.app_token, logger=quiet)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    sandbox.wait_for(lambda: sandbox.connection_count)
    yield Desk(sandbox, services)
    handler.close()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    pool.close()


def shown(message: Json) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def test_relations_from_command_to_shared_answer(desk: Desk) -> None:
    answer = desk.ask("/relations silva bo-lind")
    assert "last 90 days" in shown(answer)
    assert "We will build this pipeline together" in shown(answer)
    desk.press(answer, "7d")
    desk.sandbox.wait_for(lambda: "last 7 days" in shown(desk.sandbox.ephemerals("relations")[-1]))
    desk.press(desk.sandbox.ephemerals("relations")[-1], "Share in channel")
    (posted,) = desk.sandbox.wait_for(lambda: desk.sandbox.messages("relations"))
    assert "Ana Silva and Bo Lind, last 7 days" in shown(posted)
    assert "shared by" in shown(posted)
    for line in ("/media help", "/relations help", "/relations", "/quotes", "/digest", "/unsubscribe"):
        assert desk.ask(line)["blocks"]


def test_from_subscribing_to_the_digest_its_thread_and_the_end(desk: Desk, library: Library) -> None:
    assert "next Sat 21 Nov 11:00" in shown(desk.ask("/subscribe energy hourly"))
    library.clock.move(hours=1)
    assert publish_due(desk.services).posted == 1
    (digest,) = desk.sandbox.messages("relations")
    assert "Leaders agree on a pipeline" in shown(digest)
    (thread,) = desk.sandbox.messages("relations", thread_ts=digest["ts"])
    assert "We will build this pipeline together" in shown(thread)
    desk.press(thread, "Ana Silva – Bo Lind")
    desk.sandbox.wait_for(lambda: "last 30 days" in shown(desk.sandbox.ephemerals("relations")[-1]))
    listed = desk.ask("/subscriptions")
    desk.press(listed, "Pause")
    desk.sandbox.wait_for(lambda: "paused" in shown(desk.sandbox.ephemerals("relations")[-1]))
    desk.press(desk.sandbox.ephemerals("relations")[-1], "Remove")
    desk.sandbox.wait_for(lambda: "None yet" in shown(desk.sandbox.ephemerals("relations")[-1]))


def test_a_channel_without_the_bot_is_said_at_once_and_paused_later(desk: Desk, library: Library) -> None:
    assert "/invite @Rapporteur" in shown(desk.ask("/subscribe energy hourly", "random"))
    library.clock.move(hours=1)
    assert publish_due(desk.services).failed
    assert "paused" in shown(desk.ask("/subscriptions", "random"))
    (told,) = desk.sandbox.messages("@you")
    assert "I paused the digest" in told["text"]


def test_a_wrong_speaker_is_mended_where_the_digest_stands_and_put_back(desk: Desk, library: Library) -> None:
    desk.ask("/subscribe energy hourly")
    library.clock.move(hours=1)
    publish_due(desk.services)
    (digest,) = desk.sandbox.messages("relations")
    (thread,) = desk.sandbox.messages("relations", thread_ts=digest["ts"])
    desk.press(thread, "Why is this here?")
    desk.sandbox.wait_for(lambda: "points in all" in shown(desk.sandbox.ephemerals("relations")[-1]))
    desk.press(desk.sandbox.ephemerals("relations")[-1], "Wrong quote or event?")
    form = desk.sandbox.wait_for(lambda: desk.sandbox.modal)
    which = form["blocks"][0]["element"]["options"][0]["value"]
    answers = {"mending_what": which, "mending_how": "speaker", "mending_who": "Bo Lind"}
    assert desk.sandbox.submit({name: {name: value} for name, value in answers.items()}) == {}
    there = partial(desk.sandbox.messages, "relations", thread_ts=digest["ts"])
    desk.sandbox.wait_for(lambda: "Bo Lind is quoted above, not Ana Silva" in shown(there()[0]))
    desk.sandbox.wait_for(lambda: "was said by Bo Lind" in shown(desk.sandbox.ephemerals("relations")[-1]))
    desk.press(desk.sandbox.ephemerals("relations")[-1], "Undo")
    desk.sandbox.wait_for(lambda: "Bo Lind is quoted" not in shown(there()[0]))
    assert '"text": "Ana Silva", "style": {"bold": true}' in shown(there()[0])
