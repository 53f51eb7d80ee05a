"""Salient terms of a collection: nouns and short phrases that it uses far more than English at large does.

How common a word is at large is told by its rank in the table of word vectors, which is ordered by frequency.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.analysis.lexicon.words import load_words
from bot.analysis.theme_echo import stem_of
from bot.analysis.theme_learning.tagging import Kind, Passage, Tagged
from bot.analysis.vectors.table import WordVectors

MOST_TERMS = 300
"""Most salient terms that are looked at; the rest are rarer."""
_LEAST_PASSAGES = 2  # that hold a term
_LEAST_OF_ADJECTIVES = 3  # that hold an adjective by itself
_LONGEST = 3  # words of a phrase
_COMMON_RANK = 250  # English at large has so many words that are common
_PART = 0.8  # a word that so often stands within one longer term is no term of its own


@dataclass(slots=True)
class Term:
    """A word or phrase by its stems, with the forms in which it is printed and the passages that have it."""

    stems: tuple[str, ...]
    forms: Counter[str] = field(default_factory=Counter)
    passages: list[int] = field(default_factory=list)
    documents: set[int] = field(default_factory=set)
    weight: float = 0.0
    noun: bool = False  # ends in a noun somewhere: may give a theme its name

    @property
    def printed(self) -> str:
        """Its commonest form; of equally common ones the first in the alphabet."""
        return min(self.forms.items(), key=lambda item: (-item[1], item[0]))[0]


def list_terms(found: Sequence[Passage], vectors: WordVectors) -> list[Term]:
    """The salient terms of the passages, weightiest first; `vectors` tells how common words are at large."""
    terms: dict[tuple[str, ...], Term] = {}
    for number, passage in enumerate(found):
        for stems, form, noun in _phrases(passage.words):
            term = terms.setdefault(stems, Term(stems))
            term.forms[form] += 1
            term.noun = term.noun or noun
            term.documents.add(passage.document)
            if not term.passages or term.passages[-1] != number:
                term.passages.append(number)
    frequent = [term for term in terms.values() if len(term.passages) >= _least(term)]
    for term in frequent:
        term.weight = _weight(term, vectors)
    salient = sorted(_whole(frequent), key=lambda term: (-term.weight, term.stems))
    return salient[:MOST_TERMS]


def _least(term: Term) -> int:
    return _LEAST_PASSAGES if term.noun else _LEAST_OF_ADJECTIVES


def _phrases(words: Sequence[Tagged]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Stems, form, and whether it ends in a noun: nouns and adjectives, and phrases of two or three words that end in one; acronyms by themselves."""
    for last, word in enumerate(words):
        if word.kind not in (Kind.NOUN, Kind.ACRONYM, Kind.ADJECTIVE) or _says_nothing(word):
            continue
        yield _term([word])
        if word.kind is Kind.ADJECTIVE:
            continue
        for length in range(2, _LONGEST + 1):
            part = words[max(0, last - length + 1) : last + 1]
            if len(part) < length or part[0].kind is Kind.OTHER or _says_nothing(part[0]):
                break
            yield _term(part)


def _term(words: Sequence[Tagged]) -> tuple[tuple[str, ...], str, bool]:
    printed = [word.text if word.kind in (Kind.NAME, Kind.ACRONYM) else word.text.lower() for word in words]
    return tuple(stem_of(word) for word in printed), " ".join(printed), words[-1].kind is not Kind.ADJECTIVE


def _says_nothing(word: Tagged) -> bool:
    if word.kind is Kind.NAME:
        return False
    small = word.text.lower()
    return len(small) < 3 or small in _STOP or word.text in _OUTLETS or stem_of(small) in _STOP_STEMS


def _weight(term: Term, vectors: WordVectors) -> float:
    """How telling a term is: often here, rare at large, in more than one document."""
    ranks = [vectors.rank(word) for word in term.printed.split()]
    rarity = sum(math.log(2 + rank / _COMMON_RANK) for rank in ranks) / len(ranks)
    return math.log(1 + len(term.passages)) * rarity * (1 + math.log(len(term.documents)))


def _whole(terms: Sequence[Term]) -> list[Term]:
    """The terms less those that hardly ever stand outside one longer term."""
    longer: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for term in terms:
        for length in range(1, len(term.stems)):
            for at in range(len(term.stems) - length + 1):
                part = term.stems[at : at + length]
                longer[part] = max(longer[part], len(term.passages))
    return [term for term in terms if longer[term.stems] < _PART * len(term.passages)]


_COMMON = load_words("common_words.toml")
_LISTS = (
    _COMMON["stop"],
    _COMMON["calendar"],
    load_words("theme_stop_words.toml")["stop"],
    load_words("theme_learning.toml")["stop"],
)
_STOP = frozenset(word for text in _LISTS for word in text.split())
_OUTLETS = frozenset(load_words("theme_learning.toml")["outlets"].split())
_STOP_STEMS = frozenset(stem_of(word) for word in load_words("theme_learning.toml")["stop"].split())
