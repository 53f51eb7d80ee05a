"""Feeds through the pipeline, from a real server on this machine."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.errors import StoppedError, StorageError
from bot.fetch.collect import Collected, collect_source
from bot.model.articles import Source, SourceKind
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.polling import FeedPoller
from bot.pipeline.records import Outcome, Received
from bot.sandbox.newsroom import RunningNewsroom, start_newsroom
from bot.storage.articles import count_articles
from bot.storage.database import Database
from bot.storage.sources import add_source, load_sources, remove_source
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
        self.halt = threading.Event()
        self.poller = FeedPoller(database, self.pipeline, clock, allow=[news.host_port], halt=self.halt)

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
    for name, said in (
        ("gone", "There is nothing at this address (404). Check the address"),
        ("page", "web page"),
        ("private", "is not public"),
        ("odd", "Only http and https addresses are fetched."),
    ):
        assert said in (errors[bad[name]] or "")
    assert desk.count() > 0


def test_a_mistake_of_ours_about_one_feed_is_logged_and_the_others_go_on(
    desk: PollDesk,
    news: RunningNewsroom,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, *others = news.outlet_feed_urls
    for address in (first, *others):
        desk.watch(address)

    async def stumble(source: Source, **more: Any) -> Collected:
        if source.address == first:
            raise ZeroDivisionError
        return await collect_source(source, **more)

    monkeypatch.setattr("bot.pipeline.fetching.collect_source", stumble)
    assert desk.poll() == 1 + len(others)
    errors = desk.errors()
    assert errors[first] == "The feed could not be read; the log says why."
    assert not any(errors[address] for address in others)
    assert "ZeroDivisionError" in caplog.text
    assert desk.poll() == 0, "the failing one is not asked again at once"


@pytest.fixture
def one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that keeps its place would let no other one in."""
    monkeypatch.setattr("bot.pipeline.fetching.AT_ONCE", 1)


def test_a_failure_of_the_database_ends_the_poll_and_the_next_one_does_all_of_it(
    monkeypatch: pytest.MonkeyPatch, one_at_once: None, desk: PollDesk, news: RunningNewsroom
) -> None:
    desk.watch(news.feed_url)

    def locked(*_: object, **__: object) -> None:
        raise StorageError("The database is locked by another process.")

    with monkeypatch.context() as broken:
        broken.setattr("bot.pipeline.filing.save_article", locked)
        with pytest.raises(StorageError):
            desk.poll()
    assert desk.count() == 0
    assert desk.poll() == 1
    assert desk.count() == sum(article.via == "feed" for article in news.articles)


def test_halting_breaks_off_a_poll_that_waits_for_a_slow_feed(
    desk: PollDesk, news: RunningNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.watch(news.feed_url)

    async def dawdle(source: Source, **_: Any) -> Collected:
        await asyncio.sleep(60)
        return Collected(source=source)

    monkeypatch.setattr("bot.pipeline.fetching.collect_source", dawdle)
    threading.Timer(0.3, desk.halt.set).start()
    begun = time.monotonic()
    with pytest.raises(StoppedError):
        desk.poll()
    assert time.monotonic() - begun < 5


def test_a_dawdling_feed_holds_up_no_other_and_is_stored_when_it_comes(
    desk: PollDesk, news: RunningNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.polling.PATIENCE", 2.0)
    passes = range(3)  # on a busy machine the others may come with a later pass
    slow, *others = news.outlet_feed_urls
    for address in (slow, *others):
        desk.watch(address)
    come = threading.Event()

    async def dawdle(source: Source, **more: Any) -> Collected:
        while source.address == slow and not come.is_set():
            await asyncio.sleep(0.05)
        return await collect_source(source, **more)

    monkeypatch.setattr("bot.pipeline.fetching.collect_source", dawdle)
    assert sum(desk.poll() for _ in passes) == len(others)
    before = desk.count()
    desk.clock.move(days=1)
    assert sum(desk.poll() for _ in passes) == len(others), "the slow one is under way and not begun again"
    come.set()
    assert desk.poll() == 1
    assert desk.count() > before


def test_a_feed_is_stored_in_parts_and_one_that_is_removed_meanwhile_is_dropped(
    desk: PollDesk, news: RunningNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.fetching.PAGES", 2)
    desk.watch(news.feed_url)
    take = desk.pipeline.take
    sizes: list[int] = []

    def counted(workspace_id: int, received: list[Received]) -> list[Outcome]:
        sizes.append(len(received))
        outcomes = list(take(workspace_id, received))
        if len(sizes) == 2:
            with desk.library.write() as scope:
                remove_source(scope, load_sources(scope)[0].id)
        return outcomes

    monkeypatch.setattr(desk.pipeline, "take", counted)
    assert desk.poll() == 1
    assert sizes == [2, 2]
    assert desk.count() == 4
    assert desk.errors() == {}
