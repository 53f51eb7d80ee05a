"""What speaks for and against a theme in a text, as named numbers: what is weighed, marked and explained.

Texts of any length are comparable: a passing mention in a long one counts less.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.analysis.theme_evidence import Hit, crowding, gathered_hints
from bot.analysis.theme_meaning import UNTOLD

Features = Mapping[str, float]
"""Name of a feature → its value; see `FEATURES`."""

FEATURES = {
    "terms": "include terms found",
    "brief": "an include term in a text too short to say more, of a theme that is not bare",
    "bare": "include terms of a theme that has neither weaker terms nor examples",
    "headline": "include terms in the headline",
    "hints": "weaker terms that stand together",
    "scattered": "weaker terms elsewhere",
    "headline_hints": "weaker terms in the headline",
    "crowding": "different terms in one passage",
    "echo": "likeness in words to an example",
    "meaning": "nearness in meaning of the nearest passage",
    "breadth": "nearness in meaning of all passages, on average",
    "actors": "actors of the theme that are named",
    "unpeopled": "weaker terms only, in a text that names fewer than two known actors",
    "missing": "known actors that such news usually names, and that are not there",
    "against": "exclude terms found",
}
"""Every feature, in words."""

PHRASE = 1.2
"""What an include term of several words counts, against 1 for a single word."""
REPEAT = 0.35  # what a doubling of a term's count adds, of its weight
_PLENTY = 4  # weaker terms that count in full: long texts gather many
_BEYOND = 0.3  # what each further one counts
SHORT_TEXT = 350  # words up to which nothing is taken off for length
MOST_ACTORS = 2  # so many of a theme's actors count
MIDDLING = 0.12  # nearness in meaning of a text too short to tell: that of a plain match


def extract_features(
    hits: list[Hit],
    words: int,
    nearness: Sequence[float],
    named: int = 0,
    actors: int = 2,
    usual: int = 0,
    bare: bool = False,
) -> dict[str, float]:
    """The features of one theme in one text.

    Args:
        hits: the settled hits of the theme.
        words: length of the text.
        nearness: how near each passage comes to the theme in meaning; see `Meanings.weigh`.
        named: how many actors of the theme are named.
        actors: how many known actors are named at all.
        usual: how many of them a text on the theme names as a rule.
        bare: whether the theme has include terms only, so that nothing else can speak for it.
    """
    thin = math.sqrt(max(1.0, words / SHORT_TEXT))
    hints = _by_term(hits, "hint")
    together = gathered_hints(hits)
    told = [near for near in nearness if near > UNTOLD] or [MIDDLING]
    weak = all(hit.role in ("hint", "exclude") for hit in hits)
    terms = _counted(hits, "include") / math.sqrt(thin)
    return {
        "terms": terms,
        "brief": max(0.0, 1 - words / SHORT_TEXT) if terms > 0 and not bare else 0.0,
        "bare": float(bare and terms > 0),
        "headline": sum(same[0].weight for same in _by_term(hits, "include") if _in_headline(same)),
        "hints": min(together, _PLENTY) + _BEYOND * max(0, together - _PLENTY),
        "scattered": (len(hints) - together) / thin,
        "headline_hints": float(sum(1 for same in hints if _in_headline(same))),
        "crowding": float(crowding(hits)),
        "echo": max((hit.weight for hit in hits if hit.role == "echo"), default=0.0),
        "meaning": max(told),
        "breadth": sum(told) / len(told),
        "actors": float(min(named, MOST_ACTORS)),
        "unpeopled": float(weak and actors < 2),
        "missing": float(max(0, usual - actors)),
        "against": _counted(hits, "exclude") / thin,
    }


def _counted(hits: list[Hit], role: str) -> float:
    return sum(same[0].weight * (1 + REPEAT * math.log2(len(same))) for same in _by_term(hits, role))


def _in_headline(hits: list[Hit]) -> bool:
    return any(hit.place is None for hit in hits)


def _by_term(hits: list[Hit], role: str) -> list[list[Hit]]:
    ordered = sorted((hit for hit in hits if hit.role == role), key=lambda hit: hit.term)
    return [list(group) for _, group in groupby(ordered, key=lambda hit: hit.term)]
