"""The terms of the articles that are remembered, as numbers: how common each is, and who has it lately.

A term's number is a hash of it with its kind in the last bits, the same in every process; no term is kept as text.
Frequencies stand in a table of fixed size: two terms that meet in one place seem a little more common than they are.
"""

from __future__ import annotations

import math
import zlib
from bisect import insort
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from bot.analysis.story_terms import TermKind, kind_of_term, list_household_terms

Numbers = NDArray[np.uint32]
Weights = NDArray[np.float64]

PRIOR_ARTICLES = 40  # smooths document frequencies while few articles have been seen
_HOUSEHOLD_SHARE = 0.4  # of those articles that have a household term
_LONGEST_LIST = 200  # latest articles that are listed under a term
_KIND_BITS = 3
_PLACES = 1 << 20  # of the table of frequencies: 4 MB
_LISTED = (TermKind.WORD, TermKind.NAME, TermKind.NUMBER)  # kinds by which articles are found


def number_terms(terms: Iterable[str]) -> Numbers:
    """The number of each term, in order."""
    return np.fromiter((_number(term) for term in terms), np.uint32)


def kinds_of(numbers: Numbers) -> NDArray[np.int8]:
    """The kind of each term, as a number."""
    return (numbers & ((1 << _KIND_BITS) - 1)).astype(np.int8)


def _number(term: str) -> int:
    return zlib.crc32(term.encode("utf-8", "surrogatepass")) >> _KIND_BITS << _KIND_BITS | kind_of_term(term)


_HOUSEHOLD = np.sort(number_terms(sorted(list_household_terms())))


class Vocabulary:
    """How many of the remembered articles have a term, and which had it last. Not safe for several threads at once."""

    def __init__(self) -> None:
        self._frequency = np.zeros(_PLACES, np.int32)
        self._listed: dict[int, list[int]] = {}

    def __len__(self) -> int:
        """How many terms lead to an article."""
        return len(self._listed)

    def count(self, numbers: Numbers, article: int) -> None:
        """Count an article that has these terms, and list it under those by which it can be found."""
        np.add.at(self._frequency, _place(numbers), 1)
        for number in numbers[is_listed(numbers)].tolist():
            listed = self._listed.setdefault(number, [])
            listed.append(article)
            if len(listed) > 2 * _LONGEST_LIST:
                del listed[:-_LONGEST_LIST]

    def forget(self, numbers: Numbers, article: int) -> None:
        """Take an article back: the one that has been remembered longest."""
        np.subtract.at(self._frequency, _place(numbers), 1)
        for number in numbers[is_listed(numbers)].tolist():
            if self._listed.get(number, [-1])[-1] <= article:
                self._listed.pop(number, None)

    def exchange(self, old: Numbers, new: Numbers, article: int) -> None:
        """Let an article have other terms; it keeps its place among the others."""
        np.subtract.at(self._frequency, _place(old), 1)
        np.add.at(self._frequency, _place(new), 1)
        before, now = set(old[is_listed(old)].tolist()), set(new[is_listed(new)].tolist())
        for number in before - now:
            self._listed[number] = [other for other in self._listed.get(number, ()) if other != article]
            if not self._listed[number]:
                del self._listed[number]
        for number in now - before:
            insort(self._listed.setdefault(number, []), article)

    def list_articles(self, number: int) -> list[int]:
        """The latest articles that had the term; some may be forgotten."""
        return self._listed.get(number, [])[-_LONGEST_LIST:]

    def measure_rarity(self, numbers: Numbers, articles: int) -> Weights:
        """Inverse document frequency among so many articles, as if some more had been seen before them.

        Household terms are common among those.
        """
        imagined = np.isin(numbers, _HOUSEHOLD) * (_HOUSEHOLD_SHARE * PRIOR_ARTICLES)
        seen = math.log(articles + PRIOR_ARTICLES + 1)
        rarity: Weights = seen - np.log(self._frequency[_place(numbers)] + imagined + 1)
        return rarity


def is_listed(numbers: Numbers) -> NDArray[np.bool_]:
    """Which of the terms lead to the articles that have them."""
    return np.isin(kinds_of(numbers), _LISTED)


def split_features(features: Mapping[str, float]) -> tuple[Numbers, Weights]:
    """The numbers of an article's terms and their weights, in one order."""
    return number_terms(features), np.fromiter(features.values(), np.float64, len(features))


def _place(numbers: Numbers) -> NDArray[np.intp]:
    return ((numbers >> _KIND_BITS) % _PLACES).astype(np.intp)
