"""Words that a line's end has parted: whether the hyphen belongs to the word. Pure.

Asked in this order: the rest of the text (which writes the word in one way or the other), the letters beside
the hyphen, and the parts that English compounds have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011’'][^\W_]+)*")
_LAST = re.compile(r"((?:[^\W_]+[-\u2010\u2011])*[^\W_]+)[-\u00ad\u2010\u2011]$")
_FIRST = re.compile(r"^[^\W_]+(?:[-\u2010\u2011’'][^\W_]+)*")
_HEADS = frozenset({  # first parts of compounds that are written with a hyphen
    "all", "anti", "arms", "big", "brand", "cease", "cross", "deep", "double", "east", "eight", "eighty", "ever", "ex", "far", "fast", "fifty", "first", "five", "forty", "four", "free", "front", "full", "government", "great", "half", "hand", "hard", "head", "heavy", "high", "home", "ill", "large", "last", "late", "left", "light", "little", "long", "longer", "low", "lower",
    "mass", "mid", "middle", "much", "multi", "near", "new", "news", "nine", "ninety", "non", "north", "off", "oil", "old", "one", "open", "part", "post", "pre", "privately", "pro", "quasi", "rapid", "record", "right", "round", "russian", "second", "self", "semi", "seven", "seventy", "short", "shorter", "single", "six", "sixty", "slow", "small", "so", "soft", "south", "state", "tax", "ten", "third", "thirty", "three", "tit", "top", "trade", "twenty", "two", "ultra", "vice", "war", "well", "west", "wide", "world", "year",
})  # fmt: skip
_TAILS = frozenset({  # last parts of such
    "affiliated", "aged", "aligned", "appointed", "backed", "based", "born", "bound", "brokered", "built", "called", "century", "chief", "class", "controlled", "day", "dependent", "driven", "dollar", "economic", "educated", "elect", "elected", "ever", "fifths", "financed", "free", "friendly", "funded", "general", "ground", "held", "hit", "hour", "imposed", "in", "income", "installed", "intensive", "kilometer", "kilometre", "language", "largest", "led", "level", "like", "listed", "made", "making", "majority", "market", "mediated", "mile", "militant", "million", "billion", "trillion", "minded", "minute", "month", "nuclear", "occupied", "off", "oil", "old", "oriented", "owned", "page", "party", "percent", "point", "president", "profile", "proclaimed", "quarter", "quarters", "ranging", "ranking", "related", "rich", "ridden", "run", "running", "saving", "scale", "searching", "sector", "sized", "speaking", "sponsored", "stage", "standing", "style", "supported", "term", "thirds", "time", "times", "tier", "to", "torn", "trained", "type", "week", "wide", "wing", "winning", "year", "yearold",
})  # fmt: skip
_NEVER_SPLIT = frozenset(
    {
        "anti",
        "multi",
        "pre",
        "pro",
        "post",
        "semi",
        "mid",
        "all",
        "ever",
        "free",
        "in",
        "off",
        "to",
        "so",
        "non",
        "part",
        "one",
        "ten",
        "run",
        "new",
        "old",
        "big",
        "low",
        "far",
        "hit",
        "out",
        "ex",
    }
)
"""Such parts that also begin or end whole words: they tell only beside a capital, or where both parts tell."""


class Vocabulary:
    """The words of a text as they stand inside its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = {word.casefold() for line in lines for word in _words_inside(line)}

    def join(self, before: str, after: str) -> str | None:
        """The two lines as one, where a hyphen at the end of `before` parts a word; None where none does."""
        last, first = _LAST.search(before), _FIRST.match(after)
        if last is None or first is None:
            return None
        stem = before[:-1]
        if before.endswith("\u00ad"):
            return stem + after
        return f"{stem}-{after}" if self._keeps(last[1], first[0]) else stem + after

    def _keeps(self, left: str, right: str) -> bool:
        """Whether the hyphen between the two is the word's own."""
        whole, parted = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
        if whole in self._words or parted in self._words:
            return whole not in self._words
        if not (left[-1:].islower() and right[:1].islower()) or "-" in left:
            return True
        head, tail = left.casefold(), right.casefold().partition("-")[0]
        sure = (head in _HEADS and head not in _NEVER_SPLIT) or (tail in _TAILS and tail not in _NEVER_SPLIT)
        return sure or (head in _HEADS and tail in _TAILS)


def _words_inside(line: str) -> Iterable[str]:
    """The words of a line, those at its ends left out: they may be halves."""
    return _WORD.findall(line)[1:-1]
