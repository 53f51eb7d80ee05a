"""Plain text, with a header of "Name: value" lines where a clipping service put one. Pure."""

from __future__ import annotations

import re

from bot.fetch.characters import one_line
from bot.fetch.dates import Published, parse_iso
from bot.fetch.decoding import decode_text
from bot.fetch.urls import is_web_address
from bot.model.articles import ContentKind, Entry

FIELD = re.compile(
    r"^(title|headline|source|outlet|publication|publisher|url|link|address|author|byline|by|date|published|language|section|subject)\s*:\s*(\S.{0,600})$",
    re.IGNORECASE,
)
_NAMES = {"headline": "title", "subject": "title", "outlet": "source", "publication": "source", "publisher": "source", "link": "url", "address": "url", "byline": "author", "by": "author", "published": "date"}  # fmt: skip
LEAST_FIELDS = 2  # one "Source: …" line may belong to the text


def read_text(data: bytes, address: str) -> Entry:
    """The entry in a text file.

    Raises:
        RejectedError: it is no text.
    """
    return text_entry(decode_text(data), address)


def text_entry(text: str, address: str, *, header: str = "") -> Entry:
    """The entry in a text; a header that names its web address makes that the entry's.

    Args:
        header: "Name: value" lines from elsewhere (front matter); without, the text's own are looked for.
    """
    fields, body = (split_header(header, least=1)[0], text) if header else split_header(text)
    url = fields.get("url", "")
    return Entry(
        address=url if is_web_address(url) else address,
        content=body,
        kind=ContentKind.TEXT,
        title=fields.get("title"),
        byline=fields.get("author"),
        published=_published(fields.get("date")),
        outlet_name=fields.get("source") if not is_web_address(fields.get("source", "")) else None,
    )


def split_header(text: str, *, least: int = LEAST_FIELDS) -> tuple[dict[str, str], str]:
    """The fields at the beginning and the text after them; no fields where there are fewer than `least`."""
    fields: dict[str, str] = {}
    lines = text.lstrip("\ufeff\r\n ").split("\n", 20)
    used = 0
    for line in lines[:20]:
        match = FIELD.match(line.strip())
        if match is None:
            break
        name = match[1].lower()
        fields.setdefault(_NAMES.get(name, name), one_line(match[2]))
        used += 1
    if used < least:
        return {}, text
    return fields, "\n".join(lines[used:])


def _published(value: str | None) -> Published:
    return parse_iso(value) if value else None
