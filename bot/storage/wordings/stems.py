"""Words → stems, so that forms of a word are one: "strengthening" and "strengthened". Pure.

A light stemmer for English: it errs on the side of leaving words alone, and both sides of a comparison err
alike. Words of other languages lose at most a plural or a participle ending.
"""

from __future__ import annotations

import re

SHORTEST = 3  # letters that an ending leaves
_NO_PLURALS = frozenset({"news", "means", "series", "always"})
_VOWEL = re.compile(r"[aeiouy]")
_BRITISH = (  # spelling → one of both
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|ing|ation|er|ers)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|able$|hood$|y$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{2})ence(?=s?$)"), "ense"),
    (re.compile(r"mme(?=s?$)"), "m"),
)
_ENDINGS = (  # longest first
    *("fully", "ation", "ator", "ment", "ness", "able", "ance", "ense", "ate", "ful", "ion", "ity", "at"),
    *("ly", "er", "or"),
)


def stem_word(word: str) -> str:
    """The stem of one word in lower case."""
    if len(word) <= SHORTEST or not word.isascii():
        return _plain_end(word)
    for spelling, other in _BRITISH:
        word = spelling.sub(other, word)
    word = _without_inflection(singular_of(word))
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST + (ending == "ion"):
            word = word.removesuffix(ending)
            break
    return _plain_end(word)


def singular_of(word: str) -> str:
    """A word without the ending of the plural, or of the third person."""
    if word in _NO_PLURALS:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh|zz)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > SHORTEST and word[-2] not in "sui" else word


def _without_inflection(word: str) -> str:
    """Without -ed or -ing where a stem with a vowel is left."""
    if word.endswith("eed") and len(word) > 4:
        return word[:-1]
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST and _VOWEL.search(rest):
            return rest
    return word


def _plain_end(word: str) -> str:
    """Without a doubled last consonant and a mute e; y as i."""
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    if len(word) > SHORTEST and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
