"""The terms that stand for an article when stories are told apart; from its words alone, without a parser.

A term's first character says its kind: a name, a number, two words side by side, a word of the head (title and
first words), a word of the calendar, an actor; a plain word has no mark.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.analysis.landmarks import LONGEST_TEXT, fold_word
from bot.analysis.lexicon.words import load_words

MOST_WORDS = 140  # names, numbers and plain words
MOST_PAIRS = 100  # two words side by side
LEAD_WORDS = 60  # a report says what happened at its beginning
HEAD_WORDS = 40  # of the text, after the title
_CALENDAR_WORDS = {
    "weekday": 90,
    "month": 250,
}  # so many words from the beginning in which they date the event

DAY = "#day:"
"""Marks the term that holds the dateline's day of the year; it weighs nothing."""


class TermKind(IntEnum):
    """What a term is. The values are places in tables of weights."""

    WORD = 0
    NAME = 1
    NUMBER = 2
    PAIR = 3
    HEAD = 4
    WEEKDAY = 5
    MONTH = 6
    DAY = 7  # of the dateline


_MARKS = {
    "^": TermKind.NAME,
    "@": TermKind.NAME,
    "!": TermKind.HEAD,
    "*": TermKind.WEEKDAY,
    "~": TermKind.MONTH,
    "#": TermKind.DAY,
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATELINE = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.? (\d{{1,2}})\b(?!\d)", re.IGNORECASE)
_DATELINE_LENGTH = 80  # characters from the beginning in which a dateline stands
_TOKEN = re.compile(r"(?P<word>\w+(?:[’'\-]\w+)*)|(?P<end>[.!?:…\n“\"])")
_TITLE_WEIGHT = 2.0
_LEAD_WEIGHT = 1.5
_NAME_WEIGHT = 2.0
_NUMBER_WEIGHT = 0.8
_ACTOR_WEIGHT = 1.0
_TITLE_CASE = 0.6  # share of capitals from which a title's capitals mark no names
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s")

_LISTS = load_words("common_words.toml")
# Function words of English, French and German, and words that every report has.
_STOP = frozenset(_LISTS["stop"].split())
_CALENDAR = frozenset(_LISTS["calendar"].split())


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a title or text."""

    folded: str
    capital: bool
    opens: bool  # a sentence: its capital says nothing


def extract_features(text: str, title: str | None = None, actor_ids: Iterable[str] = ()) -> dict[str, float]:
    """The article's weightiest terms with their weights, before any IDF.

    Words are folded and cut to a rough stem; those of the title and of the lead, and names, weigh more.
    `actor_ids` become terms of their own ("@china"). Deterministic; linear in the length of the text.
    """
    head, body = _read_words(title or ""), _read_words(text[:LONGEST_TEXT])
    names = _find_names(head, body)
    weights: defaultdict[str, float] = defaultdict(float)
    _count(weights, head, names, lambda _: _TITLE_WEIGHT)
    _count(weights, body, names, lambda at: _LEAD_WEIGHT if at < LEAD_WORDS else 1.0)
    weights |= {f"@{actor}": _ACTOR_WEIGHT for actor in actor_ids}
    damped = {term: round(1.0 + math.log(w) if w > 1 else w, 3) for term, w in weights.items()}
    features = _heaviest(damped, MOST_WORDS, pairs=False) | _heaviest(damped, MOST_PAIRS, pairs=True)
    features |= dict.fromkeys(_head_terms((*head, *body[:HEAD_WORDS])), 1.0)
    features |= dict.fromkeys(_calendar_terms((*head, *body)), 1.0)
    day = _parse_dateline(text)
    return features if day is None else features | {f"{DAY}{day}": 0.0}


def kind_of_term(term: str) -> TermKind:
    """The kind of a term that `extract_features` made."""
    kind = _MARKS.get(term[:1])
    if kind is not None:
        return kind
    if "_" in term:
        return TermKind.PAIR
    return TermKind.NUMBER if term[:1].isdigit() else TermKind.WORD


def _read_words(text: str) -> list[_Word]:
    words: list[_Word] = []
    opens = True
    for match in _TOKEN.finditer(text):
        if match["end"]:
            opens = True
            continue
        word = match["word"]
        words.append(_Word(fold_word(word), word[0].isupper(), opens))
        opens = False
    return words


def _find_names(head: list[_Word], body: list[_Word]) -> frozenset[str]:
    """Words that have a capital within a sentence, or that never go without one."""
    small = {word.folded for word in (*head, *body) if not word.capital}
    within = {word.folded for word in body if word.capital and not word.opens}
    shouted = sum(word.capital for word in head) > _TITLE_CASE * len(head)
    loose = {word.folded for word in head if word.capital and not word.opens and not shouted}
    return frozenset(within | (loose - small))


def _count(
    weights: defaultdict[str, float], words: list[_Word], names: frozenset[str], weigh: Callable[[int], float]
) -> None:
    before = ""  # the stem just before, where it counts
    for at, word in enumerate(words):
        stem = _stem(word)
        if not stem:
            before = ""
            continue
        named = word.capital and word.folded in names
        kind = _NUMBER_WEIGHT if stem[0].isdigit() else _NAME_WEIGHT if named else 1.0
        weights[f"^{stem}" if named else stem] += kind * weigh(at)
        if before:
            weights[f"{before}_{stem}"] += weigh(at)
        before = stem


def _stem(word: _Word) -> str:
    """The stem of a word that counts, else nothing."""
    folded = word.folded
    if not folded or folded in _STOP or len(folded) < 2:
        return ""
    if folded[0].isdigit():
        return folded
    return stem_word(folded) if len(folded) > 2 else ""


def _heaviest(weights: dict[str, float], most: int, *, pairs: bool) -> dict[str, float]:
    chosen = ((term, weight) for term, weight in weights.items() if ("_" in term) is pairs)
    return dict(sorted(chosen, key=lambda item: (-item[1], item[0]))[:most])


def _head_terms(words: Iterable[_Word]) -> Iterator[str]:
    return (f"!{stem}" for word in words if (stem := _stem(word)))


def _calendar_terms(words: Iterable[_Word]) -> Iterator[str]:
    """Weekdays and months near the beginning: two like events are told of on different days."""
    for at, word in enumerate(words):
        short = word.folded[:3]
        if word.folded in _CALENDAR and word.capital:
            if short in _WEEKDAYS and at < _CALENDAR_WORDS["weekday"]:
                yield f"*{short}"
            elif short in _MONTHS and at < _CALENDAR_WORDS["month"]:
                yield f"~{short}"


def _parse_dateline(text: str) -> int | None:
    """The day of the year, about, in "OSLO, March 4 (Fjord Press)"; None without one."""
    found = _DATELINE.search(text[:_DATELINE_LENGTH])
    return None if found is None else 30 * _MONTHS.index(found[1].lower()) + int(found[2])


def list_days(terms: Iterable[str]) -> list[int]:
    """The days of the year that the datelines of an article name."""
    return [int(term.removeprefix(DAY)) for term in terms if term.startswith(DAY)]


def list_household_terms() -> frozenset[str]:
    """The terms that much of the news between states has, and that tell no story from another."""
    stems = {stem_word(fold_word(word)) for word in _LISTS["household"].split()}
    named = {f"{mark}{stem}" for stem in stems for mark in ("", "^", "!")}
    return frozenset(named | {f"@{actor}" for actor in _LISTS["household_actors"].split()})


def stem_word(folded: str) -> str:
    """A rough stem, the same for most forms of a word ("sanctions", "sanctioned"); digits stay as they are."""
    if folded[0].isdigit():
        return folded
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= 4:
            return folded[: -len(suffix)]
    return folded
