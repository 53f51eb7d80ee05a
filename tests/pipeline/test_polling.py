"""Feeds through the pipeline, from a real server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.model.articles import SourceKind
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.polling import FeedPoller
from bot.sandbox.newsroom import RunningNewsroom, start_newsroom
from bot.storage.articles import count_articles
from bot.storage.database import Database
from bot.storage.sources import add_source, load_sources
from tests.builders import FixedClock, Library
from tests.fakes.workers import InProcessWorkers


@pytest.fixture
def news(clock: FixedClock) -> Iterator[RunningNewsroom]:
    with start_newsroom(clock=clock) as running:
        yield running


class PollDesk:
    """A poller for a library, and words for what it watches and finds."""

    def __init__(
        self, database: Database, library: Library, clock: FixedClock, news: RunningNewsroom
    ) -> None:
        self.library, self.clock = library, clock
        self.pipeline = Pipeline(database, InProcessWorkers(), clock)  # type: ignore[arg-type]  # stands in for Workers
        self.poller = FeedPoller(database, self.pipeline, clock, allow=[news.host_port])

    def watch(self, address: str) -> None:
        with self.library.write() as scope:
            add_source(scope, SourceKind.FEED, address, address, self.clock())

    def poll(self) -> int:
        return self.poller.poll(self.library.workspace_id)

    def count(self) -> int:
        with self.library.read() as scope:
            return count_articles(scope)

    def errors(self) -> dict[str, str | None]:
        with self.library.read() as scope:
            return {source.address: source.error for source in load_sources(scope)}


@pytest.fixture
def desk(
    database: Database, library: Library, clock: FixedClock, news: RunningNewsroom
) -> Iterator[PollDesk]:
    made = PollDesk(database, library, clock, news)
    yield made
    made.poller.close()
    made.pipeline.close()


def test_a_feed_brings_its_articles_with_the_text_of_their_pages(
    desk: PollDesk, news: RunningNewsroom
) -> None:
    desk.watch(news.feed_url)
    assert desk.poll() == 1
    assert desk.count() == sum(article.via == "feed" for article in news.articles)
    assert desk.errors() == {news.feed_url: None}


def test_a_feed_is_not_polled_before_its_time_and_its_pages_are_fetched_once(
    desk: PollDesk, news: RunningNewsroom
) -> None:
    desk.watch(news.feed_url)
    desk.poll()
    assert desk.poll() == 0
    asked = len(news.requests)
    desk.clock.move(days=1)
    assert desk.poll() == 1
    assert len(news.requests) == asked + 1  # the feed alone: not modified


def test_bad_feeds_get_a_sentence_each_and_the_good_one_goes_on(
    desk: PollDesk, news: RunningNewsroom
) -> None:
    bad = {
        "gone": f"{news.address}/missing/feed.xml",
        "page": f"{news.address}/",
        "private": "http://127.0.0.1:9/feed.xml",
        "odd": "file:///etc/passwd",
    }
    for address in (*bad.values(), news.feed_url):
        desk.watch(address)
    assert desk.poll() == 5
    errors = desk.errors()
    assert errors[news.feed_url] is None
    assert all(errors[address] for address in bad.values())
    assert desk.count() > 0
