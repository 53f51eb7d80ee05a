"""Running heads, feet and page numbers, which are no text. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.fetch.characters import folded
from bot.fetch.dates import Published, parse_printed
from bot.fetch.documents.pdf_layout import Line
from bot.fetch.prose import word_count

HEAD_WORDS = 12  # a longer line is text
ZONE = 3  # rows at the top and at the bottom of a page
LEAST_SHARE = 0.3  # of the pages that a running line stands on: left and right pages may have different ones
_DIGITS = re.compile(r"\d+")
_ROMAN = r"[ivxlc]{1,6}"
_NUMBER = re.compile(
    rf"^\W*(?:(?:page|p|pg|seite|página|pagina|стр|с)\.?\s?)?(?:\d{{1,4}}|{_ROMAN})(?:\s?(?:/|\||of|von|de|sur|из)\s?\d{{1,4}})?\W*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:https?://\S+|file:\S+)(?:\s+\d{1,3}\s?/\s?\d{1,3})?$")
_TIME = re.compile(  # "11/21/26, 10:14 PM", with which a browser's print begins
    r"^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s.{0,200})?$"
)
_ADDRESS = re.compile(r"^https?://\S{4,2000}$")
_COUNT = re.compile(r"^\d{1,3}\s?/\s?\d{1,3}$")


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without those that stand at the top or bottom of several, and page numbers."""
    zones = [_zone(page) for page in pages]
    repeated = _repeated(zones)
    running = [
        {line for line in zone if _key(line) in repeated or _is_furniture(line, zone)} for zone in zones
    ]
    return [
        [line for line in page if line not in dropped] for page, dropped in zip(pages, running, strict=True)
    ]


def printed_address(pages: Sequence[Sequence[Line]]) -> str | None:
    """The web address that a browser printed below each page, beside the number of the page."""
    for page in pages:
        for line in (line for line in page if line.text.startswith("http")):
            words = " ".join([line.text, *(other.text for other in page if _beside(line, other))]).split(
                " ", 1
            )
            if len(words) == 2 and _ADDRESS.match(words[0]) and _COUNT.match(words[1]):
                return words[0]
    return None


def is_printed_by_browser(pages: Sequence[Sequence[Line]]) -> bool:
    """Whether a browser printed it: the file was then made on the day of printing, and not of publication."""
    return any(_TIME.match(line.text) for page in pages for line in _zone(page))


def _beside(line: Line, other: Line) -> bool:
    return other is not line and abs(other.bottom - line.bottom) < 0.5 * line.size


def printed_day(page: Sequence[Line]) -> Published:
    """The date in the running head of the first page; not that of a browser, which is the day of printing."""
    lines = (line.text for line in page if line in _zone(page) and word_count(line.text) <= HEAD_WORDS)
    return next((day for text in lines if not _TIME.match(text) and (day := parse_printed(text))), None)


def _zone(page: Sequence[Line]) -> frozenset[Line]:
    """The lines of the first and the last rows."""
    heights = sorted({round(line.bottom) for line in page})
    edges = {*heights[:ZONE], *heights[-ZONE:]}
    return frozenset(line for line in page if round(line.bottom) in edges)


def _repeated(zones: Sequence[frozenset[Line]]) -> frozenset[str]:
    seen = Counter(key for zone in zones for key in {_key(line) for line in zone})
    least = max(2, LEAST_SHARE * len(zones))
    return frozenset(key for key, count in seen.items() if count >= least)


def _key(line: Line) -> str:
    """Numbers aside, which count the pages; the size tells the headline from its repetitions in small."""
    return f"{round(line.size)} {_DIGITS.sub('#', folded(line.text))}"


def _is_furniture(line: Line, zone: frozenset[Line]) -> bool:
    """A page's number; what a browser prints, with what stands beside its date (the page's title)."""
    if _NUMBER.match(line.text) or _PLACE.match(line.text) or _TIME.match(line.text):
        return True
    return any(_beside(line, other) and _TIME.match(other.text) for other in zone)
