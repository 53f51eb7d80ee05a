"""Quotation marks, paired: every kind, in every state of repair. Knows characters, not speech.

Double marks (“ ” " « » „ '' ``) and single ones (‘ ’ ' ‚ ‹ ›) are paired apart, a paragraph at a time. A mark left
open ends where the words themselves show it (an attribution, the next quotation), goes on where the next
paragraph re-opens, and else ends with its paragraph. Apostrophes and inch marks are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.analysis.mending import mend_open_mark

_DOUBLE = re.compile(r"''|``|[\"“”„‟«»＂]")
_SINGLE = re.compile(r"''|([‘’'‚‹›‛])")  # '' is a double mark; neither half is a single one
_SPACES = re.compile(r"\s*")
_MAX_DEPTH = 3  # deeper nesting is broken text
_MAX_SINGLE = 2_000  # characters within one pair of single marks
_CLITICS = re.compile(r"(?:em|tis|twas|til|cause|n|round|bout|\d\ds?)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A stretch of text in quotation marks; offsets are code points of the text that was read."""

    open: int  # of the opening mark
    start: int  # of the content
    end: int  # of the content
    close: int  # behind the closing mark; `end` where there is none
    closed: bool = True
    double: bool = True
    depth: int = 0  # number of quotations around it
    parts: tuple[tuple[int, int], ...] = ()  # contents by paragraph; one for most

    def holds(self, other: Quoted) -> bool:
        """Whether `other` stands inside this one."""
        return self.start <= other.open and other.close <= self.end and self is not other


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing one."""

    at: int
    start: int
    glyph: str


def pair_marks(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Quoted, ...]:
    """All quotations of a text in order of their opening marks, outer ones before inner ones.

    Args:
        paragraphs: half-open spans of the paragraphs in `text`, in order.
    """
    found: list[Quoted] = []
    for number, (start, end) in enumerate(paragraphs):
        goes_on = number + 1 < len(paragraphs) and _reopens(text, *paragraphs[number + 1])
        double = _pair_double(text, start, end, goes_on=goes_on)
        single = _pair_single(text, start, end, double)
        found += _nest([_ended_with(pair, single) for pair in double] + single)
    return _chain(text, found, paragraphs)


def _reopens(text: str, start: int, end: int) -> bool:
    return text[start:end].lstrip()[:1] in tuple('"“‘«„＂')


# --- double marks ---------------------------------------------------------------------------------


def _pair_double(text: str, start: int, end: int, *, goes_on: bool) -> list[Quoted]:
    waiting: list[_Open] = []
    pairs: list[Quoted] = []
    for mark in _DOUBLE.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        role = _role(mark.group(), before, after, waiting)
        if role == "open" and len(waiting) < _MAX_DEPTH:
            waiting.append(_Open(mark.start(), mark.end(), mark.group()))
        elif role == "close":
            top = waiting.pop()
            _add(pairs, text, Quoted(open=top.at, start=top.start, end=mark.start(), close=mark.end()))
    for number, left in enumerate(waiting):
        following = waiting[number + 1].at if number + 1 < len(waiting) else end
        inner = sorted((p.open, p.close) for p in pairs if p.open > left.at and p.open < following)
        stop = mend_open_mark(text, left.start, following, inner, goes_on=goes_on and following == end)
        pairs = [p for p in pairs if not p.open < stop < p.close]
        _add(pairs, text, Quoted(open=left.at, start=left.start, end=stop, close=stop, closed=False))
    return pairs


def _role(glyph: str, before: str, after: str, waiting: list[_Open]) -> str:
    """ "open", "close" or "none" for one double mark between two characters."""
    starts = before.isspace() or before in "([{—–-/‘'>" or _DOUBLE.match(before) is not None
    ends = after.isspace() or not (after.isalnum() or after in "([$€£‘'“\"…")
    top = waiting[-1].glyph if waiting else ""
    if glyph in "„‟``" and glyph not in ("''",):
        return "open"
    if glyph == "“":
        return "close" if waiting and (top == "„" or (ends and not starts)) else "open"
    if glyph == "«":
        return "close" if top == "»" else "open"
    if glyph in "”»":
        return "close" if waiting else ("open" if starts and after.isalnum() else "none")
    if not waiting and before.isdigit():
        return "none"  # an inch mark
    return _straight_role(starts, ends, open_now=bool(waiting))


def _straight_role(starts: bool, ends: bool, *, open_now: bool) -> str:
    if starts and not ends:
        return "open"
    if ends and not starts:
        return "close" if open_now else "none"
    return "close" if open_now else "open"


def _add(pairs: list[Quoted], text: str, pair: Quoted) -> None:
    """Keep a pair that holds a word, its content trimmed of white space."""
    start, end = pair.start, pair.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if re.search(r"\w", text[start : min(end, start + 200)]):
        pairs.append(replace(pair, start=start, end=end, close=max(end, pair.close), parts=((start, end),)))


# --- single marks ---------------------------------------------------------------------------------


def _pair_single(text: str, start: int, end: int, double: list[Quoted]) -> list[Quoted]:
    marks = [m.start() for m in _SINGLE.finditer(text, start, end) if m.group(1)]
    pairs: list[Quoted] = []
    borders = sorted(double, key=lambda p: p.open)
    at = 0
    while at < len(marks):
        if not _opens_single(text, marks[at], start, end):
            at += 1
            continue
        close = _closing_single(text, marks, at, end)
        if close is None:
            at += 1
            continue
        pair = Quoted(
            open=marks[at], start=marks[at] + 1, end=marks[close], close=marks[close] + 1, double=False
        )
        if not _crosses(pair, borders):
            _add(pairs, text, pair)
        at = close + 1
    return pairs


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    glyph, before, after = text[at], text[at - 1] if at > start else " ", text[at + 1 : at + 8]
    if glyph in "‚‹‛":
        return True
    if not after or not (after[0].isalnum() or after[0] in '“"«$€£…') or at + 1 >= end:
        return False
    if not (before.isspace() or before in '([{"“«—–-/:'):
        return False
    return glyph != "’" and not (_CLITICS.match(after) and glyph == "'")


def _closing_single(text: str, marks: list[int], opened: int, end: int) -> int | None:
    """Index in `marks` of the mark that closes the one at `opened`: the first that is no apostrophe."""
    weak: int | None = None
    for number in range(opened + 1, min(len(marks), opened + 60)):
        at = marks[number]
        if at - marks[opened] > _MAX_SINGLE:
            break
        before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
        if text[at] in "‘‚‹‛" or (weak is not None and before.isspace() and after.isalnum()):
            break
        if after.isalnum() or before.isspace():
            continue
        possessive = before in "sS" and after == " " and text[at + 2 : at + 3].islower()
        if not possessive:
            return number
        weak = weak if weak is not None else number
    return weak


def _crosses(pair: Quoted, others: list[Quoted]) -> bool:
    return any(
        (o.open < pair.open < o.close < pair.close) or (pair.open < o.open < pair.close < o.close)
        for o in others
        if o.open < pair.close and pair.open < o.close
    )


def _ended_with(pair: Quoted, singles: list[Quoted]) -> Quoted:
    """A double mark that was left open inside single ones ends with their words: ‘She wrote “we wait.’"""
    around = (s for s in singles if s.open < pair.open < s.end < pair.close <= s.close)
    end = None if pair.closed else next((s.end for s in around), None)
    if end is None or end <= pair.start:
        return pair
    return replace(pair, end=end, close=end, parts=((pair.start, end),))


# --- order, nesting, paragraphs -------------------------------------------------------------------


def _nest(pairs: list[Quoted]) -> list[Quoted]:
    """In order of the opening marks, each with its depth."""
    out: list[Quoted] = []
    around: list[Quoted] = []
    for pair in sorted(pairs, key=lambda p: (p.open, -p.close)):
        while around and around[-1].close <= pair.open:
            around.pop()
        out.append(replace(pair, depth=len(around)))
        around.append(pair)
    return out


def _chain(text: str, found: list[Quoted], paragraphs: Sequence[tuple[int, int]]) -> tuple[Quoted, ...]:
    """Join a quotation left open at a paragraph's end with the one that re-opens the next."""
    next_start = {end: paragraphs[i + 1][0] for i, (_, end) in enumerate(paragraphs[:-1])}
    out: list[Quoted] = []
    waits: dict[int, int] = {}  # where a continuation must open → index in `out`
    for pair in found:
        earlier = waits.pop(pair.open, None) if pair.depth == 0 else None
        if earlier is None:
            out.append(pair)
            place = len(out) - 1
        else:
            first = out[earlier]
            out[earlier] = replace(
                first, end=pair.end, close=pair.close, closed=pair.closed, parts=(*first.parts, *pair.parts)
            )
            place = earlier
        if not pair.closed and pair.depth == 0 and pair.end in next_start:
            waits[_SPACES.match(text, next_start[pair.end]).end()] = place  # type: ignore[union-attr] # matches always
    return tuple(out)
