"""Passages: the sentences of a text, found without a parser, as places to point at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.findings import Span

_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=['\"“‘«(\[]*[A-Z0-9À-ÖØ-Þ])")
_LAST_WORD = re.compile(r"[^\s.(]+$")
_ABBREVIATED = re.compile(
    r"(?:mr|mrs|ms|dr|prof|st|sen|rep|gov|gen|lt|col|maj|sgt|adm|capt|pres|sec|amb|no|vs|jr|sr|inc|co|corp|ltd"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])",
    re.IGNORECASE,
)
MAX_PASSAGE = 1_000
"""Longest passage, in code points; a longer sentence is cut, so that evidence stays readable."""


def passages(text: str) -> Iterator[Span]:
    """The sentences of a text in order, without surrounding white space; none crosses a line break."""
    for line in _LINE.finditer(text):
        start = line.start()
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if not _is_abbreviation(text, start, stop.start()):
                yield from _trimmed(text, start, stop.end())
                start = stop.end()
        yield from _trimmed(text, start, line.end())


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    if text[stop] != ".":
        return False
    last = _LAST_WORD.search(text[max(start, stop - 12) : stop])
    if last is None:
        return False
    return _ABBREVIATED.fullmatch(last.group()) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for at in range(start, end, MAX_PASSAGE):
        yield (at, min(end, at + MAX_PASSAGE))
