"""HTML into blocks of text, one for each paragraph as a browser would show it. Pure, linear, no recursion."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.errors import RejectedError
from bot.fetch.characters import plain_characters
from bot.fetch.prose import ends_sentence, word_count

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"
})  # fmt: skip

_NOT_TEXT = frozenset({"script", "style", "noscript", "template", "head", "title"})
_LINE = "\n"
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell, with what its form tells."""

    text: str  # plain characters, one line
    element: HtmlElement  # the block element that it stands in
    linked: float  # share of its characters that are links
    small: float  # share of its characters in small print
    heading: bool


def parse_html(html: str) -> HtmlElement:
    """The tree of a page or fragment, given tame markup.

    Raises:
        RejectedError: there is no markup and no text in it.
    """
    source = html.encode("utf-8", errors="replace")
    try:
        return document_fromstring(
            source, parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise RejectedError("The page is empty.", cause=repr(error)) from error


def read_blocks(root: HtmlElement, *, without: Collection[HtmlElement] = frozenset()) -> list[Block]:
    """All blocks of text below `root`, in the order of the page, as if the elements `without` were not there."""
    collector = _Collector()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element not in without:
            collector.take(event, element, root)
        elif event == "start":
            walk.skip_subtree()
        else:
            collector.add(element.tail)
    collector.flush(root)
    return collector.blocks


class _Collector:
    """Gathers text between the borders of block elements."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[tuple[str, bool, bool]] = []  # text, linked, small
        self._links = self._smalls = self._silent = 0

    def take(self, event: str, element: HtmlElement, root: HtmlElement) -> None:
        """The start or the end of an element, with the text that follows it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        self._links += step * (tag == "a")
        self._smalls += step * (
            tag == "small" or (tag == "font" and element.get("size") in {"1", "-1", "-2"})
        )
        self._silent += step * (tag in _NOT_TEXT)
        if tag == "br":
            if event == "start":
                self._parts.append((_LINE, False, False))
        elif tag not in _INLINE and "-" not in tag:  # elements of a site's own making stand in the line
            self.flush(element if event == "end" else element.getparent())
        if event == "start":
            self.add(element.text)
        elif element is not root:
            self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Text of the present block."""
        if text and not self._silent:
            self._parts.append((_SPACES.sub(" ", text), bool(self._links), bool(self._smalls)))

    def flush(self, element: HtmlElement | None) -> None:
        """Ends the present block, which stands in `element`."""
        parts, self._parts = self._parts, []
        if element is None or not any(text.strip() for text, _, _ in parts):
            return
        total = sum(len(text.strip()) for text, _, _ in parts) or 1
        linked = sum(len(text.strip()) for text, is_linked, _ in parts if is_linked) / total
        small = sum(len(text.strip()) for text, _, is_small in parts if is_small) / total
        heading = _heading(element)
        for line in _lines("".join(text for text, _, _ in parts)):
            self.blocks.append(Block(text=line, element=element, linked=linked, small=small, heading=heading))


def _heading(element: HtmlElement) -> bool:
    return element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}


def _lines(text: str) -> Iterator[str]:
    """Lines broken by <br>: an empty one parts paragraphs; a single one only where the sentence has ended."""
    lines = [" ".join(line.split()) for line in plain_characters(text).split(_LINE)]
    current = ""
    for line in lines:
        if current and (not line or not _continues(current, line)):
            yield current
            current = ""
        current = f"{current} {line}".strip()
    if current:
        yield current


def _continues(before: str, line: str) -> bool:
    return not ends_sentence(before) and (line[0].islower() or word_count(before) >= 8)
