"""The HTML content of a feed's item into lines of text: sanitised first, links to plain words. Pure."""

from __future__ import annotations

import html
import re

import nh3

from bot.errors import RejectedError
from bot.fetch.characters import plain_characters
from bot.fetch.markup import parse_html, read_blocks
from bot.fetch.page_marks import remove_furniture
from bot.fetch.pages import LINKED
from bot.fetch.prose import LONG, word_count
from bot.fetch.taming import tame_markup

MAX_FRAGMENT = 4_000_000  # characters
_TAGS = {
    "a", "p", "br", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th", "b", "i", "em", "strong", "small",
    "section", "article", "figure", "figcaption", "aside", "footer", "pre", "q", "cite", "sub", "sup", "dl", "dt", "dd", "hr",
}  # fmt: skip
_MARKUP = re.compile(r"<[a-zA-Z/!]")


def parse_fragment(content: str) -> list[str]:
    """The lines of a fragment; plain text comes back as its paragraphs.

    Raises:
        RejectedError: it is larger than any article.
    """
    if len(content) > MAX_FRAGMENT:
        raise RejectedError(f"The item is larger than {MAX_FRAGMENT:,} characters.")
    if not _MARKUP.search(content):
        return [line for line in map(str.strip, plain_characters(html.unescape(content)).split("\n")) if line]
    clean = nh3.clean(tame_markup(content), tags=_TAGS, attributes={"*": {"class", "id"}}, link_rel=None)
    if not clean.strip():
        return []
    root = parse_html(f"<div>{clean}</div>")
    remove_furniture(root)
    return [
        block.text for block in read_blocks(root) if block.linked < LINKED or word_count(block.text) >= LONG
    ]
