"""JSON Feed (jsonfeed.org, versions 1 and 1.1) into the same shape that feedparser gives. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.errors import FeedError
from bot.fetch.dates import parse_iso

_NOT_JSON_FEED = "Check the address: a JSON Feed has “version” and “items”."


def looks_like_json(body: bytes, content_type: str | None) -> bool:
    """Whether it is JSON by its first character, or by its type where that leaves doubt."""
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") or ("json" in (content_type or "").lower() and not start.startswith(b"<"))


def parse_json_feed(body: bytes) -> Mapping[str, Any]:
    """The feed under the names of feedparser.

    Raises:
        FeedError: it is no JSON, or no JSON Feed.
    """
    try:
        data = json.loads(body.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise FeedError(
            "This is no feed: its JSON is broken.", advice=_NOT_JSON_FEED, cause=repr(error)
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise FeedError("This is JSON, but no JSON Feed.", advice=_NOT_JSON_FEED)
    items = [_row(item, data) for item in data["items"] if isinstance(item, dict)]
    hubs = [hub for hub in _list(data.get("hubs")) if isinstance(hub, dict)]
    links = [{"rel": "hub", "href": _string(hub.get("url"))} for hub in hubs]
    return {
        "version": "json",
        "entries": items,
        "feed": {"title": _string(data.get("title")), "links": links},
    }


def _row(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    full = _string(item.get("content_html")) or _as_markup(_string(item.get("content_text")))
    row: dict[str, Any] = {
        "id": str(item.get("id") or ""),
        "title": _string(item.get("title")),
        "link": _string(item.get("url")) or _string(item.get("external_url")),
        "summary": _as_markup(_string(item.get("summary"))),
        "content": [{"value": full}] if full else [],
        "author": _authors(item) or _authors(feed),
    }
    for key, name in (("date_published", "published_parsed"), ("date_modified", "updated_parsed")):
        moment = parse_iso(_string(item.get(key)))
        if isinstance(moment, datetime):
            row[name] = moment.utctimetuple()
    return row


def _authors(item: Mapping[str, Any]) -> str:
    authors = [*_list(item.get("authors")), item.get("author")]
    names = [_string(author.get("name")) for author in authors if isinstance(author, dict)]
    return " and ".join(name for name in names[:3] if name)


def _as_markup(text: str) -> str:
    """Plain text, safe to be read as HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{part}</p>" for part in escaped.split("\n") if part.strip())


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
