"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import RejectedError
from bot.fetch.documents.archive import read_zip
from bot.fetch.documents.contents import Contents, of_one
from bot.fetch.documents.csv_rows import read_csv
from bot.fetch.documents.docx import read_docx
from bot.fetch.documents.html import read_html
from bot.fetch.documents.json_rows import read_json, read_json_lines
from bot.fetch.documents.mail import read_mail
from bot.fetch.documents.markdown import read_markdown
from bot.fetch.documents.mhtml import read_mhtml
from bot.fetch.documents.odt import read_odt
from bot.fetch.documents.packages import Budget
from bot.fetch.documents.pdf import read_pdf
from bot.fetch.documents.rtf import read_rtf
from bot.fetch.documents.text import read_text
from bot.model.articles import Entry

DEEPEST = 3  # files in each other: a PDF in a mail in an archive


@dataclass(slots=True)
class _Opener:
    """Has the files in a file read; counts how deep they are and how much came out."""

    budget: Budget
    depth: int = 0

    def __call__(self, data: bytes, name: str, address: str) -> Contents:
        if self.depth >= DEEPEST:
            raise RejectedError("It lies in too many files in each other.", advice="Unpack it first.")
        self.depth += 1
        try:
            return _read(data, name, address, self)
        finally:
            self.depth -= 1


_Reader = Callable[[bytes, str, _Opener], Contents]


def _single(read: Callable[[bytes, str], Entry]) -> _Reader:
    return lambda data, address, _: of_one(read(data, address))


def _several(read: Callable[[bytes, str], Contents]) -> _Reader:
    return lambda data, address, _: read(data, address)


def _read_zip(data: bytes, address: str, opener: _Opener) -> Contents:
    return read_zip(data, address, opener, opener.budget)


READERS: dict[str, _Reader] = {
    ".txt": _single(read_text),
    ".text": _single(read_text),
    ".md": _single(read_markdown),
    ".markdown": _single(read_markdown),
    ".html": _single(read_html),
    ".htm": _single(read_html),
    ".xhtml": _single(read_html),
    ".mhtml": _single(read_mhtml),
    ".mht": _single(read_mhtml),
    ".eml": read_mail,
    ".pdf": _single(read_pdf),
    ".docx": _single(read_docx),
    ".odt": _single(read_odt),
    ".rtf": _single(read_rtf),
    ".json": _several(read_json),
    ".jsonl": _several(read_json_lines),
    ".csv": _several(read_csv),
    ".zip": _read_zip,
}
"""Suffix in lower case → reader of (content, address, the files in it)."""

LIGHT = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
"""Formats whose reading is linear and small, so that it needs no process of its own."""


def suffix_of(name: str) -> str:
    """ ".html" of "Report.HTML"; "" where there is none."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def read_document(data: bytes, name: str, address: str) -> Contents:
    """The entries in a file's content, and the parts of it that are none.

    Raises:
        RejectedError: there is no entry in it: it is empty, of an unknown format, broken, encrypted.
    """
    return _read(data, name, address, _Opener(Budget()))


def _read(data: bytes, name: str, address: str, opener: _Opener) -> Contents:
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
    return reader(data, address, opener)
