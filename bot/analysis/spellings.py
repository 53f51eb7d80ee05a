"""Whether two full names, printed in different articles, may be one person's: variants of spelling, initials,
middle names, order. `names.same_person` answers the easier question within one article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.analysis.lexicon.words import load_words
from bot.analysis.names import fold, gender_of, is_family_first, strip_honorifics

_LETTERS = re.compile(r"[^\W\d_]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_SAME_SOUND = (
    (re.compile(r"(?<=.)[yj]"), "i"),  # Sergey, Sergej, Sergei; never the first letter
    (re.compile(r"ii+"), "i"),  # Zelenskyy, Zelenskiy
    (re.compile(r"kh"), "h"),  # Mikhail, Mihail
    (re.compile(r"ks"), "x"),  # Aleksei, Alexei
    (re.compile(r"(?<=[oe])(?:w|ff)$"), "v"),  # Lavrow, Romanoff
    (re.compile(r"ue|oe|ae"), lambda match: match.group()[0]),  # Mueller beside Müller
    (re.compile(r"([^aeiou])\1"), r"\1"),  # Hussein, Husein; not Lee, Le
)
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_LONGEST = 120  # characters of a name that are looked at


class Likeness(IntEnum):
    """How far two names may be one person's."""

    DIFFERENT = 0
    WEAK = 1  # an initial for a given name, or "Jr." in one of them: needs something that speaks for it
    SPELLING = 2  # a middle name left out, another transliteration: enough where nothing speaks against it
    SAME = 3  # the same words


@dataclass(frozen=True, slots=True)
class _Parts:
    given: str
    middle: tuple[str, ...]
    family: str
    suffix: str

    @property
    def words(self) -> tuple[str, ...]:
        return (self.given, *self.middle, self.family, self.suffix)


def compare_names(one: str, two: str) -> Likeness:
    """Whether two full names may be one person's, by the names alone."""
    a, b = _parse(one), _parse(two)
    if a.words == b.words:
        return Likeness.SAME if a.family else Likeness.DIFFERENT
    if not (a.given and b.given) or _sound(a.family) != _sound(b.family):
        return Likeness.DIFFERENT
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return Likeness.DIFFERENT
    if not all(_may_be(x, y) for x, y in zip(a.middle, b.middle, strict=False)):
        return Likeness.DIFFERENT
    if not _may_be(a.given, b.given):
        return Likeness.DIFFERENT
    short = min(len(a.given), len(b.given)) == 1 and a.given != b.given
    return Likeness.WEAK if short or a.suffix != b.suffix else Likeness.SPELLING


def has_initial_only(name: str) -> bool:
    """Whether the given name is an initial: "J. Smith"."""
    return len(_parse(name).given) == 1


def family_key(name: str) -> str:
    """What all spellings that `compare_names` takes for one person's have in common; "" for no name."""
    return _sound(_parse(name).family)


def _may_be(one: str, two: str) -> bool:
    """Whether two given names are one: equal in sound, or one the initial of the other."""
    if min(len(one), len(two)) == 1:
        return one[0] == two[0]
    if _sound(one) == _sound(two):
        return True
    genders = gender_of(f"{one} x"), gender_of(f"{two} x")
    same_consonants = _VOWELS.sub("", _sound(one)) == _VOWELS.sub("", _sound(two))
    return same_consonants and genders[0] is not None and genders[0] == genders[1]


@lru_cache(maxsize=8192)
def _parse(name: str) -> _Parts:
    """Given name, middle names, family name, suffix: lower case, without accents, marks and particles."""
    name = strip_honorifics(name[:_LONGEST])
    words = [w.translate(_PLAIN) for w in _LETTERS.findall(fold(name).casefold().replace("'", ""))]
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    if len(words) < 2:
        return _Parts("", (), words[0] if words else "", suffix)
    if is_family_first(name):
        return _Parts("".join(words[1:]), (), words[0], suffix)
    particles = frozenset(load_words("names.toml")["particles"])
    inner = tuple(word for word in words[1:-1] if word not in particles)
    return _Parts(words[0], inner, words[-1], suffix)


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    """A word as its transliterations have it in common."""
    for pattern, plain in _SAME_SOUND:
        word = pattern.sub(plain, word)
    return word
