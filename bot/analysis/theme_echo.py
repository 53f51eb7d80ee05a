"""Echoes: sentences that say in other words what an example sentence of a theme says.

A light likeness of word stems, with names masked: two texts about the same leader are not about the
same theme. It finds reworded examples, not free paraphrase.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bot.analysis.lexicon.words import load_words
from bot.analysis.theme_terms import Word, split_words

MIN_SHARED = 3
"""Fewest stems that a sentence must share with an example."""
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|edly|ed|ies|es|ly|s|e|y)$")
_STOP_WORDS = frozenset(load_words("common_words.toml")["stop"].split()) | frozenset(
    load_words("theme_stop_words.toml")["stop"].split()
)


def stem_of(word: str) -> str:
    """A word without its commonest endings: "agreed" and "agreements" are both "agre"."""
    lower = word.lower()
    if len(lower) <= 4:
        return lower
    cut = _ENDINGS.sub("", lower)
    return cut if len(cut) >= 3 else lower


def stems_of(words: Iterable[Word]) -> frozenset[str]:
    """The stems that carry meaning; names (capitals within a sentence) are masked."""
    kept: set[str] = set()
    for at, word in enumerate(words):
        text = word.text.rstrip("*+")
        if len(text) < 3 or (at and text[0].isupper()) or text.lower() in _STOP_WORDS:
            continue
        kept.add(stem_of(text))
    return frozenset(kept)


class Echo(NamedTuple):
    """How near a sentence comes to the nearest example of a theme."""

    theme: int
    likeness: float  # 0..1
    example: str  # the example, as it stands in the theme


class Examples:
    """The example sentences of all themes, indexed by stem."""

    def __init__(self, themes: Iterable[tuple[int, Iterable[str]]]) -> None:
        self._owners: list[int] = []
        self._sentences: list[str] = []
        self._stems: list[frozenset[str]] = []
        for theme, sentences in themes:
            for sentence in sentences:
                self._owners.append(theme)
                self._sentences.append(sentence)
                self._stems.append(stems_of(split_words(sentence)))
        spread = Counter(stem for stems in self._stems for stem in stems)
        total = len(self._stems) + 1
        self._weight = {stem: math.log(total / (1 + count)) + 0.5 for stem, count in spread.items()}
        self._length = [sum(self._weight[stem] ** 2 for stem in stems) for stems in self._stems]
        self._where: dict[str, list[int]] = {}
        for at, stems in enumerate(self._stems):
            for stem in stems:
                self._where.setdefault(stem, []).append(at)

    def echoes(self, words: Iterable[Word]) -> list[Echo]:
        """The best echo of each theme in a sentence, those with too little in common left out."""
        said = stems_of(words)
        shared: dict[int, list[str]] = {}
        for stem in said:
            for at in self._where.get(stem, ()):
                shared.setdefault(at, []).append(stem)
        best: dict[int, Echo] = {}
        for at, stems in shared.items():
            if len(stems) < MIN_SHARED:
                continue
            echo = Echo(self._owners[at], self._likeness(at, said, stems), self._sentences[at])
            if echo.theme not in best or best[echo.theme].likeness < echo.likeness:
                best[echo.theme] = echo
        return list(best.values())

    def _likeness(self, at: int, said: frozenset[str], shared: list[str]) -> float:
        common = sum(self._weight[stem] ** 2 for stem in shared)
        # Words that no example has are taken to weigh as little as the commonest ones: long sentences
        # may say more than the example.
        other = 0.35 * sum(1 for stem in said if stem not in self._weight)
        length = sum(self._weight[stem] ** 2 for stem in said if stem in self._weight) + other
        return common / math.sqrt(self._length[at] * length) if length else 0.0
