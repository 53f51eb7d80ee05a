"""A saved web page. Pure."""

from __future__ import annotations

from bot.fetch.decoding import decode_page
from bot.model.articles import ContentKind, Entry


def read_html(data: bytes, address: str) -> Entry:
    """The entry in an HTML file: the page as it is; extraction takes it apart.

    Raises:
        RejectedError: it is no text.
    """
    return Entry(address=address, content=decode_page(data), kind=ContentKind.HTML_PAGE)
