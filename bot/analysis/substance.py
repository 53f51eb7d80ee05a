"""What words are worth: which of them commit, threaten, accuse or give figures, and which are mere courtesy.

The lists, weights and reasons lie in `lexicon/worth.toml`. Nothing here loads a language model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.analysis.lexicon.words import load_words
from bot.analysis.theme_terms import Found, TermTree, split_words


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for a quote, or against it."""

    name: str
    weight: float  # for each time that it is found
    most: int  # times that count
    why: str  # completes "This quote …"

    def worth(self, times: int) -> float:
        """What it adds to the worth of a quote in which it is found so often."""
        return self.weight * min(times, self.most)


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of one quote, and what it is made of."""

    value: float
    features: Mapping[str, int]  # name → times found

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons in words, the weightiest first: "threatens or warns", "said in office"."""
        known = list_features()
        parts = [(known[name].worth(times), known[name].why) for name, times in self.features.items()]
        return tuple(why for worth, why in sorted(parts, key=lambda part: (-abs(part[0]), part[1])) if worth)


@lru_cache(maxsize=1)
def list_features() -> dict[str, Feature]:
    """All features by name."""
    return {
        name: Feature(name, table["weight"], table["most"], table["why"])
        for name, table in load_words("worth.toml")["feature"].items()
    }


def weigh_features(features: Mapping[str, int]) -> Worth:
    """The worth that the features found in a quote add up to."""
    known = list_features()
    found = {name: times for name, times in features.items() if times}
    return Worth(sum(known[name].worth(times) for name, times in found.items()), found)


def read_substance(words: str) -> Counter[str]:
    """How often each feature that has words is found in what somebody says."""
    return Counter(found.label for found in longest_terms(_tree().find(list(split_words(words)))))


@lru_cache(maxsize=1)
def _tree() -> TermTree[str]:
    tables = load_words("worth.toml")["feature"].items()
    return TermTree((term, name) for name, table in tables for term in table.get("words", ()))


def longest_terms(found: Iterable[Found[str]]) -> Iterable[Found[str]]:
    """The terms found, without those that stand within a longer one: "will see" is no "will"."""
    last: Found[str] | None = None
    for one in sorted(found, key=lambda f: (f.first, -f.last)):
        inside = last is not None and one.last <= last.last and one[1:] != last[1:]
        if not inside:
            yield one
            last = one
