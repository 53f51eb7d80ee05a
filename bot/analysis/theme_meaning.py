"""What passages mean: how near each comes to each theme, in vectors, with the names of people and states masked.

A theme is its description, each of its examples and its include terms taken together. Nearness is counted against
the background (`theme_background.toml`: sport, business, local news, filler): a passage that is as near to
that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from bot.analysis.lexicon.words import load_words
from bot.analysis.theme_terms import Word, split_words
from bot.analysis.vectors.table import Vectors, load_vectors
from bot.model.knowledge import Actor, Theme

_LEAST_WORDS = 4
"""Passages with fewer words left, names masked, mean nothing that can be told."""
UNTOLD = -1.0
"""The nearness of what cannot be told: too few words, or a theme without any."""
_MASKED_KINDS = ("person", "state")


def list_names(actors: Iterable[Actor]) -> frozenset[str]:
    """The capitalised words by which people and states are called: what is masked."""
    return frozenset(
        word.text for name in _names(actors) for word in split_words(name) if word.text[0].isupper()
    )


def _names(actors: Iterable[Actor]) -> Iterator[str]:
    for actor in actors:
        if actor.kind in _MASKED_KINDS:
            yield from (actor.name, *actor.demonyms, *((actor.surname,) if actor.surname else ()))


class Meanings:
    """The themes of a table as vectors."""

    def __init__(self, themes: Sequence[Theme], names: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._count = len(themes)
        owned = [(i, words) for i, theme in enumerate(themes) for words in self._kinds_of_words(theme)]
        self._owners = [i for i, _ in owned]
        if not owned:
            return
        firsts = [at for at, i in enumerate(self._owners) if at == 0 or self._owners[at - 1] != i]
        self._firsts = np.array(firsts, dtype=np.int64)
        self._vectors = load_vectors()
        self._kinds = self._vectors.encode([words for _, words in owned])
        self._background = self._vectors.encode([self._unnamed(s) for s in _background()])

    def _kinds_of_words(self, theme: Theme) -> Iterator[list[str]]:
        texts = [theme.description, *theme.examples, " ".join(theme.include)]
        found = [self._unnamed(text) for text in texts]
        yield from (words for words in found if len(words) >= 2)

    def _unnamed(self, text: str) -> list[str]:
        return self.mask(split_words(text))

    def mask(self, words: Iterable[Word]) -> list[str]:
        """The words without those by which people and states are called."""
        return [word.text.rstrip("*+") for word in words if word.text not in self._names]

    def weigh(self, passages: Sequence[Sequence[Word]]) -> Vectors:
        """How much nearer each passage (row) is to each theme (column) than to the background.

        What cannot be told is `UNTOLD`; all else lies above it and below 1.
        """
        margins = np.full((len(passages), self._count), UNTOLD, dtype=np.float32)
        masked = [self.mask(words) for words in passages]
        told = [i for i, words in enumerate(masked) if len(words) >= _LEAST_WORDS]
        if not told or not self._owners:
            return margins
        said = self._vectors.encode([masked[i] for i in told])
        nearest = np.maximum.reduceat(said @ self._kinds.T, self._firsts, axis=1)
        usual = (said @ self._background.T).max(axis=1, keepdims=True)
        owners = [self._owners[at] for at in self._firsts]
        margins[np.ix_(told, owners)] = np.maximum(nearest - usual, -0.99)
        return margins


def _background() -> tuple[str, ...]:
    return tuple(load_words("theme_background.toml")["sentences"])
