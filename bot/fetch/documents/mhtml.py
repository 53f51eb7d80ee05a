"""A web page saved with its pictures (.mhtml, .mht). Pure."""

from __future__ import annotations

from bot.errors import RejectedError
from bot.fetch.documents.mime import Part, header_text, list_parts, parse_message, part_text
from bot.fetch.urls import is_web_address
from bot.model.articles import ContentKind, Entry


def read_mhtml(data: bytes, address: str) -> Entry:
    """The entry in a saved page: its main HTML part, at the address that it was saved from.

    Raises:
        RejectedError: it is none, or has no page.
    """
    message = parse_message(data)
    pages = [part for part in list_parts(message) if part.kind in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise RejectedError("There is no page in the file.")
    start = str(message.get_param("start") or "")
    page = next(
        (part for part in pages if start and header_text(part.message, "Content-ID") == start), pages[0]
    )
    location = _location(page) or header_text(message, "Snapshot-Content-Location")
    return Entry(
        address=location if is_web_address(location) else address,
        content=part_text(page),
        kind=ContentKind.HTML_PAGE,
        title=None,
    )


def _location(page: Part) -> str:
    return header_text(page.message, "Content-Location")
