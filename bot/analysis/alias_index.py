"""Where any of thousands of names stand in a text: one pass over its words, longest name first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.analysis.names import fold

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \u00a0.'’\-‐‑&,/]{0,3}")  # what may stand between two words of one name
_LEAST_FOR_CAPITALS = 4  # letters that a name needs to be known in ALL CAPITALS


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to write an actor; `actor` is None for decoys (the South China Sea is not China)."""

    actor: str | None
    by: str  # as in Naming: "name", "surname", "metonym", "demonym"; or "decoy"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a name stands, with everything that it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


class AliasIndex:
    """Names compiled into a tree of words. Built once, read by many."""

    def __init__(self, names: Iterable[tuple[str, Entry]]) -> None:
        self._root = _Node()
        for name, entry in names:
            words = [m.group() for m in _WORD.finditer(fold(name))]
            if not words:
                continue
            self._add(words, entry)
            capitals = [w.upper() for w in words]
            if capitals != words and max(map(len, words)) >= _LEAST_FOR_CAPITALS:
                self._add(capitals, entry)

    def _add(self, words: list[str], entry: Entry) -> None:
        node = self._root
        for word in words:
            node = node.children.setdefault(word, _Node())
        if entry not in node.entries:
            node.entries = (*node.entries, entry)

    def find(self, text: str) -> Iterator[Hit]:
        """All longest names from left to right, not overlapping; none crosses a line or a full stop."""
        plain = fold_all(text)
        words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(plain)]
        at = 0
        while at < len(words):
            node = self._root.children.get(words[at][2])
            if node is None:
                at += 1
                continue
            last, entries = self._longest(plain, words, at, node)
            if not entries:
                at += 1
                continue
            yield Hit(words[at][0], _with_dot(plain, words[at][0], words[last][1]), entries)
            at = last + 1

    def _longest(
        self, text: str, words: list[tuple[int, int, str]], at: int, node: _Node
    ) -> tuple[int, tuple[Entry, ...]]:
        best, entries = at, node.entries
        for number in range(at + 1, len(words)):
            child = node.children.get(words[number][2])
            if child is None or not _joins(text, words[number - 1], words[number]):
                break
            node = child
            if node.entries:
                best, entries = number, node.entries
        return best, entries


def fold_all(text: str) -> str:
    """`fold` for whole texts: quick where there is nothing to fold."""
    return text if text.isascii() else "".join(c if c < "\x80" else fold(c) for c in text)


def _joins(text: str, one: tuple[int, int, str], two: tuple[int, int, str]) -> bool:
    """Whether two neighbouring words may belong to one name: "U.S.", "Jean-Noël", not "Russia. China"."""
    gap = text[one[1] : two[0]]
    if not _GAP.fullmatch(gap):
        return False
    return not (gap.startswith(".") and " " in gap and len(one[2]) > 3)


def _with_dot(text: str, start: int, end: int) -> int:
    """The dot of "U.S." belongs to the name, the full stop of "China." does not."""
    return end + 1 if text[end : end + 1] == "." and "." in text[max(start, end - 2) : end] else end
