"""In which words does a wording differ from the first appearance of a quote? Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Indel

from bot.model.stored import Change, Run
from bot.storage.wordings.printed import MAX_READ, parse_printed

BRIDGE = 1  # words that stayed between two changes that are told as one


def compare_words(first: str, other: str) -> tuple[Run, ...]:
    """The other wording in runs of words, against the first; marks, case and contractions make no difference.

    The runs' `words`, in order, are all words of the other wording; their `first`, all of the first one, each up
    to 4,000 characters.
    """
    left, right = first[:MAX_READ].split(), other[:MAX_READ].split()
    opcodes = Indel.opcodes([_fold(word) for word in left], [_fold(word) for word in right])
    steps = (
        (
            Change.NONE if code.tag == "equal" else Change.OTHER,
            right[code.dest_start : code.dest_end],
            left[code.src_start : code.src_end],
        )
        for code in opcodes
    )
    return tuple(
        Run(change=change, words=" ".join(words), first=" ".join(was))
        for change, words, was in _bridge(_pair(steps))
    )


_Step = tuple[Change, list[str], list[str]]


def _pair(steps: Iterable[_Step]) -> list[_Step]:
    """What was left out and what was added at one place as one step."""
    paired: list[_Step] = []
    for step in steps:
        if paired and Change.NONE not in (paired[-1][0], step[0]):
            step = _unite(paired.pop(), step)
        paired.append(step)
    return [_unite(step) for step in paired]


def _bridge(steps: Iterable[_Step]) -> list[_Step]:
    """Other words, a word that stayed and other words as one step."""
    bridged: list[_Step] = []
    for step in steps:
        before = [
            change for change, words, _ in bridged[-2:] if len(words) <= BRIDGE or change is not Change.NONE
        ]
        if step[0] is Change.OTHER and before == [Change.OTHER, Change.NONE]:
            between, first = bridged.pop(), bridged.pop()
            step = _unite(first, between, step)
        bridged.append(step)
    return bridged


def _unite(*steps: _Step) -> _Step:
    words = [word for _, new, _ in steps for word in new]
    was = [word for _, _, old in steps for word in old]
    return (_change(words, was), words, was)


def _change(words: list[str], was: list[str]) -> Change:
    said, before = (_fold(" ".join(side)) for side in (words, was))  # "" for "…", which says nothing
    if said == before:
        return Change.NONE
    return Change.OTHER if said and before else Change.ADDED if said else Change.LEFT_OUT


@lru_cache(maxsize=4_096)
def _fold(words: str) -> str:
    """Words as they are compared, "" for marks alone."""
    printed = parse_printed(words)
    return " ".join(printed.words + printed.added).lower()
