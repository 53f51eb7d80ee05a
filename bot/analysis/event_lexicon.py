"""The lexicon of events, compiled: what verbs, phrases and nouns say that one party does to another."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

ANYWHERE = (
    "object",
    "dative",
    *["with", "to", "against", "on", "for", "from", "at", "into", "between", "in", "of", "over"],
    *["off", "near", "inside", "across", "along", "around", "outside", "through"],
)
"""Where the other party stands, when none of a frame's own places names one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What a verb, with its object where that matters, says that one party does to another."""

    event_class: EventClass
    target: tuple[str, ...]  # places of the other party, best first: "object", "clause" or a preposition
    both: bool = False  # done by both sides together
    known: bool = False  # an event only between known actors: "told reporters" is none
    received: bool = False  # done to the subject by the other party: "received a loan from"
    noun: Token | None = None  # the object noun that decided the class ("held talks")

    def with_noun(self, noun: Token) -> Frame:
        """The same, decided by that noun."""
        return replace(self, noun=noun)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, by what evokes them."""

    verbs: dict[str, Frame]  # by lemma, also "lemma particle"
    phrases: dict[tuple[str, str], Frame]  # by lemma and lemma of the object
    near: dict[tuple[str, str], Frame]  # as phrases, where one of the frame's prepositions follows
    done_by: dict[tuple[str, str], Frame]  # by lemma and lemma of the subject: "troops left"
    put: dict[tuple[str, str], Frame]  # by lemma and lemma of a prepositional object: "take to court"
    nouns: dict[str, Frame]
    idioms: frozenset[tuple[str, str]]  # lemma and lemma of the object: no deed
    light: frozenset[str]
    known: frozenset[str]  # every lemma of a verb
    pledging: frozenset[str]  # light verbs that only promise what their noun says


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The shipped lexicon; of two entries for the same words the first holds."""
    data = load_words("event_verbs.toml")
    verbs = {lemma: _frame(entry) for entry in reversed(data["verbs"]) for lemma in split(entry["lemmas"])}
    light = frozenset(split(data["light"]["verbs"]))
    return Lexicon(
        verbs=verbs,
        phrases=_by_pair(data["phrases"]),
        near=_by_pair(data["near"]),
        done_by=_by_pair(data["done_by"], "subjects"),
        put=_by_pair(data["put"]),
        nouns={lemma: _frame(entry) for entry in reversed(data["nouns"]) for lemma in split(entry["lemmas"])},
        idioms=frozenset((verb, noun) for verb, nouns in data["idioms"].items() for noun in split(nouns)),
        light=light,
        known=light | verbs.keys(),
        pledging=frozenset(split(data["light"]["pledging"])),
    )


def _by_pair(entries: list[dict[str, Any]], nouns: str = "objects") -> dict[tuple[str, str], Frame]:
    return {
        (verb, noun): _frame(entry)
        for entry in reversed(entries)
        for verb in split(entry["verbs"])
        for noun in split(entry[nouns])
    }


def mend_lemma(verb: Token, known: Container[str]) -> str:
    """The lemma, with the "e" that the lemmatizer loses in rarer verbs, where the whole is known: "hopes" is not "hop"."""
    lemma = verb.lemma_.lower()
    whole = f"{lemma}e"
    lost = lemma not in known and whole in known
    return whole if lost and verb.lower_ in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es") else lemma


def split(words: str) -> list[str]:
    """Words parted by commas."""
    return [" ".join(word.split()) for word in words.split(",")]


def _frame(entry: dict[str, Any]) -> Frame:
    return Frame(
        event_class=EventClass(entry["class"]),
        target=tuple(entry["target"]),
        both=bool(entry.get("both")),
        known=bool(entry.get("known")),
        received=bool(entry.get("received")),
    )
