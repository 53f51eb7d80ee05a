"""RSS, Atom, RDF and JSON Feed bytes → entries. Pure; run it in a child process (`bot.child`).

feedparser takes quadratic time on hostile input and has no time-out of its own, hence the child. It gets the
bytes and never an address, so that it fetches nothing; sanitising and resolving links is done here.
"""

from __future__ import annotations

import calendar
import codecs
import hashlib
import io
import re
import time
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.errors import FeedError
from bot.fetch.characters import one_line
from bot.fetch.feed_links import is_web_page, linked_feeds
from bot.fetch.jsonfeed import looks_like_json, parse_json_feed
from bot.fetch.teasers import is_teaser
from bot.fetch.urls import absolute_address, is_web_address
from bot.model.articles import ContentKind, Entry

MAX_ENTRIES = 500
MAX_CONTENT = 1_000_000  # characters of one item
MAX_TITLE = 1_000
SKEW = timedelta(hours=1)  # clocks of publishers go wrong by so much; later dates are announcements
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed as it stands."""

    title: str | None
    entries: tuple[Entry, ...]  # in the feed's order, at most MAX_ENTRIES
    ttl: timedelta | None = None  # how long the feed asks to be left alone
    hub: str | None = None  # WebSub hub


def parse_feed(body: bytes, content_type: str | None, address: str, now: datetime) -> Feed:
    """The feed in `body`, whatever its dialect.

    Args:
        content_type: the Content-Type header, if any.
        address: where it was fetched from; relative links are resolved against it.
        now: dates after it are not believed.

    Raises:
        FeedError: it is no feed; where it is a web page that names its feed, the advice says which.
    """
    if not body.strip():
        raise FeedError(
            "The feed is empty.", advice="Open its address in a browser, and check that it is right."
        )
    if looks_like_json(body, content_type):
        return _make_feed(parse_json_feed(body), address, now)
    parsed = _parse_xml(body, content_type, address)
    if not parsed.get("version") and not parsed.get("entries"):
        raise _no_feed(body, content_type, address, parsed.get("bozo_exception"))
    return _make_feed(parsed, address, now)


def _parse_xml(body: bytes, content_type: str | None, address: str) -> Mapping[str, Any]:
    import feedparser  # 0.15 s: only where feeds are read

    headers = {"content-type": content_type} if content_type else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # A stream: feedparser would take bytes for the name of a file.
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(_as_utf8(body)),
            response_headers={**headers, "content-location": address},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    return parsed


def _as_utf8(body: bytes) -> bytes:
    """feedparser does not read UTF-16; a byte order mark tells it, whatever the declaration says."""
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    text = body.decode("utf-16", errors="replace")
    return re.sub(r"^(<\?xml[^>]{0,100}?encoding=[\"'])[\w-]+", r"\1utf-8", text).encode()


def _no_feed(body: bytes, content_type: str | None, address: str, reason: object) -> FeedError:
    if not is_web_page(body, content_type):
        return FeedError(
            "This is no feed: neither RSS, Atom nor JSON Feed.",
            advice="Check the address, or give the address of the site to have its feed found.",
            cause=repr(reason)[:500],
        )
    found = linked_feeds(body, address)
    advice = f"Its feed is {found[0]}" if found else "The page names no feed; look for “RSS” on the site."
    return FeedError("This is a web page, not a feed.", advice=advice)


def _make_feed(parsed: Mapping[str, Any], address: str, now: datetime) -> Feed:
    about = parsed.get("feed") or {}
    title = one_line(str(about.get("title") or ""))[:MAX_TITLE] or None
    base = absolute_address(address, str(about.get("base") or "")) or address
    rows = list(parsed.get("entries") or ())[:MAX_ENTRIES]
    entries = _with_own_guids(
        [entry for row in rows if (entry := _make_entry(row, base, address, title, now))]
    )
    return Feed(title=title, entries=entries, ttl=_ttl(about), hub=_hub(about, address))


def _with_own_guids(entries: list[Entry]) -> tuple[Entry, ...]:
    """An id that a feed gives to several items tells nothing; it is left out."""
    counts = Counter(entry.guid for entry in entries)
    return tuple(replace(entry, guid=None) if counts[entry.guid] > 1 else entry for entry in entries)


def _make_entry(row: dict[str, Any], base: str, feed: str, name: str | None, now: datetime) -> Entry | None:
    """One item; None where it has neither text nor headline nor address."""
    guid = one_line(str(row.get("id") or ""))[:1_000] or None
    title = one_line(str(row.get("title") or ""))[:MAX_TITLE] or None
    content, complete = _content(row)
    address = _address(row, guid, base)
    if not (address or title or content):
        return None
    source = row.get("source")
    publisher = source.get("title") if isinstance(source, Mapping) else None
    return Entry(
        address=address or _stand_in(feed, guid, title, content),
        content=content,
        kind=ContentKind.HTML_FRAGMENT,
        guid=guid,
        title=title,
        byline=one_line(str(row.get("author") or ""))[:200] or None,
        published=_published(row, now),
        outlet_name=one_line(str(publisher or name or ""))[:200] or None,
        teaser=is_teaser(content, complete=complete),
    )


def _content(row: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest text of an item, and whether the feed gives it as the full content."""
    full = [str(part.get("value") or "") for part in row.get("content") or () if isinstance(part, Mapping)]
    summary = str(row.get("summary") or "")
    best = max([*full, ""], key=len)
    if len(best) >= len(summary):
        return best[:MAX_CONTENT], bool(best)
    return summary[:MAX_CONTENT], False


def _address(row: Mapping[str, Any], guid: str | None, base: str) -> str | None:
    links = [
        link.get("href") for link in row.get("links") or () if link.get("rel", "alternate") == "alternate"
    ]
    for link in (row.get("link"), *links, row.get("feedburner_origlink")):
        if link and (
            address := absolute_address(str(row.get("base") or base), str(link))
            or absolute_address(base, str(link))
        ):
            return address
    return guid if guid and is_web_address(guid) else None


def _stand_in(feed: str, guid: str | None, title: str | None, content: str) -> str:
    """An address for an item without one: the feed's, with a mark that stays the same at each poll."""
    seed = guid or f"{title}\n{content[:2_000]}"
    return f"{feed.split('#')[0]}#!item-{hashlib.sha256(seed.encode(errors='replace')).hexdigest()[:16]}"


def _published(row: dict[str, Any], now: datetime) -> datetime | None:
    for key in ("published_parsed", "created_parsed", "updated_parsed"):
        moment = row[key] if dict.__contains__(row, key) else None  # feedparser's own `in` invents keys
        if isinstance(moment, (time.struct_time, tuple)):
            try:
                found = datetime.fromtimestamp(calendar.timegm(moment), UTC)
            except (ValueError, OverflowError, OSError, TypeError):
                continue
            if EARLIEST <= found <= now + SKEW:
                return found
    return None


def _ttl(about: Mapping[str, Any]) -> timedelta | None:
    """`ttl` is in minutes; the syndication module counts updates in a period."""
    hours = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
    try:
        if about.get("ttl"):
            minutes = float(str(about["ttl"]))
        else:
            period = hours[str(about.get("sy_updateperiod") or "").strip().lower()]
            minutes = 60 * period / max(1.0, float(str(about.get("sy_updatefrequency") or 1)))
        return timedelta(minutes=minutes) if 0 < minutes < 60 * 24 * 366 else None
    except (KeyError, ValueError):
        return None


def _hub(about: Mapping[str, Any], address: str) -> str | None:
    for link in about.get("links") or ():
        if link.get("rel") == "hub" and link.get("href"):
            return absolute_address(address, str(link["href"]))
    return None
