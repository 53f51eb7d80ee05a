"""Rows of articles, as JSON and CSV have them → entries. Pure.

A row has `text` (or `html`) and may have `title`, `url`, `published`, `author`, `outlet` and `language`; other
names are passed over. The names that exporting programs use for these are known too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.errors import RejectedError
from bot.fetch.characters import one_line
from bot.fetch.dates import parse_iso
from bot.fetch.documents.contents import Contents, join_contents, of_none, of_one, part_address, within
from bot.fetch.urls import is_web_address
from bot.model.articles import ContentKind, Entry

_NAMES = {
    "text": "text", "content": "text", "body": "text", "articlebody": "text", "full text": "text", "fulltext": "text", "content text": "text", "article": "text", "story": "text",
    "html": "html", "content html": "html",
    "title": "title", "headline": "title", "subject": "title",
    "url": "url", "link": "url", "address": "url", "permalink": "url", "web address": "url", "uri": "url",
    "published": "published", "date": "published", "published at": "published", "publishedat": "published", "date published": "published", "datepublished": "published", "publication date": "published", "pubdate": "published", "publish date": "published", "published date": "published",
    "author": "author", "byline": "author", "authors": "author", "creator": "author",
    "outlet": "outlet", "source": "outlet", "publication": "outlet", "publisher": "outlet", "source name": "outlet", "media": "outlet",
    "language": "language", "lang": "language",
}  # fmt: skip
_MARKUP = re.compile(r"<(?:p|div|br|a|ul|h[1-6]|span|article|strong|em)\b[^<>]{0,500}>", re.IGNORECASE)

EXAMPLE = "title, text, url, published, outlet, language"


def field_of(name: str) -> str | None:
    """What a column is, by its name; None where it is nothing that an article has."""
    return _NAMES.get(one_line(name).casefold().replace("_", " ").replace("-", " "))


def read_rows(rows: Iterable[tuple[str, Mapping[str, object] | RejectedError]], address: str) -> Contents:
    """The entries of rows, and which rows are none.

    Args:
        rows: each with its number as the person counts it ("row 3"), or with what is wrong with it.
        address: of the file.
    """
    return join_contents(_read_row(place, row, address) for place, row in rows)


def _read_row(place: str, row: Mapping[str, object] | RejectedError, address: str) -> Contents:
    if isinstance(row, RejectedError):
        return of_none(place, row)
    try:
        return within(of_one(row_entry(row, part_address(address, place))), place)
    except RejectedError as error:
        return of_none(place, error)


def row_entry(row: Mapping[str, object], address: str) -> Entry:
    """The entry of one row; a row without web address has the address of its place in the file.

    Raises:
        RejectedError: it has no text.
    """
    fields: dict[str, str] = {}
    for name, value in row.items():
        if (field := field_of(name)) and (text := _as_text(value)):
            fields.setdefault(field, text)
    content = fields.get("html") or fields.get("text") or ""
    if not content.strip():
        raise RejectedError("It has no text.")
    url = one_line(fields.get("url", ""))
    return Entry(
        address=url if is_web_address(url) else address,
        content=content,
        kind=ContentKind.HTML_FRAGMENT if "html" in fields or _MARKUP.search(content) else ContentKind.TEXT,
        title=one_line(fields.get("title", "")) or None,
        byline=one_line(fields.get("author", "")) or None,
        published=parse_iso(fields.get("published", "")),
        outlet_name=one_line(fields.get("outlet", ""))[:80] or None,
        language=one_line(fields.get("language", ""))[:20] or None,
    )


def _as_text(value: object) -> str:
    """Strings as they are; of a list the strings, of an object its name ({"name": "Gull Gazette"})."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("title")
        return name if isinstance(name, str) else ""
    if isinstance(value, list):
        return ", ".join(
            text for item in value[:20] if not isinstance(item, list) and (text := _as_text(item))
        )
    return ""
