"""Parts of speech, morphology and lemmas: decided once for each word, tag and label.

spaCy's attribute ruler tries 179 patterns on each token, a tenth of the whole pipeline's time. All but ten of them
look at one token only, and at nothing but its word, tag and label; so does the lemmatizer, at what they make of it.
What both say of such a token is remembered. The other ten are tried everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

MOST_FORMS = 100_000
"""Decisions kept, at some 300 bytes each; when they are full, they are begun anew."""

_SEEN: Any = ["ORTH", "TAG", "DEP"]  # what a decision depends on
_SET: Any = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]  # what it sets
_READ_BY_PATTERNS = {"TAG", "DEP", "LOWER", "ORTH", "IS_SPACE"}

Match = tuple[int, int, int, int]  # number of the rule, its id, first token, behind the last one


class RememberedForms:
    """Sets what an `AttributeRuler` and a `Lemmatizer` would set, in fresh texts."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer | None) -> None:
        self._ruler: Any = ruler
        self._lemmatizer = lemmatizer
        self._alone, self._joint = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._offsets: list[int] = []  # by rule: which token of the pattern it changes
        for number, rule in enumerate(_rules_of(ruler)):
            matcher = self._alone if _is_alone(rule) else self._joint
            matcher.add(str(number), rule["patterns"])
            self._offsets.append(rule["index"])
        self._known: dict[tuple[int, ...], list[int]] = {}

    @staticmethod
    def fits(ruler: object) -> bool:
        """Whether nothing but word, tag and label decides what the ruler says of a single token."""
        if not isinstance(ruler, AttributeRuler):
            return False
        rules = _rules_of(ruler)
        read = {
            key for rule in rules if _is_alone(rule) for pattern in rule["patterns"] for key in pattern[0]
        }
        return read <= _READ_BY_PATTERNS and all(set(rule["attrs"]) <= set(_SET) for rule in rules)

    def __call__(self, doc: Doc) -> Doc:
        """Set the forms of all words of a text."""
        if not len(doc):
            return doc
        joint = self._match_joint(doc)
        if len(self._known) > MOST_FORMS:
            self._known.clear()
        forms = [
            self._known.get(key) or self._learn(doc, at, key)
            if at not in joint
            else self._decide(doc, at, joint[at])
            for at, key in enumerate(map(tuple, doc.to_array(_SEEN).tolist()))
        ]
        made: Any = np.array(forms, dtype=np.uint64)
        doc.from_array(_SET, made)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:  # noqa: ARG002 -- spaCy passes it
        """Set the forms of many texts."""
        return map(self, docs)

    def _match_joint(self, doc: Doc) -> dict[int, list[Match]]:
        """By token the matches of patterns of several tokens."""
        found: defaultdict[int, list[Match]] = defaultdict(list)
        for name, first, behind in self._joint(doc, allow_missing=True):
            number = int(doc.vocab.strings[name])
            offset = self._offsets[number]
            found[first + offset if offset >= 0 else behind + offset].append((number, name, first, behind))
        return found

    def _learn(self, doc: Doc, at: int, key: tuple[int, ...]) -> list[int]:
        self._known[key] = made = self._decide(doc, at, [])
        return made

    def _decide(self, doc: Doc, at: int, joint: list[Match]) -> list[int]:
        """What spaCy's own parts say of one token; later rules override earlier ones."""
        alone = self._alone(doc[at : at + 1], allow_missing=True)
        matches = [(int(doc.vocab.strings[name]), name, at, at + 1) for name, _, _ in alone]
        self._ruler.set_annotations(doc, sorted([*matches, *joint]))
        token = doc[at]
        if self._lemmatizer is not None and token.lemma == 0:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
        made: list[int] = doc.to_array(_SET)[at].tolist()
        return made


def _rules_of(ruler: Any) -> list[dict[str, Any]]:
    """A ruler's rules, each with "patterns", "attrs" and "index", which counts from the end where it is negative."""
    rules: list[dict[str, Any]] = ruler.patterns
    return rules


def _is_alone(rule: dict[str, Any]) -> bool:
    """Whether all patterns of a rule are one token long."""
    return all(len(pattern) == 1 for pattern in rule["patterns"])
