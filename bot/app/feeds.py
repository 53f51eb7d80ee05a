"""Fetching for a command: a feed before it is watched, an article's page."""

from __future__ import annotations

import asyncio

from bot.child import ChildPool
from bot.clock import Clock
from bot.config import Settings
from bot.fetch.decoding import decode_page
from bot.fetch.discovery import FoundFeed, discover_feed
from bot.fetch.download import Download, Downloader
from bot.fetch.urls import host_of
from bot.model.articles import ContentKind, Entry
from bot.model.intake import FeedPreview

SAMPLES = 3  # entries shown before a feed is added


def preview_feed(address: str, settings: Settings, clock: Clock) -> FeedPreview:
    """Fetch a feed, or find that of a site.

    Raises:
        FetchError, FeedError: with what is wrong.
    """
    found = asyncio.run(_find(address, settings, clock))
    titles = tuple(entry.title or entry.address for entry in found.feed.entries[:SAMPLES])
    name = found.feed.title or host_of(found.address) or found.address
    return FeedPreview(address=found.address, name=name, samples=titles)


async def _find(address: str, settings: Settings, clock: Clock) -> FoundFeed:
    with ChildPool(1) as children:
        async with Downloader(allow=settings.fetch_allow, clock=clock) as downloader:
            return await discover_feed(address, downloader=downloader, children=children, clock=clock)


def fetch_article_page(address: str, settings: Settings) -> Entry:
    """The page of an article.

    Raises:
        FetchError, RejectedError: with what is wrong.
    """
    answer = asyncio.run(_fetch(address, settings))
    page = decode_page(answer.body, answer.content_type)
    return Entry(address=address, content=page, kind=ContentKind.HTML_PAGE)


async def _fetch(address: str, settings: Settings) -> Download:
    async with Downloader(allow=settings.fetch_allow) as downloader:
        return await downloader.fetch(address)
