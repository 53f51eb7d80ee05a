"""Glyphs of a page → words → rows. Pure geometry; points, y upwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

GAP = 0.12  # of the size: a wider gap parts words
SPLIT = 3.0  # of the size: a wider gap parts what only stands on the same height
SAME_ROW = 0.5  # of the size: how far the middles of two words of a row may lie apart
DROP_CAP = 1.8  # of the size of what follows


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """Glyphs that stand together."""

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float  # of the font
    bold: bool = False
    initial: bool = False  # a large letter that begins a text

    @property
    def middle(self) -> float:
        """Half the height."""
        return (self.bottom + self.top) / 2


Row = list[Word]
"""Words of one height, from left to right."""


def join_glyphs(glyphs: Iterable[Word]) -> list[Word]:
    """Words of glyphs in the order in which they are drawn; a glyph drawn twice (for boldness) counts once."""
    words: list[Word] = []
    current: list[Word] = []
    for glyph in glyphs:
        if not glyph.text.strip():
            _finish(current, words)
        elif current and _is_twice(current[-1], glyph):
            continue
        else:
            if current and not _adjoins(current[-1], glyph):
                _finish(current, words)
            current.append(glyph)
    _finish(current, words)
    return words


def _finish(glyphs: list[Word], words: list[Word]) -> None:
    if glyphs:
        main = max(glyphs, key=lambda glyph: glyph.size)
        text = "".join(glyph.text for glyph in glyphs)
        words.append(replace(main, text=text, x0=glyphs[0].x0, x1=max(glyph.x1 for glyph in glyphs)))
        glyphs.clear()


def _is_twice(before: Word, glyph: Word) -> bool:
    near = 0.1 * glyph.size
    return (
        before.text == glyph.text
        and abs(before.x0 - glyph.x0) < near
        and abs(before.bottom - glyph.bottom) < near
    )


def _adjoins(before: Word, glyph: Word) -> bool:
    size = max(before.size, glyph.size)
    gap = glyph.x0 - before.x1
    level = abs(before.bottom - glyph.bottom) <= SAME_ROW * size
    return level and -0.3 * size <= gap <= GAP * size and min(before.size, glyph.size) * DROP_CAP > size


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Rows from top to bottom, each from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: -word.middle):
        row = rows[-1] if rows else []
        if row and abs(row[0].middle - word.middle) <= SAME_ROW * min(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def lower_initials(words: Sequence[Word]) -> list[Word]:
    """The words, large initials set on the first of the lines beside them."""
    sizes = sorted(word.size for word in words)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return [_initial(word, words, usual) if _may_be_initial(word, usual) else word for word in words]


def _may_be_initial(word: Word, usual: float) -> bool:
    return len(word.text) <= 2 and word.size >= DROP_CAP * usual and word.text[-1:].isupper()


def _initial(word: Word, words: Sequence[Word], usual: float) -> Word:
    """The large letter, on the highest of the lines that begin beside it; as it is, where none does."""
    near = [other for other in words if other.size < word.size / DROP_CAP and _overlap(word, other, usual)]
    beside = [other for other in near if 0 <= other.x0 - word.x1 < 1.5 * usual]
    inside = [other for other in near if other.x0 < word.x1 and word.x0 < other.x1]
    begins = [other for other in beside if not any(abs(w.middle - other.middle) < usual / 3 for w in inside)]
    first = max(begins, key=lambda other: other.middle, default=None)
    if first is None:
        return word
    return replace(word, top=first.top, bottom=first.bottom, size=first.size, initial=True)


def _overlap(word: Word, other: Word, usual: float) -> bool:
    """Whether they share a height; a letter's box may begin below the top of its line."""
    return word.bottom <= other.middle <= word.top + usual / 2


def row_text(row: Row) -> str:
    """The words of a row with the spaces between them."""
    text = ""
    before: Word | None = None
    for word in row:
        if before is not None:
            apart = not before.initial and word.x0 - before.x1 > GAP * min(before.size, word.size)
            text += " " if apart else ""
        text += word.text
        before = word
    return text


def split_row(row: Row) -> list[Row]:
    """The row, parted where a gap is too wide for a space."""
    parts = [[row[0]]]
    for word in row[1:]:
        if word.x0 - parts[-1][-1].x1 > SPLIT * word.size:
            parts.append([])
        parts[-1].append(word)
    return parts
