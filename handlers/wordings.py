"""Other wordings of a quote as lines: who prints it so, with the words in bold that differ. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.model.stored import Change, Run, Wording
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import Line, Piece, bold, italic, line, text

MOST_SHOWN = 3  # wordings
MOST_OUTLETS = 3  # named for one wording
MOST_CHANGES = 3  # of a kind, told beside one wording
LONGEST_NOTED = 60  # characters of words that are not there
CONTEXT = 6  # unchanged words kept on each side of a change
LONGEST_RUN = 200  # characters of changed words
LONGEST = 360  # characters of a wording
_REWRITTEN = 0.6  # share of changed words from which marking them would mark everything
_GAP = "[…]"


def wording_lines(wordings: Sequence[Wording]) -> list[Line]:
    """A line for each of the first three wordings that change words, and one for who only left words out."""
    changed = [wording for wording in wordings if not wording.cut]
    lines = [_wording_line(wording) for wording in changed[:MOST_SHOWN]]
    closing = []
    if len(changed) > MOST_SHOWN:
        closing.append(count_of(len(changed) - MOST_SHOWN, "more wording", "more wordings"))
    shorter = dict.fromkeys(name for wording in wordings if wording.cut for name in wording.outlets)
    if shorter:
        closing.append(f"shorter in {name_outlets(tuple(shorter), MOST_OUTLETS)}")
    return [*lines, line(italic("; ".join(closing)))] if closing else lines


def name_outlets(outlets: Sequence[str], most: int) -> str:
    """The first names, and how many more there are; "" for none."""
    left = len(outlets) - most
    return ", ".join(clean(name) for name in outlets[:most]) + (f" and {left} more" if left > 0 else "")


def _wording_line(wording: Wording) -> Line:
    """ "TASS: “We will *never yield* to pressure” (instead of “not bow”)"; reported speech without marks."""
    opening, closing = ("“", "”") if wording.verbatim else ("", "")
    who = name_outlets(wording.outlets, MOST_OUTLETS) or "elsewhere"
    note = "" if _rewritten(wording.runs) else _note(wording.runs)
    return line(italic(f"{clip(who, 160)}: "), text(opening), *_words(wording), text(closing + note))


def _words(wording: Wording) -> Iterator[Piece]:
    """The words, changed ones in bold; of unchanged ones those beside a change."""
    plain = _rewritten(wording.runs)
    shown = [run for run in wording.runs if run.words]
    room = LONGEST
    for number, run in enumerate(shown):
        marked = not plain and run.change in (Change.ADDED, Change.OTHER)
        words = clean(run.words)
        if marked:
            words = clip(words, LONGEST_RUN)
        elif not plain:
            words = _shorten(words.split(), number == 0, number == len(shown) - 1)
        fitting = clip(words.rstrip(".,") if run is shown[-1] else words, room)
        yield text(" " if number else "")
        yield bold(fitting) if marked else text(fitting)
        room -= len(words) + 1
        if room < CONTEXT:
            yield text(f" {_GAP}" if run is not shown[-1] else "")
            return


def _shorten(words: list[str], first: bool, last: bool) -> str:
    """Unchanged words, those in the middle left out: at the ends the beginning or the end of the quote."""
    if len(words) <= 2 * CONTEXT + 1:
        return " ".join(words)
    head = [] if first else words[:CONTEXT]
    tail = [] if last else words[-CONTEXT:]
    return " ".join((*head, _GAP, *tail))


def _note(runs: Sequence[Run]) -> str:
    """What the first appearance has in the place of other words, and what is left out of it; "" for neither."""
    told = []
    for change, words in ((Change.OTHER, "instead of"), (Change.LEFT_OUT, "without")):
        were = [clip(clean(run.first).strip(".,"), LONGEST_NOTED) for run in runs if run.change is change]
        if were:
            quoted = ", ".join(f"“{those}”" for those in were[:MOST_CHANGES])
            told.append(f"{words} {quoted}{' …' if len(were) > MOST_CHANGES else ''}")
    return f" ({'; '.join(told)})" if told else ""


def _rewritten(runs: Sequence[Run]) -> bool:
    """Whether hardly any word stayed."""
    changed = sum(len(run.words.split()) for run in runs if run.change is not Change.NONE)
    return changed > _REWRITTEN * sum(len(run.words.split()) for run in runs)
