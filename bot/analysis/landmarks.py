"""What survives a rewrite: the names, the numbers and the quoted words of a text, in their order.

A spun rewrite changes nearly every verb and adjective (its three-word overlap with the original is a few
per cent), but it cannot change who was there, how much it cost and, mostly, what was said. Only letters'
case, digits and quotation marks are looked at, so the reading works for any language written with them.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from bot.analysis.lexicon.words import load_words

LONGEST_TEXT = 60_000
"""Characters of a text that are looked at; longer texts are told apart by their beginning."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:[’'.\-]\w+)*|[.!?…:]|[“”„«»\"]|\n\s*")
_DIGIT = re.compile(r"\d")
_ENDS = frozenset(".!?…:")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_STRAIGHT = frozenset('"')
_QUOTED_WORD = 5  # letters; shorter quoted words are mostly grammar
_STEM = 5  # letters compared: "reckless" and "recklessly" are one landmark
_WORDS = load_words("common_words.toml")
# Dates differ between a wire's dateline and its reprint, and name nothing.
_CALENDAR = frozenset(_WORDS["calendar"].split())
# Words that open sentences and may not occur elsewhere in a short text.
_OPENERS = frozenset(_WORDS["openers"].split())
_MAY = "may"  # a month only beside a number


class LandmarkKind(IntEnum):
    """What a landmark is."""

    NAME = 0
    NUMBER = 1
    QUOTED = 2


@dataclass(frozen=True, slots=True)
class Landmark:
    """One word that a rewrite keeps."""

    kind: LandmarkKind
    word: str  # folded: lower case, without accents

    @property
    def code(self) -> int:
        """A stable 32-bit number; its last two bits are the kind."""
        return (zlib.crc32(self.word.encode()) & ~0b11 & 0xFFFFFFFF) | self.kind


def kind_of(code: int) -> LandmarkKind:
    """The kind of the landmark with that code."""
    return LandmarkKind(code & 0b11)


@lru_cache(maxsize=50_000)  # the same words come again in every article
def fold_word(word: str) -> str:
    """Lower case, without accents and without a possessive ending."""
    if word.isascii():
        return word.removesuffix("'s").removesuffix("'").lower()
    bare = unicodedata.normalize("NFKD", word.replace("’", "'")).removesuffix("'s").removesuffix("'")
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def list_words(text: str) -> list[str]:
    """The words of a text, folded, in order; runs of Chinese, Japanese or Korean as pairs of characters."""
    words: list[str] = []
    for token in _TOKEN.findall(text[:LONGEST_TEXT]):
        if token[0].isalnum():
            words.extend(_parts(fold_word(token)))
    return words


def _parts(word: str) -> Iterator[str]:
    if len(word) > 2 and word[0] >= "\u2e80":
        yield from (word[at : at + 2] for at in range(len(word) - 1))
    else:
        yield word


@dataclass(slots=True)
class _Reader:
    """Walks over the tokens of a text, knowing whether a sentence begins and whether a quote is open."""

    common: frozenset[str]  # words that also occur in lower case: no names
    quoted: bool = False
    begins: bool = True
    found: list[Landmark] = field(default_factory=list)

    def read(self, tokens: Sequence[str]) -> None:
        for at, token in enumerate(tokens):
            if not token[0].isalnum():
                self._mark(token)
                continue
            self._word(tokens, at)
            self.begins = False

    def _mark(self, token: str) -> None:
        if token[0].isspace():
            self.begins, self.quoted = True, False
        elif token in _ENDS:
            self.begins = True
        elif token in _OPENING or (token in _STRAIGHT and not self.quoted):
            self.begins, self.quoted = True, True
        elif token in _CLOSING or token in _STRAIGHT:
            self.quoted = False

    def _word(self, tokens: Sequence[str], at: int) -> None:
        token = tokens[at]
        word = fold_word(token)
        if _DIGIT.search(word):
            if len(word) > 2 or not _beside_month(tokens[max(0, at - 2) : at], tokens[at + 1 : at + 3]):
                self._add(LandmarkKind.NUMBER, word.replace(",", ""))
        elif self._is_name(token, word):
            self._add(LandmarkKind.NAME, word)
        elif self.quoted and (len(word) >= _QUOTED_WORD or word[:1] >= "\u2e80"):
            self._add(LandmarkKind.QUOTED, word[:_STEM])

    def _is_name(self, token: str, word: str) -> bool:
        if not token[0].isupper() or len(word) < 3 or word in _CALENDAR or word == _MAY:
            return False
        return word not in self.common

    def _add(self, kind: LandmarkKind, word: str) -> None:
        self.found.append(Landmark(kind, word))


def _beside_month(before: Sequence[str], after: Sequence[str]) -> bool:
    words = {fold_word(token) for token in (*before, *after)}
    return not words.isdisjoint(_CALENDAR) or _MAY in words


def parse_landmarks(text: str) -> list[Landmark]:
    """The landmarks of a text in order of appearance, repetitions included.

    A capitalised word is a name unless the text also has it in lower case, or it only ever opens sentences
    and is a function word. Pure; linear in the length of the text.
    """
    tokens = _TOKEN.findall(text[:LONGEST_TEXT])
    reader = _Reader(_common_words(tokens))
    reader.read(tokens)
    return reader.found


def _common_words(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(fold_word(token) for token in tokens if token[0].islower()) | _OPENERS
