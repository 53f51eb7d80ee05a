"""The words of public speech: which count, which mean the same, which mean the contrary. Read once from a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.storage.wordings.stems import singular_of, stem_word

SPEECH = Path(__file__).with_name("speech.toml")
KNOWN_WORDS = 65_536  # whose meaning is kept in memory

LITTLE, STATE, MUCH, MOST = 0.4, 0.6, 1.0, 1.3
"""What a word weighs where two wordings are compared: common word, state, other word, name or number. Half of the news
names the same few states, so that these say less than other names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """The tables of the file, by stems."""

    forms: dict[str, str]  # irregular form → base
    stop: frozenset[str]  # printed forms
    weak: frozenset[str]
    untelling: frozenset[str]  # have a capital and name nobody: titles, days, months
    negations: frozenset[str]  # printed forms
    half_negations: frozenset[str]
    meanings: dict[str, str]  # stem → the meaning of its line
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first stem → further stems and the meaning
    states: frozenset[str]  # meanings
    classes: dict[str, int]  # meaning → its class
    opposites: dict[str, frozenset[str]]  # meaning → contrary meanings


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of this package."""
    tables = tomllib.loads(SPEECH.read_text(encoding="utf-8"))
    forms = {form: line[0] for line in _lines(tables["forms"]) for form in line}
    meanings: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in (*_lines(tables["states"]), *_lines(tables["synonyms"])):
        stems = [tuple(_stem(part, forms) for part in entry.split("_")) for entry in line]
        meaning = meanings.get(stems[0][0], stems[0][0]) if len(stems[0]) == 1 else "_".join(stems[0])
        for first, *rest in stems:
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), meaning))
            else:
                meanings.setdefault(first, meaning)

    def mean(words: Iterable[str]) -> list[str]:
        return [meanings.get(stem, stem) for stem in (_stem(word, forms) for word in words)]

    return Lexicon(
        forms=forms,
        stop=frozenset(tables["stop"].split()),
        weak=frozenset(mean(tables["weak"].split())),
        untelling=frozenset(mean((tables["titles"] + tables["classes"]).split())),
        negations=frozenset(tables["negations"].split()),
        half_negations=frozenset(mean(tables["half_negations"].split())),
        meanings=meanings,
        phrases={first: tuple(sorted(found, reverse=True)) for first, found in phrases.items()},
        states=frozenset(mean(line[0] for line in _lines(tables["states"]))),
        classes={m: n for n, line in enumerate(_lines(tables["classes"])) for m in mean(line)},
        opposites=_opposites([tuple(map(mean, sides)) for sides in _sides(tables["opposites"])]),
    )


def _lines(table: str) -> Iterator[list[str]]:
    return (line.split() for line in table.splitlines() if line.strip())


def _sides(table: str) -> Iterator[tuple[list[str], list[str]]]:
    for line in table.splitlines():
        left, stroke, right = line.partition("/")
        if stroke:
            yield left.split(), right.split()


def _opposites(pairs: Iterable[tuple[list[str], ...]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for left, right in pairs:
        for one, other in ((left, right), (right, left)):
            for meaning in one:
                found.setdefault(meaning, set()).update(other)
    return {meaning: frozenset(contrary - {meaning}) for meaning, contrary in found.items()}


def _stem(word: str, forms: dict[str, str]) -> str:
    return stem_word(forms.get(word) or forms.get(singular_of(word)) or word)


@lru_cache(maxsize=KNOWN_WORDS)
def stem_of(word: str) -> str:
    """The stem of a printed word in lower case, of its base form where it is irregular."""
    return _stem(word, load_lexicon().forms)


def weigh(meaning: str, *, telling: bool) -> float:
    """How much a meaning counts; `telling` ones are names and numbers."""
    lexicon = load_lexicon()
    if meaning in lexicon.states:
        return STATE
    return MOST if telling else LITTLE if meaning in lexicon.weak else MUCH
