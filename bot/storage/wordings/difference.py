"""In which words does a wording differ from the first appearance of a quote? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from bot.model.stored import Change, Run
from bot.storage.wordings.printed import MAX_READ, parse_printed

_CHANGES = {"equal": Change.NONE, "insert": Change.ADDED, "delete": Change.LEFT_OUT}
_BRIDGE = 1  # unchanged words between two changes that are told as one


def compare_words(first: str, other: str) -> tuple[Run, ...]:
    """The other wording in runs of words, against the first; marks, case and contractions make no difference.

    The runs' `words`, in order, are all words of the other wording; their `first`, all of the first one, each up
    to 4,000 characters.
    """
    left, right = first[:MAX_READ].split(), other[:MAX_READ].split()
    steps = Indel.opcodes([_fold(word) for word in left], [_fold(word) for word in right])
    runs = [
        (_CHANGES[step.tag], right[step.dest_start : step.dest_end], left[step.src_start : step.src_end])
        for step in steps
    ]
    return tuple(
        Run(change=change, words=" ".join(words), first=" ".join(was)) for change, words, was in _join(runs)
    )


_Step = tuple[Change, list[str], list[str]]


def _join(runs: Sequence[_Step]) -> Iterator[_Step]:
    """Neighbouring changes as one: what was left out and what was added there are other words."""
    at = 0
    while at < len(runs):
        end = at + 1
        if runs[at][0] is not Change.NONE:
            while end < len(runs) and (runs[end][0] is not Change.NONE or _bridges(runs, end)):
                end += 1
        words = [word for _, new, _ in runs[at:end] for word in new]
        was = [word for _, _, old in runs[at:end] for word in old]
        yield (_change(runs[at][0], words, was), words, was)
        at = end


def _bridges(runs: Sequence[_Step], at: int) -> bool:
    """Whether this run is a single word between two changes."""
    return len(runs[at][1]) <= _BRIDGE and at + 1 < len(runs)


def _change(change: Change, words: list[str], was: list[str]) -> Change:
    if change is Change.NONE or _fold(" ".join(words)) == _fold(" ".join(was)):
        return Change.NONE
    return Change.OTHER if words and was else Change.ADDED if words else Change.LEFT_OUT


@lru_cache(maxsize=4_096)
def _fold(words: str) -> str:
    """Words as they are compared, "" for marks alone."""
    printed = parse_printed(words)
    return " ".join(printed.words + printed.added).lower()
