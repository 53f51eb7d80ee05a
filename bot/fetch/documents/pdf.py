"""PDF files: an article as a page was set. Pure.

pdfminer says where each glyph stands; lines, columns and paragraphs are found by the modules beside this one.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from bot.errors import RejectedError
from bot.fetch.characters import bare_words
from bot.fetch.dates import Published
from bot.fetch.decoding import decode_text
from bot.fetch.documents.facts import Facts, document_entry, plausible_title
from bot.fetch.documents.pdf_layout import Line, order_lines
from bot.fetch.documents.pdf_paragraphs import Paragraph, find_title, join_lines, without_small_print
from bot.fetch.documents.pdf_running import (
    is_printed_by_browser,
    printed_address,
    printed_day,
    without_running,
)
from bot.fetch.documents.pdf_words import Word, join_glyphs
from bot.fetch.prose import word_count
from bot.model.articles import Entry

HEADLINE_WORDS = 4
MOST_PAGES = 100
MOST_GLYPHS = 600_000
SMALLEST = 3.0  # points; smaller letters are not there to be read
_START = re.compile(rb"%PDF-\d")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?)?")
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_BROWSER = re.compile(r"chrom|mozilla|firefox|safari|wkhtml|headless", re.IGNORECASE)
_LOCKED = "The PDF is protected by a password."


def read_pdf(data: bytes, address: str) -> Entry:
    """The entry in a PDF.

    Raises:
        RejectedError: it is encrypted, broken, too long, or made of pictures.
    """
    if not _START.search(data[:2_000]):
        raise RejectedError("This is no PDF: it does not begin as one.")
    pages, info = _load(data)
    paragraphs = join_lines(without_small_print(without_running(pages)))
    if not paragraphs:
        raise RejectedError(
            "There is no text in the PDF, only pictures, as from a scanner.",
            advice="Run it through text recognition (OCR) first.",
        )
    return document_entry(
        [paragraph.text for paragraph in paragraphs],
        printed_address(pages) or address,
        Facts(
            title=_title(info.get("Title", ""), paragraphs),
            named=info.get("Title"),
            author=info.get("Author"),
            made=printed_day(pages[0]) or _made(info, pages),
        ),
    )


def _title(named: str, paragraphs: list[Paragraph]) -> str | None:
    """The title among the file's properties where the first page prints it, else what it prints largest.

    None where that is so short that it may be the newspaper's name, and the properties have more.
    """
    wanted = bare_words(named)
    if len(wanted.split()) >= 3:
        for paragraph in paragraphs[:12]:
            if bare_words(paragraph.text) == wanted:
                return paragraph.text
    title = find_title(paragraphs)
    is_brief = title is not None and word_count(title) < HEADLINE_WORDS
    return None if is_brief and word_count(plausible_title(named) or "") >= HEADLINE_WORDS else title


def _made(info: dict[str, str], pages: list[list[Line]]) -> Published:
    """When the file was made; a browser makes one whenever somebody prints."""
    printed = _BROWSER.search(info.get("Creator", "")) or is_printed_by_browser(pages)
    return None if printed else parse_pdf_date(info.get("CreationDate", ""))


def _load(data: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    """The lines of each page, and the properties of the file."""
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it reports every odd file as an error
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        return list(_pages(document)), _info(document)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise RejectedError(_LOCKED, advice="Save it without one.", cause=repr(error)) from error
    except (RejectedError, MemoryError):
        raise
    except Exception as error:
        raise RejectedError("The PDF is broken: it cannot be read.", cause=repr(error)) from error


def _pages(document: Any) -> Iterator[list[Line]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    count = 0
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MOST_PAGES:
            raise RejectedError(
                f"The PDF has more than {MOST_PAGES} pages.", advice="Split it into single articles."
            )
        interpreter.process_page(page)
        glyphs = list(_glyphs(device.get_result()))
        count += len(glyphs)
        if count > MOST_GLYPHS:
            raise RejectedError(
                f"The PDF has more than {MOST_GLYPHS:,} letters.", advice="Split it into single articles."
            )
        yield order_lines(join_glyphs(glyphs))


def _glyphs(layout: Any) -> Iterator[Word]:
    """The upright glyphs on a page, in the order in which they are drawn."""
    from pdfminer.layout import LTChar, LTContainer

    waiting = [iter(layout)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif isinstance(item, LTContainer):
            waiting.append(iter(item))
        elif isinstance(item, LTChar) and item.upright and item.size >= SMALLEST and _is_on(item, layout):
            yield Word(
                text=_plain(item.get_text()),
                x0=item.x0,
                x1=item.x1,
                bottom=item.y0,
                top=item.y1,
                size=item.size,
                bold=bool(_BOLD.search(item.fontname)),
            )


def _is_on(glyph: Any, page: Any) -> bool:
    """Whether a glyph stands on the page and not beside it, where nobody sees it."""
    across: bool = page.x0 - 1 <= glyph.x0 and glyph.x1 <= page.x1 + 1
    upright: bool = page.y0 <= glyph.y1 and glyph.y0 <= page.y1
    return across and upright


_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def _plain(text: str) -> str:
    """Ligatures as letters; a glyph of which the file does not say what it means is left out."""
    return "" if text.startswith("(cid:") else text.translate(_LIGATURES)


def _info(document: Any) -> dict[str, str]:
    """The properties of the file: "Title", "Author", "Creator", "CreationDate"."""
    from pdfminer.pdftypes import resolve1

    found: dict[str, str] = {}
    for properties in document.info[:1]:
        for name in ("Title", "Author", "Creator", "CreationDate"):
            value = resolve1(properties.get(name)) if isinstance(properties, dict) else None
            if isinstance(value, bytes):
                found[name] = _decode(value)
    return found


def _decode(value: bytes) -> str:
    try:
        return decode_text(value[:2_000]).strip("\x00 ")
    except RejectedError:
        return ""


def parse_pdf_date(text: str) -> Published:
    """ "D:20260305181200+01'00'": an instant where the zone is said, else a day."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, _, zulu, sign, hours, minutes = match.groups()
    try:
        if hour is None or not (zulu or sign):
            return date(int(year), int(month), int(day))
        offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        zone = timezone(-offset if sign == "-" else offset)
        return datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=zone)
    except ValueError:
        return None
