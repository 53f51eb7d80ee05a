"""Feeds that fail for a day are told to the operations channel once, whatever happens to the post."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model.articles import Source, SourceKind
from bot.model.subscriptions import Workspace
from bot.services import NameCache, Services
from bot.storage.settings import save_setting
from bot.storage.sources import add_source, pause_source, save_poll
from digests.feed_reports import report_feeds
from digests.posting import GRACE
from tests.builders import Library
from tests.fakes.slack import FakeSlack, drop, lose_answer, refuse

CHANNEL = "C-OPS"


class Watch:
    """A workspace whose feeds fail."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.slack = FakeSlack(library.clock)
        with library.write() as scope:
            save_setting(scope, "operations_channel", CHANNEL)

    def feed(self, name: str) -> Source:
        with self.library.write() as scope:
            address = f"https://{name.lower()}.example/feed"
            return add_source(scope, SourceKind.FEED, address, name, self.library.clock())

    def poll(self, source: Source, error: str | None) -> None:
        with self.library.write() as scope:
            save_poll(
                scope, source.id, etag=None, last_modified=None, next_poll_at=None,
                polled_at=self.library.clock(), new=0, error=error,
            )  # fmt: skip

    def report(self, after: timedelta = timedelta(0)) -> int:
        self.library.clock.now += after
        services = Services(
            database=self.library.database,
            clock=self.library.clock,
            names=NameCache(self.library.database, self.library.clock),
            slack=self.slack,
        )
        workspace = Workspace(id=self.library.workspace_id, name="Desk", team_id="T1")
        return report_feeds(services, workspace, self.library.clock())


@pytest.fixture
def watch(library: Library) -> Watch:
    return Watch(library)


DAY = timedelta(days=1)


def test_a_feed_is_told_of_after_a_day_and_only_once(watch: Watch) -> None:
    watch.poll(watch.feed("North"), "The server answers 500.")
    assert watch.report(timedelta(hours=23)) == 0
    assert watch.report(timedelta(hours=1)) == 1
    assert watch.report(DAY) == 0
    assert watch.slack.texts(CHANNEL) == ["1 feed has been failing for a day"]
    assert "The server answers 500." in str(watch.slack.sent[0].message.blocks)


def test_a_feed_that_fails_again_is_told_of_again(watch: Watch) -> None:
    north = watch.feed("North")
    watch.poll(north, "gone")
    watch.report(DAY)
    watch.poll(north, None)
    watch.library.clock.now += DAY
    watch.poll(north, "gone")
    assert watch.report(DAY) == 1


def test_a_failure_that_lasts_for_months_is_told_again_once(watch: Watch) -> None:
    watch.poll(watch.feed("North"), "gone")
    assert watch.report(DAY) == 1
    assert [watch.report(span) for span in (91 * DAY, DAY, DAY)] == [1, 0, 0]
    keys = watch.slack.posted_keys()
    assert len(keys) == len(set(keys)) == 2


def test_feeds_that_fail_together_are_one_message(watch: Watch) -> None:
    for number in range(30):
        watch.poll(watch.feed(f"Paper{number}"), "no route")
    watch.report(DAY)
    assert watch.slack.texts(CHANNEL) == ["30 feeds have been failing for a day"]
    assert "and 10 more" in str(watch.slack.sent[0].message.blocks)


def test_a_paused_feed_is_nobodys_trouble(watch: Watch) -> None:
    north = watch.feed("North")
    watch.poll(north, "gone")
    with watch.library.write() as scope:
        pause_source(scope, north.id, True)
    assert watch.report(DAY) == 0


def test_without_an_operations_channel_nothing_is_posted(watch: Watch) -> None:
    with watch.library.write() as scope:
        save_setting(scope, "operations_channel", "")
    watch.poll(watch.feed("North"), "gone")
    assert watch.report(DAY) == 0
    assert watch.slack.sent == []


def test_a_lost_answer_does_not_make_two_posts(watch: Watch) -> None:
    watch.poll(watch.feed("North"), "gone")
    watch.slack.next(lose_answer)
    watch.report(DAY)
    watch.report()
    watch.report(GRACE + timedelta(seconds=1))
    watch.report(GRACE)
    assert len(watch.slack.texts(CHANNEL)) == 1


def test_a_post_that_never_arrived_is_made_after_the_grace(watch: Watch) -> None:
    watch.poll(watch.feed("North"), "gone")
    watch.slack.next(drop)
    watch.report(DAY)
    assert watch.slack.texts(CHANNEL) == []
    watch.report(GRACE + timedelta(seconds=1))
    watch.report(GRACE + timedelta(seconds=1))
    assert len(watch.slack.texts(CHANNEL)) == 1


def test_a_channel_that_is_gone_is_not_tried_for_ever(watch: Watch) -> None:
    watch.poll(watch.feed("North"), "gone")
    watch.slack.next(refuse("is_archived"))
    watch.report(DAY)
    watch.report(GRACE + timedelta(seconds=1))
    assert watch.slack.texts(CHANNEL) == []
