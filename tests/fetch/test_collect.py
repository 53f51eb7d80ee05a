"""Polling a source: entries, or a reason; one bad source never stops the others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.child import ChildPool, Limits
from bot.errors import FeedError, FetchError
from bot.fetch.collect import Collected, collect_source, fetch_page
from bot.fetch.discovery import FoundFeed, discover_feed
from bot.fetch.download import Downloader
from bot.model.articles import ContentKind, Entry, Source, SourceKind
from tests.fetch.worlds import STORY, Site, item, rss, visit

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def children() -> Iterator[ChildPool]:
    with ChildPool(1, limits=Limits(cpu_seconds=2)) as pool:
        yield pool


@pytest.fixture
def site() -> Site:
    return Site()


def source(site: Site, path: str = "/feed", **state: Any) -> Source:
    return Source(
        id=1, kind=SourceKind.FEED, address=site.origin + path, name="Harbour News", created_at=NOW, **state
    )


def poll(site: Site, children: ChildPool, path: str = "/feed", **state: Any) -> Collected:
    async def journey(downloader: Downloader) -> Collected:
        return await collect_source(
            source(site, path, **state), downloader=downloader, children=children, clock=clock
        )

    return visit(site, journey, deadline=2.0, body_limit=400_000)


def test_entries_and_the_state_to_keep(site: Site, children: ChildPool) -> None:
    site.page("/feed", rss(item(), about="<ttl>60</ttl>"), kind="application/rss+xml", ETag='"v2"')
    found = poll(site, children, etag='"v1"', failures=3)
    assert [entry.title for entry in found.entries] == ["Ships wait"]
    assert (found.etag, found.title, found.failed) == ('"v2"', "Harbour News", False)
    assert found.next_poll_at == NOW + timedelta(hours=1)


def test_not_modified_keeps_the_state(site: Site, children: ChildPool) -> None:
    site.answers("/feed", 304)
    found = poll(site, children, etag='"v1"', last_modified="Tue, 03 Mar 2026 10:00:00 GMT")
    assert found.not_modified
    assert (found.etag, found.last_modified, found.entries) == ('"v1"', "Tue, 03 Mar 2026 10:00:00 GMT", ())


def test_validators_that_vanish_are_forgotten(site: Site, children: ChildPool) -> None:
    site.page("/feed", rss(item()))
    assert poll(site, children, etag='"v1"').etag is None


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(404, "nothing at this address"), (403, "refuses access"), (500, "has an error"), (429, "less often")],
)
def test_failures_are_values_with_a_sentence(
    site: Site, children: ChildPool, status: int, sentence: str
) -> None:
    site.answers("/feed", status, Retry_After="7200")
    found = poll(site, children, failures=2, etag='"v1"')
    assert found.error is not None
    assert sentence in found.error.sentence
    assert found.error.advice
    assert found.next_poll_at == NOW + timedelta(hours=2)
    assert found.etag == '"v1"'


def test_gone_is_gone(site: Site, children: ChildPool) -> None:
    site.answers("/feed", 410)
    found = poll(site, children)
    assert found.gone
    assert found.next_poll_at is None


def test_a_page_instead_of_a_feed(site: Site, children: ChildPool) -> None:
    site.page(
        "/feed",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head></html>',
    )
    error = poll(site, children).error
    assert isinstance(error, FeedError)
    assert "/real.xml" in error.advice


def test_a_time_out(site: Site, children: ChildPool) -> None:
    async def sleep(request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    site.handles("/feed", sleep)
    error = poll(site, children).error
    assert isinstance(error, FetchError)
    assert "within 2 seconds" in error.sentence


@pytest.mark.parametrize(
    "item_of_death",
    [
        "<author>" * 40_000,
        "<title " + " ".join(f"a{n}='1'" for n in range(30_000)) + ">x",
        "<item/>" * 50_000,
    ],
    ids=["authors", "attributes", "items"],
)
def test_a_feed_that_eats_time_is_left_aside(site: Site, children: ChildPool, item_of_death: str) -> None:
    site.page("/feed", "<rss version='2.0'><channel><item>" + item_of_death, kind="application/rss+xml")
    found = poll(site, children)
    assert found.error is None or "seconds" in found.error.sentence
    site.page("/good", rss(item()))
    assert len(poll(site, children, "/good").entries) == 1


def test_a_permanent_move_is_told(site: Site, children: ChildPool) -> None:
    site.answers("/feed", 301, Location="/new")
    site.page("/new", rss(item()))
    moved_to = poll(site, children).moved_to
    assert moved_to is not None
    assert moved_to.endswith("/new")


def test_unforeseen_errors_are_raised(children: ChildPool) -> None:
    class Broken:
        async def fetch(self, address: str, **_: Any) -> Any:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(collect_source(source(Site()), downloader=Broken(), children=children, clock=clock))


def test_the_drop_folder_is_not_polled(children: ChildPool) -> None:
    folder = replace(source(Site()), kind=SourceKind.DROP_FOLDER)
    with pytest.raises(ValueError, match="only feeds"):
        asyncio.run(collect_source(folder, downloader=Downloader(), children=children, clock=clock))


TEASER = Entry(
    address="", content="Ninety ships…", kind=ContentKind.HTML_FRAGMENT, title="Ships wait", teaser=True
)
PAGE = f"<html><body><h1>Ships wait</h1>{''.join(f'<p>{line}</p>' for line in STORY)}</body></html>"


def read_page(site: Site, entry: Entry = TEASER) -> Entry:
    async def journey(downloader: Downloader) -> Entry:
        return await fetch_page(replace(entry, address=f"{site.origin}/ships"), downloader=downloader)

    return visit(site, journey)


def test_a_teaser_is_replaced_by_its_page(site: Site) -> None:
    site.page("/ships", PAGE)
    found = read_page(site)
    assert (found.kind, found.teaser, found.title, found.note) == (
        ContentKind.HTML_PAGE,
        False,
        "Ships wait",
        None,
    )
    assert STORY[0] in found.content


def test_a_full_entry_is_not_fetched_again(site: Site) -> None:
    read_page(site, replace(TEASER, teaser=False))
    assert site.requests == []


@pytest.mark.parametrize(
    ("status", "note"),
    [(403, "blocked (403)"), (429, "blocked (429)"), (404, "teaser only (404)"), (500, "teaser only (500)")],
)
def test_a_teaser_stays_where_its_page_cannot_be_had(site: Site, status: int, note: str) -> None:
    site.answers("/ships", status)
    found = read_page(site)
    assert (found.content, found.teaser, found.note) == (TEASER.content, True, note)


def test_a_picture_is_no_page(site: Site) -> None:
    site.page("/ships", b"\x89PNG", kind="image/png")
    assert read_page(site).note == "teaser only"


def discover(site: Site, children: ChildPool, path: str = "/") -> FoundFeed:
    async def journey(downloader: Downloader) -> FoundFeed:
        return await discover_feed(site.origin + path, downloader=downloader, children=children, clock=clock)

    return visit(site, journey)


def test_discovery_takes_a_feed_as_it_is(site: Site, children: ChildPool) -> None:
    site.page("/feed", rss(item()))
    assert discover(site, children, "/feed").address.endswith("/feed")


def test_discovery_follows_what_the_page_names_first(site: Site, children: ChildPool) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">'
        for path in ("/comments/feed", "/broken", "/news.xml")
    )
    site.page("/", f"<html><head>{links}</head></html>")
    site.page("/broken", "nothing")
    site.page("/news.xml", rss(item()))
    site.page("/comments/feed", rss(item("Comment")))
    found = discover(site, children)
    assert found.address.endswith("/news.xml")
    assert len(found.feed.entries) == 1


def test_discovery_looks_in_the_usual_places(site: Site, children: ChildPool) -> None:
    site.page("/", "<html><body>Hello</body></html>")
    site.page("/rss.xml", rss(item()))
    assert discover(site, children).address.endswith("/rss.xml")


def test_discovery_says_when_there_is_none(site: Site, children: ChildPool) -> None:
    site.page("/", "<html><body>Hello</body></html>")
    with pytest.raises(FeedError, match="No feed was found"):
        discover(site, children)
    assert len(site.requests) <= 10
