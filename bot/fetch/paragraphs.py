"""Plain text into paragraphs: hard-wrapped lines are joined again, intended breaks kept. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

_BLANK = re.compile(r"\n[ \n]*\n")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»›)\]]*\s*$")
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪]|\d{1,2}[.)])\s+\S")

WRAP_LEAST, WRAP_MOST = 40, 120  # widths at which mail programs, terminals and archives break lines
LEAST_WRAPPED = 3  # full lines; with fewer nothing can be said


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of `text` (already of plain characters), each on one line, none empty."""
    runs = [[line.strip() for line in run.split("\n") if line.strip()] for run in _BLANK.split(text)]
    width = _wrap_width(runs)
    if width is None:
        return [line for run in runs for line in run]
    return [paragraph for run in runs for paragraph in _unwrap(run, width)]


def _wrap_width(runs: Iterable[list[str]]) -> int | None:
    """The width at which the text was wrapped, or None where its lines are its paragraphs."""
    inner = [line for run in runs for line in run[:-1]]
    if len(inner) < LEAST_WRAPPED:
        return None
    lengths = sorted(map(len, inner))
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) >= 20 else lengths[-1]
    if not WRAP_LEAST <= width <= WRAP_MOST:
        return None
    full = [line for line in inner if len(line) >= 0.75 * width]
    broken = [line for line in full if not _SENTENCE_END.search(line[-8:])]
    wrapped = len(full) >= max(LEAST_WRAPPED, 0.5 * len(inner)) and len(broken) >= 0.5 * len(full)
    return width if wrapped else None


def _unwrap(run: list[str], width: int) -> Iterator[str]:
    """Joins a line to the next where the next word would not have fitted any more."""
    parts = [run[0]]
    for before, line in itertools.pairwise(run):
        room = width if _SENTENCE_END.search(before[-8:]) else 0.9 * width
        fits = len(before) + 1 + len(line.split(" ", 1)[0]) <= room
        if fits or _BULLET.match(line):
            yield _join(parts)
            parts = []
        parts.append(line)
    yield _join(parts)


def _join(parts: list[str]) -> str:
    """One paragraph of its lines; a word parted at its hyphen stays one word."""
    text = " ".join(parts)
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "-", text) if len(parts) > 1 else text
