"""What breaks is updated in place, and digests reach one person, through the real client against the local workspace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sandbox.records import HUMAN_ID, TEAM_ID
from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from bot.services import NameCache, Services
from bot.slack.client import SlackClient
from bot.storage.subscriptions import add_subscription
from digests.publish import publish_due, update_live
from digests.rhythm import parse_rhythm
from tests.builders import Library, make_quote


@pytest.fixture
def sandbox(library: Library) -> Iterator[RunningSandbox]:
    library.database.adopt(TEAM_ID, "Desk")
    library.know("ana-silva", themes=["energy"])
    with start_sandbox(clock=library.clock, post_burst=None) as running:
        yield running


@pytest.fixture
def services(library: Library, sandbox: RunningSandbox) -> Services:
    slack = SlackClient(sandbox.bot_token, base_url=sandbox.api_url, sleep=lambda _: None)
    names = NameCache(library.database, library.clock)
    return Services(database=library.database, clock=library.clock, names=names, slack=slack, team_id=TEAM_ID)


def subscribe(library: Library, channel: str, rhythm: str) -> None:
    with library.write() as scope:
        add_subscription(
            scope,
            channel=channel,
            topic="theme:energy",
            rhythm=parse_rhythm(rhythm)[0],
            timezone="UTC",
            created_by=None,
            now=library.clock(),
        )


def report(library: Library, outlet: str) -> None:
    words = make_quote("We open the pipeline for thirty winters", "ana-silva", key=True)
    library.article(
        f"Pipeline opens, {outlet} has learnt",
        themes=["energy"],
        actors=["ana-silva"],
        quotes=[words],
        story="pipeline",
        outlet=f"{outlet}.example",
    )


def test_a_story_that_breaks_is_updated_in_place(
    library: Library, sandbox: RunningSandbox, services: Services
) -> None:
    subscribe(library, sandbox.channel_id("energy"), "instantly")
    library.clock.move(minutes=1)
    for outlet in ("one", "two", "three"):
        report(library, outlet)
    library.clock.move(seconds=5)
    assert publish_due(services).posted == 1
    (before,) = sandbox.messages("energy")
    library.clock.move(minutes=5)
    report(library, "four")
    assert update_live(services).updated == 1
    (after,) = sandbox.messages("energy")
    assert after["ts"] == before["ts"]
    assert "4 outlets" in str(after["blocks"])
    assert after["metadata"] == before["metadata"], "its key stays, so that it can be found again"


def test_a_digest_reaches_one_person(library: Library, sandbox: RunningSandbox, services: Services) -> None:
    subscribe(library, HUMAN_ID, "hourly")
    library.clock.move(minutes=1)
    report(library, "one")
    library.clock.move(hours=1)
    assert publish_due(services).posted == 1
    assert publish_due(services).posted == 0
    (told,) = sandbox.messages("@you")
    assert "Pipeline opens" in told["text"]
