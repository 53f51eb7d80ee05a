"""Terms of themes, and the one pass over a text that finds them all.

Terms and texts are cut into words the same way: hyphens part words, possessive 's is dropped, the dots of
abbreviations are dropped ("U.S." is "US"). All terms of all themes live in one tree of words, so the
time to match grows with the length of the text, not with the number of themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

Label = TypeVar("Label")

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*[*+]?")
_SHORT = 3
"""Terms in capitals up to this length (US, WHO, AI) match only in capitals; longer ones also as “Nato”."""
_MEMO_SIZE = 50_000
"""Words of which is remembered where in the tree they lead; then the memory is emptied."""


class Word(NamedTuple):
    """A word of a text: as printed, without dots and possessive, and its place."""

    text: str
    start: int
    end: int


def split_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of a text, or of a part of it, in order."""
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        yield Word(_normalised(found.group()), found.start(), found.end())


def _normalised(word: str) -> str:
    if word.endswith("."):
        return word.replace(".", "")
    word = word.replace("’", "'")
    return word[:-2] if word.endswith(("'s", "'S")) else word


class Found(NamedTuple, Generic[Label]):
    """A term found in a list of words: its label, the first word and the one after the last."""

    label: Label
    first: int
    last: int


@dataclass(slots=True)
class _Node(Generic[Label]):
    """A place in the tree: where the next word leads, and the terms that end here."""

    words: dict[str, _Node[Label]] = field(default_factory=dict)
    stems: dict[str, _Node[Label]] = field(default_factory=dict)  # beginnings of words: "sanction*"
    labels: list[Label] = field(default_factory=list)
    longest_stem: int = 0  # bounds the work for a word of any length

    def stem(self, beginning: str) -> _Node[Label]:
        self.longest_stem = max(self.longest_stem, len(beginning))
        return self.stems.setdefault(beginning, _Node())


class TermTree(Generic[Label]):
    """All terms, each with a label, for one pass over a text."""

    def __init__(self, terms: Iterable[tuple[str, Label]]) -> None:
        self._root: _Node[Label] = _Node()
        self._memo: dict[str, tuple[_Node[Label], ...]] = {}
        for term, label in terms:
            self._add(term, label)

    def _add(self, term: str, label: Label) -> None:
        node = self._root
        words = [word.text for word in split_words(term)]
        for word in words:
            if word.endswith("*"):
                node = node.stem(word[:-1].lower())
            else:
                node = node.words.setdefault(_key(word), _Node())
        if words:
            node.labels.append(label)

    def find(self, words: list[Word]) -> Iterator[Found[Label]]:
        """Every term that stands in the words, also where terms overlap."""
        for first, word in enumerate(words):
            for node in self._first(word.text):
                yield from _walk(node, words, first, first + 1)

    def _first(self, word: str) -> tuple[_Node[Label], ...]:
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) >= _MEMO_SIZE:
                self._memo.clear()
            found = self._memo[word] = tuple(_steps(self._root, word))
        return found


def _walk(node: _Node[Label], words: list[Word], first: int, last: int) -> Iterator[Found[Label]]:
    for label in node.labels:
        yield Found(label, first, last)
    if last < len(words) and (node.words or node.stems):
        for further in _steps(node, words[last].text):
            yield from _walk(further, words, first, last + 1)


def _steps(node: _Node[Label], word: str) -> Iterator[_Node[Label]]:
    for form in _forms(word):
        if form in node.words:
            yield node.words[form]
    if node.stems:
        lower = word[: node.longest_stem].lower()
        for length in range(1, len(lower) + 1):
            if lower[:length] in node.stems:
                yield node.stems[lower[:length]]


def _key(word: str) -> str:
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) < 2 or not word.isupper():
        return word.lower()
    return word if len(letters) <= _SHORT else word.capitalize()


def _forms(word: str) -> Iterator[str]:
    lower = word.lower()
    yield lower
    if word != lower:
        yield from {word, word.capitalize()} - {lower} if word[0].isupper() else ()
