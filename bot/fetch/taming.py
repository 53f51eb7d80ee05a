"""HTML made harmless for parsers, which take quadratic time on a tag with thousands of attributes. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_ATTRIBUTES = 150  # of one tag; pages of the wild have a tenth of it
_OPEN = re.compile(r"<[a-zA-Z][\w:-]{0,40}")
_VALUE_OR_END = re.compile(r"=\s{0,4}([\"'])|>")


def tame_markup(html: str) -> str:
    """`html` without NULs, and without the attributes of tags that have hundreds."""
    return "".join(_tamed(html.replace("\x00", "")))


def _tamed(html: str) -> Iterator[str]:
    at = 0
    while opened := _OPEN.search(html, at):
        end = _end_of_tag(html, opened.end())
        yield html[at : opened.end()]
        attributes = html[opened.end() : end]
        yield "" if _are_many(attributes) else attributes
        at = end
    yield html[at:]


def _are_many(attributes: str) -> bool:
    """Attributes are parted by white space, by slashes, or by nothing but their values."""
    if len(attributes) <= 2 * MOST_ATTRIBUTES:
        return False
    parts = (
        attributes.count("="),
        attributes.count("/") // 4,
        len(attributes.split(None, MOST_ATTRIBUTES + 1)),
    )
    return max(parts) > MOST_ATTRIBUTES


def _end_of_tag(html: str, at: int) -> int:
    """Where the ">" of a tag is, those in quoted values passed over."""
    while found := _VALUE_OR_END.search(html, at):
        if found[1] is None:
            return found.start()
        close = html.find(found[1], found.end())
        if close < 0:
            break
        at = close + 1
    return len(html)
