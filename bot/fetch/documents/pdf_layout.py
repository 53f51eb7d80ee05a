"""The lines of a page in reading order: column after column. Pure geometry.

Rows are gathered into bands as long as a strip of white runs down between their words; a row that crosses
every strip (a headline, a full line of a page with one column) ends the band. A band with text on both sides
of a strip is read side after side, and each side is looked at in the same way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.fetch.documents.pdf_words import Row, Word, lower_initials, row_text, rows_of, split_row

GUTTER = 0.8  # of the size of the text: the narrowest strip between columns
LEAST_ROWS = 3  # on each side of a strip
WIDE_GAP = 2.0  # of the size: so much white between rows parts a running head from the text
DEEPEST = 6

Strip = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of text."""

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    bold: bool
    column: int  # lines of one column have the same number; it grows in reading order


@dataclass(slots=True)
class _Band:
    rows: list[Row]
    strips: list[Strip]  # white through all rows

    @property
    def words(self) -> list[Word]:
        return [word for row in self.rows for word in row]


def order_lines(words: Sequence[Word]) -> list[Line]:
    """The lines of a page, given its words."""
    if not words:
        return []
    columns = itertools.count(1)
    return list(_read(lower_initials(words), columns, DEEPEST))


def _read(words: Sequence[Word], columns: Iterator[int], depth: int) -> Iterator[Line]:
    column = next(columns)
    for band in _joined(_bands(rows_of(words), _usual_size(words))):
        parts = _columns(band) if depth else []
        if len(parts) < 2:
            yield from _lines(band.rows, column)
        else:
            for part in parts:
                yield from _read(part, columns, depth - 1)
            column = next(columns)


def _usual_size(words: Sequence[Word]) -> float:
    """The size of most of the text."""
    sizes = sorted(word.size for word in words for _ in range(min(20, len(word.text))))
    return sizes[len(sizes) // 2]


def _bands(rows: list[Row], size: float) -> Iterator[_Band]:
    whole = [(min(row[0].x0 for row in rows), max(word.x1 for row in rows for word in row))]
    band: _Band | None = None
    for row in rows:
        strips = _free(row, whole if band is None else band.strips, GUTTER * size)
        apart = band is not None and _bottom(band.rows[-1]) - _top(row) > WIDE_GAP * size
        if band is None or apart or not strips:
            if band is not None:
                yield band
            band = _Band([row], _free(row, whole, GUTTER * size))
        else:
            band.rows.append(row)
            band.strips = strips
    if band is not None:
        yield band


def _free(row: Row, strips: list[Strip], least: float) -> list[Strip]:
    """What the words of a row leave of the strips."""
    for word in row:
        cut: list[Strip] = []
        for begin, end in strips:
            if word.x1 <= begin or word.x0 >= end:
                cut.append((begin, end))
            else:
                cut += [(begin, word.x0), (word.x1, end)]
        strips = [(begin, end) for begin, end in cut if end - begin >= least]
    return strips


def _top(row: Row) -> float:
    return max(word.top for word in row)


def _bottom(row: Row) -> float:
    return min(word.bottom for word in row)


def _joined(bands: Iterator[_Band]) -> Iterator[_Band]:
    """Bands with the same columns, one above the other, are one: only white lies between them."""
    before: _Band | None = None
    for band in bands:
        shared = _shared(before, band) if before is not None else []
        if before is not None and shared:
            before = _Band([*before.rows, *band.rows], shared)
            continue
        if before is not None:
            yield before
        before = band
    if before is not None:
        yield before


def _shared(one: _Band, other: _Band) -> list[Strip]:
    """The strips of two bands with columns that go on into each other."""
    if len(_columns(one)) < 2 or len(_columns(other)) < 2:
        return []
    words = (*one.words, *other.words)
    pairs = itertools.product(one.strips, other.strips)
    both = [(max(a[0], b[0]), min(a[1], b[1])) for a, b in pairs if min(a[1], b[1]) - max(a[0], b[0]) > 1]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    return both if any(begin > left and end < right for begin, end in both) else []


def _columns(band: _Band) -> list[list[Word]]:
    """The words of each column from left to right; one list where the band has no columns."""
    words = band.words
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    cuts = [begin for begin, end in band.strips if begin > left and end < right]
    parts: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in words:
        parts[sum(word.x0 > cut - 0.1 for cut in cuts)].append(word)
    merged: list[list[Word]] = []
    for part in parts:
        if merged and (len(rows_of(part)) < LEAST_ROWS or len(rows_of(merged[-1])) < LEAST_ROWS):
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def _lines(rows: list[Row], column: int) -> Iterator[Line]:
    for row in rows:
        for part in split_row(row):
            main = max(part, key=lambda word: (len(word.text), word.size))
            yield Line(
                text=row_text(part),
                x0=next((word.x0 for word in part if not word.initial), part[0].x0),
                x1=max(word.x1 for word in part),
                bottom=main.bottom,
                top=main.top,
                size=main.size,
                bold=all(word.bold for word in part),
                column=column,
            )
