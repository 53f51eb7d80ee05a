"""Vectors of word pieces, distilled from a sentence model, and of the sentences made of them.

The table (`words.npz`, made by `tools/distil_vectors.py`) is derived from sentence-transformers/all-MiniLM-L6-v2,
Apache-2.0. A sentence's vector is the sum of its pieces' vectors, brought to length 1: no order, no syntax, and
a thousandth of the model's cost.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np

Vectors: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
"""One row of length 1 a text; a row of nothing but zeros where no word of it is known."""

_LONGEST = 40
"""Letters of a word that are looked at: a longer one is no word, and cutting it takes quadratic time."""
_MEMO_SIZE = 50_000
"""Words of which is remembered what they consist of; then the memory is emptied."""


class WordVectors:
    """The table, and what it says of words and sentences. One a process; see `load_vectors`."""

    def __init__(self, pieces: Sequence[str], rows: Any, scales: Any) -> None:
        """`rows` are signed bytes, and each stands for itself times its scale: a fourth of the memory."""
        self._rows = rows
        self._scales = scales
        self._at = {piece: at for at, piece in enumerate(pieces)}
        self._memo: dict[str, tuple[int, ...]] = {}

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._rows.shape[1])

    def rank(self, word: str) -> int:
        """How common a word is in English at large: 0 is the commonest; a word of several pieces is a rare one."""
        return self._at.get(_plain(word), len(self._at))

    def encode(self, texts: Sequence[Iterable[str]]) -> Vectors:
        """A vector of length 1 for each list of words."""
        lists = [[at for word in words for at in self._cut(word)] for words in texts]
        summed = np.zeros((len(lists), self.dimensions), dtype=np.float32)
        filled = [i for i, found in enumerate(lists) if found]
        if filled:
            starts = np.cumsum([0] + [len(lists[i]) for i in filled[:-1]])
            flat = np.fromiter((at for i in filled for at in lists[i]), dtype=np.int64)
            summed[filled] = np.add.reduceat(self._rows[flat] * self._scales[flat], starts, axis=0)
        return as_units(summed)

    def _cut(self, word: str) -> tuple[int, ...]:
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) >= _MEMO_SIZE:
                self._memo.clear()
            found = self._memo[word] = self._pieces_of(_plain(word))
        return found

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        """The longest known pieces, from the left; none where some part of the word is unknown."""
        found: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._at), None)
            if end is None:
                return ()
            found.append(self._at[prefix + word[start:end]])
            start = end
        return tuple(found)


def as_units(rows: Vectors) -> Vectors:
    """The rows brought to length 1; rows of zeros stay so."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _plain(word: str) -> str:
    """Small letters without accents, at most `_LONGEST`."""
    cut = word[:_LONGEST].lower()
    if cut.isascii():
        return cut
    return "".join(c for c in unicodedata.normalize("NFKD", cut) if not unicodedata.combining(c))


@cache
def load_vectors() -> WordVectors:
    """The table that comes with Rapporteur.

    Raises:
        FileNotFoundError: it is missing from the package (a broken installation).
    """
    with (
        files(__package__).joinpath("words.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as data,
    ):
        pieces = bytes(data["pieces"]).decode("ascii").split("\n")
        return WordVectors(pieces, data["rows"], data["scales"][:, None])
