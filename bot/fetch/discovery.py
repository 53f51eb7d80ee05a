"""The feed of a site, for `sources add`: by what its page names, else in the usual places. [network]"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.child import ChildPool
from bot.clock import Clock
from bot.errors import ChildError, FeedError, FetchError
from bot.fetch.collect import Fetcher
from bot.fetch.download import Download
from bot.fetch.feed_links import COMMON_PATHS, is_web_page, linked_feeds
from bot.fetch.feeds import Feed, parse_feed
from bot.fetch.urls import absolute_address, is_web_address

MOST_TRIES = 8  # requests to a site that has not asked for them


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundFeed:
    """A feed that answers, with what it holds now."""

    address: str
    feed: Feed


async def discover_feed(address: str, *, downloader: Fetcher, children: ChildPool, clock: Clock) -> FoundFeed:
    """The feed at `address`, or of the site whose page it is. An address without scheme is taken for https.

    Raises:
        FetchError: the address cannot be fetched.
        FeedError: it is a page, and no feed was found on its site.
    """
    address = address.strip()
    if "://" not in address:
        address = f"https://{address}"
    if not is_web_address(address):
        raise FetchError(
            "This is no web address.",
            advice="Give the address of a feed or a site, such as https://example.org/.",
        )
    answer = await downloader.fetch(address)
    try:
        return await _read(answer, children, clock)
    except FeedError as error:
        if not is_web_page(answer.body, answer.content_type):
            raise
        cause = error
    for candidate in _candidates(answer):
        found = await _try(candidate, downloader, children, clock)
        if found is not None:
            return found
    raise FeedError(
        "No feed was found on this site.",
        advice="Look for “RSS” on the site, and give that address.",
        cause=cause.sentence,
    ) from cause


def _candidates(answer: Download) -> list[str]:
    named = linked_feeds(answer.body, answer.address)
    usual = [absolute_address(answer.address, path) for path in COMMON_PATHS]
    return list(dict.fromkeys([*named, *(found for found in usual if found)]))[:MOST_TRIES]


async def _try(address: str, downloader: Fetcher, children: ChildPool, clock: Clock) -> FoundFeed | None:
    """None where there is no feed: the next place is tried."""
    try:
        return await _read(await downloader.fetch(address), children, clock)
    except (FetchError, FeedError, ChildError):
        return None


async def _read(answer: Download, children: ChildPool, clock: Clock) -> FoundFeed:
    feed = await asyncio.to_thread(
        children.run, parse_feed, answer.body, answer.content_type, answer.address, clock()
    )
    return FoundFeed(address=answer.moved_to or answer.address, feed=feed)
