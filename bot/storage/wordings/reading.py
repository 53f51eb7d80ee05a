"""A quote as it is compared: its words, what they mean, its names, numbers, negations and time. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.storage.wordings.lexicon import load_lexicon, stem_of, weigh
from bot.storage.wordings.numbers import parse_numbers
from bot.storage.wordings.printed import parse_printed

KEPT = 4_096  # readings in memory; of a usual quote about 3 kB each
MOST_MEANINGS = 150  # of one quote
MOST_RUNS = 150
RUN = 4  # words
_SHOUTED = 0.6  # share of capitals from which they say nothing

_PERSONS = {
    **dict.fromkeys(("i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"), 1),
    **dict.fromkeys(("you", "your", "yours"), 2),
    **dict.fromkeys(("he", "she", "they", "him", "her", "them", "his", "their", "theirs"), 3),
}
_WILL = frozenset({"will", "shall"})
_MAYBE = frozenset({"may", "might", "could", "perhaps", "possibly"})
_SUBJECTS = frozenset({"i", "we", "you", "he", "she", "they"})
_HAVE = frozenset({"have", "has", "had"})
_WAS = frozenset({"was", "were", "did", "had"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One wording, read."""

    key: str  # all its words in lower case: equal for two that differ in marks only
    words: tuple[str, ...]
    bag: frozenset[str]  # the same words
    parts: tuple[str, ...]  # what stands between gaps, padded with blanks
    runs: tuple[str, ...]  # of four words within a part, each once, of a long quote the first ones
    opening: str  # the first run of the longest part, "" where no part has four words
    meanings: tuple[str, ...]  # of the words that say something, in order
    weights: dict[str, float]  # of each meaning
    names: frozenset[str]  # meanings of capitalised words
    numbers: frozenset[str]
    negated: tuple[str, ...]  # the meaning after each "not", "never", "no"; "" at the end
    half_negated: bool  # "without", "refuse": may stand for a negation
    persons: tuple[int, ...]  # first, second or third, in order
    times: frozenset[str]  # "will", "maybe", "past"
    total: float  # of all weights


@lru_cache(maxsize=KEPT)
def read_wording(content: str) -> Reading:
    """Read a quote as printed: any text, in time linear in its length."""
    printed = parse_printed(content)
    words = _lowered_if_shouted(printed.words) or printed.added
    lower = tuple(word.lower() for word in words)
    found = list(_find_meanings(words, lower))[:MOST_MEANINGS]
    lexicon = load_lexicon()
    added = {
        m for m, _, capital in _find_meanings(printed.added, tuple(map(str.lower, printed.added))) if capital
    }
    numbers = frozenset(meaning for meaning, _, _ in found if meaning[0].isdigit())
    names = frozenset(m for m, _, capital in found if capital) - lexicon.untelling
    weights = {m: weigh(m, telling=m in names or m in numbers) for m, _, _ in found}
    return Reading(
        key=" ".join(lower) or content,
        words=lower,
        bag=frozenset(lower),
        parts=tuple(f" {' '.join(part).lower()} " for part in printed.parts),
        runs=tuple(dict.fromkeys(run for part in printed.parts for run in _runs(part)))[:MOST_RUNS],
        opening=next(_runs(max(printed.parts, key=len, default=())), ""),
        meanings=tuple(m for m, _, _ in found),
        weights=weights,
        names=names | (added - lexicon.untelling),
        numbers=numbers,
        negated=tuple(_negated(lower, found)),
        half_negated=not lexicon.half_negations.isdisjoint(weights) or "without" in lower,
        persons=tuple(_PERSONS[word] for word in lower if word in _PERSONS),
        times=frozenset(_times(lower)),
        total=sum(weights.values()),
    )


def _runs(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[at : at + RUN]).lower() for at in range(len(words) - RUN + 1))


def _lowered_if_shouted(words: tuple[str, ...]) -> tuple[str, ...]:
    capitals = sum(word[0].isupper() for word in words)
    return tuple(map(str.lower, words)) if capitals > _SHOUTED * len(words) and len(words) > 2 else words


def _find_meanings(words: Sequence[str], lower: tuple[str, ...]) -> Iterator[tuple[str, int, bool]]:
    """Meaning, place and whether it is a name, of each word that says something."""
    lexicon = load_lexicon()
    numbers = parse_numbers(lower)
    at = 0
    while at < len(words):
        if at in numbers:
            value, length = numbers[at]
            yield value, at, False
            at += length
            continue
        meaning, length = _phrase(lower, at)
        acronym = words[at].isupper() and len(words[at]) > 1
        if meaning or acronym or lower[at] not in lexicon.stop:
            meaning = meaning or _mean(lower[at])
            yield meaning, at, words[at][0].isupper() or meaning in lexicon.states
        at += length


def _mean(word: str) -> str:
    stem = stem_of(word)
    return load_lexicon().meanings.get(stem, stem)


def _phrase(lower: Sequence[str], at: int) -> tuple[str, int]:
    """The meaning of the known phrase that begins here, and its number of words; "" and 1 where none does."""
    for rest, meaning in load_lexicon().phrases.get(stem_of(lower[at]), ()):
        if tuple(map(stem_of, lower[at + 1 : at + 1 + len(rest)])) == rest:
            return meaning, 1 + len(rest)
    return "", 1


def _negated(lower: Sequence[str], found: Sequence[tuple[str, int, bool]]) -> Iterator[str]:
    negations = load_lexicon().negations
    following = iter(found)
    meaning, place = "", -1
    for at, word in enumerate(lower):
        if word not in negations:
            continue
        while place <= at:
            meaning, place, _ = next(following, ("", len(lower), False))
        yield meaning


def _times(lower: Sequence[str]) -> Iterator[str]:
    for at, word in enumerate(lower):
        if word in _WILL or (word == "going" and lower[at + 1 : at + 2] == ("to",)):
            yield "will"
        elif word in _MAYBE:
            yield "maybe"
        elif word in _WAS or _tells_past(word, lower[at + 1 : at + 3]):
            yield "past"


def _tells_past(word: str, following: Sequence[str]) -> bool:
    """Whether "have" or a pronoun stands before a form of the past."""
    if word in _HAVE:
        return any(map(_is_participle, following))
    return word in _SUBJECTS and any(map(_is_past, following[:1]))


def _is_participle(word: str) -> bool:
    return word.endswith("en") or _is_past(word)


def _is_past(word: str) -> bool:
    return word.endswith("ed") or load_lexicon().forms.get(word, word) != word
