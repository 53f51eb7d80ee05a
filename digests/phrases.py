"""Which phrases of a text may be worth telling when they are new: names of things, as written. Pure.

A run of two to five capitalised words in the middle of a sentence ("the Amber Coast Accord"), or a short
quoted name. Names of known actors are told elsewhere and left out here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.query.names import fold

MOST_PHRASES = 30  # that are looked up
_READ = 6_000  # characters of a text
_CAPITAL = r"[A-ZÀ-Þ][\w’'-]*[\w]"
_NAME = re.compile(
    rf"(?<=[a-z,;] )({_CAPITAL}(?: (?:(?:of|for|the|de|du|da|al) ){{0,2}}(?:{_CAPITAL}|\d{{1,4}}))+)"
)
_LONGEST = 5  # words
_SHORTEST = 2
_CALENDAR = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_TITLED = re.compile(  # a person with an office: actors tell of them
    r"\b(?:President|Minister|Secretary|Chancellor|Senator|General|King|Queen|Prince|Pope|Mr|Mrs|Ms|Dr|Prof)\b"
)


def propose_phrases(texts: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """Phrases in order of appearance, each once, whatever its case.

    Args:
        names: of actors; a phrase made of words of one of them is left out.
    """
    known = [frozenset(fold(name).split()) for name in names]
    found: dict[str, str] = {}
    for text in texts:
        for match in _NAME.finditer(" ".join(text[:_READ].split())):
            phrase = _CALENDAR.split(match[1])[0].strip().removesuffix("’s").removesuffix("'s")
            folded = fold(phrase)
            if _is_telling(phrase) and not any(set(folded.split()) <= name for name in known):
                found.setdefault(folded, phrase)
    return tuple(found.values())[:MOST_PHRASES]


def _is_telling(phrase: str) -> bool:
    length = len(phrase.split())
    return _SHORTEST <= length <= _LONGEST and not _TITLED.search(phrase)
