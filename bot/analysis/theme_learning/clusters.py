"""Terms that belong together: near in meaning, and said in the same passages.

Average-link clustering from the bottom up, of single nouns first; phrases and adjectives then join the group that is nearest, so that
"military alliance" does not make one theme of armies and blocs. Two terms are as alike as their vectors and the company that they keep;
a term said in the very passages of another is alike to it, whatever it means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.analysis.theme_learning.candidates import Term
from bot.analysis.theme_learning.tagging import Passage
from bot.analysis.vectors.table import Vectors, WordVectors, as_units

_MEANING, _COMPANY, _CONTEXT = 0.55, 0.2, 0.25  # how much each kind of likeness counts
_ALIKE = 0.28  # least mean likeness of two groups that are joined
_FOLLOWS = 0.2  # least mean likeness to a group of a phrase or adjective that joins it
_MOST_TERMS = 20  # of one group: beyond that it is no theme but the field
_NEAR = 1  # sentences before and after that are company too


def likeness_of(terms: Sequence[Term], found: Sequence[Passage], vectors: WordVectors) -> Vectors:
    """How alike each two terms are, about 0 to 1."""
    meaning = vectors.encode([term.printed.split() for term in terms])
    company = _company(terms, found)
    said = vectors.encode([[word.text for word in passage.words] for passage in found])
    said = said - said.mean(axis=0)
    context = as_units(np.stack([said[term.passages].mean(axis=0) for term in terms]))
    alike = _MEANING * _squares(meaning) + _COMPANY * _squares(company) + _CONTEXT * _squares(context)
    return np.asarray(alike, dtype=np.float32)


def _squares(rows: Vectors) -> Vectors:
    return np.asarray(rows @ rows.T, dtype=np.float32)


def _company(terms: Sequence[Term], found: Sequence[Passage]) -> Vectors:
    """A row a term: in which passages it stands, the neighbouring ones by half."""
    rows = np.zeros((len(terms), len(found)), dtype=np.float32)
    for i, term in enumerate(terms):
        for at in term.passages:
            for near in range(max(0, at - _NEAR), min(len(found), at + _NEAR + 1)):
                if found[near].document == found[at].document:
                    rows[i, near] = max(rows[i, near], 1.0 if near == at else 0.5)
    return as_units(rows)


def group_terms(terms: Sequence[Term], alike: Vectors) -> list[list[int]]:
    """Groups of terms, by number, each in order; no term is in two, and every group has a noun."""
    single = [i for i, term in enumerate(terms) if len(term.stems) == 1 and term.noun]
    others = [i for i, term in enumerate(terms) if len(term.stems) > 1 or not term.noun]
    groups = [[single[at] for at in group] for group in _cluster(alike[np.ix_(single, single)])]
    lone: list[int] = []
    joined: list[list[int]] = [list(group) for group in groups]
    for i in others:
        near = [float(alike[i, group].mean()) for group in groups]
        best = max(range(len(groups)), key=lambda at: (near[at], -at), default=-1)
        (joined[best] if best >= 0 and near[best] >= _FOLLOWS else lone).append(i)
    apart = [[lone[at] for at in group] for group in _cluster(alike[np.ix_(lone, lone)])]
    return [sorted(group) for group in [*joined, *apart] if any(terms[i].noun for i in group)]


def _cluster(alike: Vectors) -> list[list[int]]:
    count = len(alike)
    between = alike.astype(np.float64)  # sums over pairs of members
    np.fill_diagonal(between, -np.inf)
    sizes = np.ones(count)
    groups: list[list[int]] = [[i] for i in range(count)]
    for _ in range(count - 1):
        mean = between / np.outer(sizes, sizes)
        mean[np.add.outer(sizes, sizes) > _MOST_TERMS] = -np.inf
        one, two = sorted(divmod(int(mean.argmax()), count))
        if mean[one, two] < _ALIKE:
            break
        _join(between, sizes, groups, one, two)
    return [group for group in groups if group]


def _join(between: Any, sizes: Any, groups: list[list[int]], one: int, two: int) -> None:
    between[one] += between[two]
    between[:, one] = between[one]
    between[one, one] = -np.inf
    between[two] = between[:, two] = -np.inf
    sizes[one] += sizes[two]
    sizes[two] = 1
    groups[one] += groups[two]
    groups[two] = []
