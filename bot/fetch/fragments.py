"""The HTML content of a feed's item into lines of text. Pure.

Only the text leaves this room, so that nothing needs sanitising: what is no text is passed over.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from bot.errors import RejectedError
from bot.fetch.characters import plain_characters
from bot.fetch.markup import parse_html, read_blocks
from bot.fetch.page_marks import find_furniture
from bot.fetch.pages import LINKED
from bot.fetch.prose import LONG, word_count
from bot.fetch.taming import tame_markup

MAX_FRAGMENT = 4_000_000  # characters
_MARKUP = re.compile(r"<[a-zA-Z/!]")


def parse_fragment(content: str, *, keep: Callable[[str], bool] = lambda _: False) -> list[str]:
    """The lines of a fragment; plain text comes back as its paragraphs.

    Args:
        keep: says which lines stay although they are links.

    Raises:
        RejectedError: it is larger than any article.
    """
    if len(content) > MAX_FRAGMENT:
        raise RejectedError(f"The item is larger than {MAX_FRAGMENT:,} characters.")
    if not _MARKUP.search(content):
        return [line for line in map(str.strip, plain_characters(html.unescape(content)).split("\n")) if line]
    root = parse_html(f"<div>{tame_markup(content)}</div>")
    blocks = read_blocks(root, without=find_furniture(root))
    return [
        block.text
        for block in blocks
        if block.linked < LINKED or word_count(block.text) >= LONG or keep(block.text)
    ]
