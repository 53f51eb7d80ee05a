"""What a personal name tells: its slug, its family name, its gender, and whether two names are one person."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from bot.analysis.lexicon.words import load_words

UPPER = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in range(0x100, 0x250) if chr(code).isupper())
"""Capital letters of Latin alphabets, for use within a class of a regular expression."""

_HONORIFIC_GENDER = {
    "mr": "m",
    "mr.": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "mrs.": "f",
    "ms": "f",
    "ms.": "f",
}
_SIMILAR_GIVEN = 70  # rapidfuzz ratio from which "Sergei" and "Sergey" are one given name


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Without accents and with straight apostrophes; every character stays one character."""
    return "".join(_plain(c) for c in text)


def _plain(char: str) -> str:
    if char in "’‘`´":
        return "'"
    if char < "\x80":
        return char
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isalpha() else char


def slug(name: str) -> str:
    """The id of a name: "Jean-Noël Barrot" → "jean-noel-barrot"."""
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’‘.]", "", plain)
    return re.sub(r"[\W_]+", "-", plain).strip("-")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return load_words("names.toml")


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in _lexicon().items() if isinstance(value, list)}


def honorifics() -> frozenset[str]:
    """Forms of address and ranks before a name, lower case, without a dot: "mr", "president", "gen"."""
    return _sets()["honorifics"]


def strip_honorifics(name: str) -> str:
    """The name without forms of address before it: "President Xi Jinping" → "Xi Jinping"."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in honorifics():
        words.pop(0)
    return " ".join(words)


def is_family_first(name: str) -> bool:
    """Whether the family name stands first, as in most Chinese, Korean and Vietnamese names."""
    words = name.split()
    return len(words) in (2, 3) and fold(words[0]).casefold() in _sets()["family_first"]


def family_names(name: str) -> tuple[str, ...]:
    """The ways in which a person is called by the family name alone, likeliest first."""
    words = name.split()
    if len(words) > 1 and words[-1].rstrip(".").casefold() in ("jr", "sr", "ii", "iii", "iv"):
        words = words[:-1]
        name = " ".join(words).rstrip(",")
        words = name.split()
    if len(words) < 2:
        return tuple(words)
    if is_family_first(name):
        return (words[0],)
    particles = _sets()["particles"]
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in particles:
        at -= 1
    long = " ".join(words[at:])
    return (words[-1],) if long == words[-1] else (long, words[-1])


def gender_of(name: str, context: str = "") -> str | None:
    """ "f", "m" or None, from the form of address, the role beside the name, or the given name.

    Args:
        context: what is printed before and after the name, such as "a spokeswoman for".
    """
    for word in re.findall(r"[\w.]+", context.casefold()):
        if word in _HONORIFIC_GENDER:
            return _HONORIFIC_GENDER[word]
        if word in _sets()["female_words"]:
            return "f"
        if word in _sets()["male_words"]:
            return "m"
    words = strip_honorifics(name).split()
    if len(words) < 2 or is_family_first(name):
        return None
    given = fold(words[0].split("-")[0]).casefold()
    if given in _sets()["female_given"]:
        return "f"
    return "m" if given in _sets()["male_given"] else None


def same_person(one: str, two: str) -> bool:
    """Whether two full names are one person: equal family names, given names that do not contradict."""
    a, b = (fold(strip_honorifics(x)).casefold().replace("-", " ").split() for x in (one, two))
    if a == b:
        return True
    if min(len(a), len(b)) < 2 or a[-1] != b[-1] or a[0][0] != b[0][0]:
        return False
    return (
        len(a[0].rstrip(".")) == 1 or len(b[0].rstrip(".")) == 1 or fuzz.ratio(a[0], b[0]) >= _SIMILAR_GIVEN
    )
