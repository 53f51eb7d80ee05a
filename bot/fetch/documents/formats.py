"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable

from bot.errors import RejectedError
from bot.fetch.documents.html import read_html
from bot.fetch.documents.markdown import read_markdown
from bot.fetch.documents.text import read_text
from bot.model.articles import Entry

READERS: dict[str, Callable[[bytes, str], Entry]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
"""Suffix in lower case → reader of (content, address)."""


def suffix_of(name: str) -> str:
    """ ".html" of "Report.HTML"; "" where there is none."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read_document(data: bytes, name: str, address: str) -> Entry:
    """The entry in a file's content.

    Raises:
        RejectedError: the file is empty, of an unknown format, or no text.
    """
    if not data.strip():
        raise RejectedError("The file is empty.")
    reader = READERS.get(suffix_of(name))
    if reader is None:
        known = " ".join(READERS)
        kind = suffix_of(name)
        found = (
            f"Files of the kind {kind[:20]} are not read." if kind else "A file without a suffix is not read."
        )
        raise RejectedError(found, advice=f"These are: {known}.")
    return reader(data, address)
