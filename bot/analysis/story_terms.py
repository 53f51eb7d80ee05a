"""The terms that stand for an article when stories are told apart; from its words alone, without a parser."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from bot.analysis.landmarks import LONGEST_TEXT, fold_word
from bot.analysis.lexicon.words import load_words

MOST_TERMS = 100
LEAD_WORDS = 120  # a report says what happened at its beginning

DAY = "#day:"
"""Marks the term that holds the dateline's day of the year; it weighs nothing."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATELINE = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.? (\d{{1,2}})\b(?!\d)", re.IGNORECASE)
_DATELINE_LENGTH = 80  # characters from the beginning in which a dateline stands
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_TITLE_WEIGHT = 2.0
_LEAD_WEIGHT = 1.5
_NAME_WEIGHT = 2.0
_NUMBER_WEIGHT = 0.8
_ACTOR_WEIGHT = 1.0
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s")

_LISTS = load_words("common_words.toml")
# Function words of English, French and German, and words that every report has.
_STOP = frozenset(_LISTS["stop"].split())


def extract_features(text: str, title: str | None = None, actor_ids: Iterable[str] = ()) -> dict[str, float]:
    """The article's weightiest terms (at most `MOST_TERMS`, and the dateline's day) with their term weights, before any IDF.

    Words are folded and cut to a rough stem; those of the title, of the lead, names and numbers weigh more,
    and names that stand side by side are a term together.
    `actor_ids` become terms of their own ("@china"). Deterministic; the weights have a length of 1 together.
    """
    weights: dict[str, float] = {}
    _count(weights, title or "", _TITLE_WEIGHT)
    words = _WORD.findall(text[:LONGEST_TEXT])
    _count_words(weights, words[:LEAD_WORDS], _LEAD_WEIGHT)
    _count_words(weights, words[LEAD_WORDS:], 1.0)
    damped = {term: 1.0 + math.log(weight) if weight > 1 else weight for term, weight in weights.items()}
    for actor in actor_ids:
        damped[f"@{actor}"] = _ACTOR_WEIGHT
    heaviest = sorted(damped.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    features = {term: round(weight / length, 4) for term, weight in heaviest}
    day = _parse_dateline(text)
    return features if day is None else features | {f"{DAY}{day}": 0.0}


def _parse_dateline(text: str) -> int | None:
    """The day of the year, about, in "OSLO, March 4 (Fjord Press)"; None without one."""
    found = _DATELINE.search(text[:_DATELINE_LENGTH])
    return None if found is None else 30 * _MONTHS.index(found[1].lower()) + int(found[2])


def list_days(terms: Iterable[str]) -> list[int]:
    """The days of the year that the datelines of an article, or of a story's articles, name."""
    return [int(term.removeprefix(DAY)) for term in terms if term.startswith(DAY)]


def list_household_terms() -> frozenset[str]:
    """The terms that much of the news between states has, and that tell no story from another."""
    stems = {stem_word(fold_word(word)) for word in _LISTS["household"].split()}
    return frozenset(stems | {f"@{actor}" for actor in _LISTS["household_actors"].split()})


def _count(weights: dict[str, float], text: str, weight: float) -> None:
    _count_words(weights, _WORD.findall(text), weight)


def _count_words(weights: dict[str, float], words: Iterable[str], weight: float) -> None:
    before = ""  # stem of the word just before, where it was a name or a number
    for word in words:
        folded = fold_word(word)
        if len(folded) < 3 or folded in _STOP:
            before = ""
            continue
        stem = stem_word(folded)
        weights[stem] = weights.get(stem, 0.0) + weight * _kind_weight(word)
        named = word[0].isupper() or word[0].isdigit()
        if named and before:  # "Likud party" and "party" part two stories that share the word
            weights[f"{before}_{stem}"] = weights.get(f"{before}_{stem}", 0.0) + weight
        before = stem if named else ""


def _kind_weight(word: str) -> float:
    if word[0].isdigit():
        return _NUMBER_WEIGHT
    return _NAME_WEIGHT if word[0].isupper() else 1.0


def stem_word(folded: str) -> str:
    """A rough stem, the same for most forms of a word ("sanctions", "sanctioned"); digits stay as they are."""
    if folded[0].isdigit():
        return folded
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= 4:
            return folded[: -len(suffix)]
    return folded
