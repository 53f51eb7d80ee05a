"""What a page says of itself in its head: headline, author, date, site, address. Pure.

JSON-LD first (written for machines, least often wrong), then meta elements, then what is marked in the body.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from bot.fetch.bylines import author_name, parse_byline
from bot.fetch.characters import bare_words, one_line
from bot.fetch.dates import Published, parse_iso, parse_printed

_ARTICLE_TYPES = ("article", "posting", "report", "review")
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "article.published", "publishdate", "publish-date", "publication_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "date", "og:published_time", "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
)
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "parsely-title")
_SITE_METAS = ("og:site_name", "application-name", "dc.publisher", "twitter:site")
MOST_AUTHORS = 5
MAX_LD_NODES = 2_000
MAX_LD_LENGTH = 1_000_000  # characters of one script


@dataclass(frozen=True, kw_only=True, slots=True)
class PageMetadata:
    """All of it as printed, not yet checked against anything."""

    titles: tuple[str, ...] = ()  # best first
    document_title: str | None = None  # <title>, often with the site's name
    byline: str | None = None
    published: Published = None
    site_names: tuple[str, ...] = ()  # best first
    canonical: str | None = None  # the page's own address, as it claims
    language: str | None = None


def read_metadata(root: HtmlElement) -> PageMetadata:
    """The metadata of a parsed page, before anything is taken out of it."""
    metas = _metas(root)
    nodes = list(_ld_nodes(root))
    articles = [node for node in nodes if _is_article(node)]
    titles = [_text(node.get("headline")) or _text(node.get("name")) for node in articles]
    titles += [metas.get(name) for name in _TITLE_METAS]
    sites = [metas.get(name) for name in _SITE_METAS]
    sites += [_name_of(node.get("publisher")) for node in articles]
    sites += [_text(node.get("name")) for node in nodes if "website" in _types(node)]
    return PageMetadata(
        titles=_distinct(titles),
        document_title=_first_text(root, ".//title"),
        byline=_find_byline(root, articles, metas),
        published=_find_published(root, articles, metas),
        site_names=_distinct(name.lstrip("@") for name in sites if name),
        canonical=_find_canonical(root, metas),
        language=root.get("lang")
        or root.get("xml:lang")
        or metas.get("og:locale")
        or metas.get("content-language"),
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = one_line((meta.get("content") or "")[:2_000])
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _ld_nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """All objects of all JSON-LD scripts, `@graph` opened."""
    seen = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or len(script.text or "") > MAX_LD_LENGTH:
            continue
        try:
            waiting = [json.loads((script.text or "").strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common; the other places still tell
        while waiting and seen < MAX_LD_NODES:
            node = waiting.pop(0)
            seen += 1
            if isinstance(node, list):
                waiting += node[:MAX_LD_NODES]
            elif isinstance(node, dict):
                yield node
                waiting += [
                    node[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(node.get(key), (list, dict))
                ]


def _types(node: dict[str, Any]) -> str:
    kinds = node.get("@type") or ""
    return " ".join(map(str, kinds)).lower() if isinstance(kinds, list) else str(kinds).lower()


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind in _types(node) for kind in _ARTICLE_TYPES)


def _text(value: object) -> str | None:
    return one_line(value[:2_000]) or None if isinstance(value, str) else None


def _name_of(value: object) -> str | None:
    """The name of a person or organisation as JSON-LD gives it: a string, an object, or a list of these."""
    items = value[:MOST_AUTHORS] if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in items]
    return " and ".join(name for name in names if name) or None


def _find_byline(root: HtmlElement, articles: list[dict[str, Any]], metas: dict[str, str]) -> str | None:
    candidates = [_name_of(node.get("author")) for node in articles]
    candidates += [metas.get(name) for name in _AUTHOR_METAS]
    for element in root.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' author ')]"
    )[:5]:
        candidates.append(one_line(element.text_content()[:200]))
    for candidate in candidates:
        if (
            candidate
            and "://" not in candidate
            and (name := parse_byline(candidate) or author_name(candidate))
        ):
            return name
    return None


def _find_published(root: HtmlElement, articles: list[dict[str, Any]], metas: dict[str, str]) -> Published:
    candidates = [_text(node.get("datePublished")) for node in articles]
    candidates += [metas.get(name) for name in _DATE_METAS]
    candidates += [
        element.get("content") or element.get("datetime")
        for element in root.xpath("//*[@itemprop='datePublished']")[:3]
    ]
    candidates += [element.get("datetime") for element in _times(root)]
    for candidate in candidates:
        if candidate and (found := parse_iso(candidate) or parse_printed(candidate)):
            return found
    return None


def _times(root: HtmlElement) -> list[HtmlElement]:
    """The <time> beside the headline; those of comments and side bars stand elsewhere."""
    marked: list[HtmlElement] = root.xpath(
        "//article//header//time[@datetime] | //header[.//h1]//time[@datetime]"
        " | //time[@datetime and (contains(@class,'publish') or @pubdate)]"
    )
    headline = next(root.iter("h1"), None)
    below = islice(headline.itersiblings(), 3) if headline is not None else ()
    beside = [time for element in below for time in element.iter("time") if time.get("datetime")]
    return [*marked, *beside][:3]


def _find_canonical(root: HtmlElement, metas: dict[str, str]) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href")).strip()
    return metas.get("og:url")


def _first_text(root: HtmlElement, path: str) -> str | None:
    element = root.find(path)
    return one_line(element.text_content()[:2_000]) or None if element is not None else None


def _distinct(values: Any) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for value in values:
        if value:
            found.setdefault(bare_words(value), value)
    return tuple(found.values())
