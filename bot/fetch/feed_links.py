"""The feeds that a web page names. Pure."""

from __future__ import annotations

import html
import re

from bot.fetch.urls import absolute_address

_HEAD = 500_000  # bytes of a page in which its links to feeds stand
_LINK = re.compile(r"<(?:link|a)\b[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,20})\s*=\s*(?:\"([^\"]{0,600})\"|'([^']{0,600})'|([^\s\"'>]{1,600}))")
_BASE = re.compile(r"<base\b[^>]{0,500}>", re.IGNORECASE)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_COMMENTS = re.compile(r"/comments/feed|comments\.(?:xml|rss)|[?&]feed=comments", re.IGNORECASE)
COMMON_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default")
"""Where sites keep their feed when they do not say so."""


def is_web_page(body: bytes, content_type: str | None) -> bool:
    """Whether it is HTML, by its beginning or by its type."""
    start = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start or b"<head" in start:
        return True
    return "text/html" in (content_type or "").lower() and b"<rss" not in start and b"<feed" not in start


def linked_feeds(body: bytes, address: str) -> list[str]:
    """The addresses of the feeds that a page names, articles before comments."""
    text = body[:_HEAD].decode("utf-8", errors="replace")
    base = _base(text, address)
    found: dict[str, None] = {}
    for match in _LINK.finditer(text):
        attributes = _attributes(match[0])
        if attributes.get("type", "").lower().split(";")[0].strip() not in _TYPES:
            continue
        if match[0][1:5].lower() == "link" and "alternate" not in attributes.get("rel", "").lower().split():
            continue
        if target := absolute_address(base, attributes.get("href", "")):
            found.setdefault(target)
    return sorted(found, key=lambda target: bool(_COMMENTS.search(target)))


def _base(text: str, address: str) -> str:
    match = _BASE.search(text)
    return (absolute_address(address, _attributes(match[0]).get("href", "")) if match else None) or address


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(tag)
    }
