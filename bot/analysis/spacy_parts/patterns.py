"""What the patterns of an attribute ruler ask for, so that they are tried only where they may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from spacy.strings import StringStore
from spacy.tokens import Token

_TELLING = {"TAG", "DEP", "IS_SPACE", "LOWER", "ORTH"}  # what a pattern may ask of a token
_SPACE, _UNNAMED = 1, 2  # keys of white space, and of the words that no pattern names

Rule = Mapping[str, Any]  # "patterns", "attrs", and "index", which counts from the end where it is negative


def rules_of(ruler: Any) -> list[Rule]:
    """An attribute ruler's rules, in order."""
    rules: list[Rule] = ruler.patterns
    return rules


def is_alone(rule: Rule) -> bool:
    """Whether all patterns of a rule are one token long."""
    return all(len(pattern) == 1 for pattern in rule["patterns"])


class NamedWords:
    """The words named by the patterns of one token."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._words: set[str] = set()
        self._shapes: list[re.Pattern[str]] = []
        for condition in _word_conditions(rules):
            if isinstance(condition, str):
                self._words.add(condition)
            elif "REGEX" in condition:
                self._shapes.append(re.compile(condition["REGEX"]))
            else:
                self._words.update(condition["IN"])

    @staticmethod
    def are_all(rules: Sequence[Rule]) -> bool:
        """Whether the patterns of one token ask for nothing but tag, label, white space, and words that they name."""
        asked = {key for condition in _conditions(rules) for key in condition}
        named = (
            isinstance(condition, str) or condition.keys() in ({"IN"}, {"REGEX"})
            for condition in _word_conditions(rules)
        )
        return asked <= _TELLING and all(named)

    def key_of(self, token: Token) -> int:
        """A number that tokens share which the patterns cannot tell apart by their words."""
        if token.is_space:
            return _SPACE
        named = {token.lower_, token.orth_} & self._words
        if named or any(shape.search(word) for shape in self._shapes for word in (token.lower_, token.orth_)):
            return token.orth
        return _UNNAMED


class JointPatterns:
    """What the patterns of several tokens need to find in a text."""

    COLUMNS = ("LOWER", "TAG", "DEP")

    def __init__(self, rules: Sequence[Rule], strings: StringStore) -> None:
        self._needs = [
            [
                (column, frozenset(strings.add(value) for value in values))
                for token in pattern
                for column, key in enumerate(self.COLUMNS)
                if (values := _values_of(token.get(key)))
            ]
            for rule in rules
            if not is_alone(rule)
            for pattern in rule["patterns"]
        ]

    def may_match(self, columns: Sequence[Set[int]]) -> bool:
        """Whether a text has what one of the patterns needs: the values that occur in it, by column."""
        return any(
            all(not values.isdisjoint(columns[column]) for column, values in needs) for needs in self._needs
        )


def _values_of(condition: Any) -> Sequence[str]:
    """The strings one of which a condition asks for; none where it asks otherwise."""
    if isinstance(condition, str):
        return (condition,)
    values: Sequence[str] = condition.get("IN", ()) if isinstance(condition, dict) else ()
    return values


def _conditions(rules: Sequence[Rule]) -> Iterator[Mapping[str, Any]]:
    for rule in rules:
        if is_alone(rule):
            yield from (pattern[0] for pattern in rule["patterns"])


def _word_conditions(rules: Sequence[Rule]) -> Iterator[Any]:
    for condition in _conditions(rules):
        yield from (condition[key] for key in ("LOWER", "ORTH") if key in condition)
