"""How strongly the hits of a theme speak for it, and how sure that makes us.

The figures were set by hand on the gold set and on openings written for the tests, with general news and
a season of American politics as a check on false alarms. One include term in a short text is just enough, with a little to spare.
"""

from __future__ import annotations

import math
from itertools import groupby

from bot.analysis.theme_evidence import Hit, crowding, gathered_hints

WORD_WEIGHT, PHRASE_WEIGHT = 1.0, 1.2  # an include term of one word, of several
AGAINST_WEIGHT = 1.3  # an exclude term
ECHO_WEIGHT = 1.6  # an echo of likeness 1
HINT_WEIGHT = 0.24  # a hint among those that stand together
_LOOSE_HINT = 0.06  # a hint elsewhere
_TITLE_HINT = 0.15  # what a hint in the headline adds
_NAMED = 0.2  # an actor of the theme that is named
_MOST_NAMED = 2  # so many of them count
_UNPEOPLED = 0.3  # what hints alone lose in a text that names fewer than two known actors
_ABSENT = 0.5  # what each actor that is missing from the usual number takes off
_REPEAT = 0.35  # what a doubling of a term's count adds, of its weight
_TITLE = 0.6  # what an include term in the headline adds, of its weight
_CROWDED = 0.18  # what each further term in the passage with the most of them adds
_SHORT_TEXT = 350  # words up to which nothing is taken off for length
_MIDDLE, _SLOPE = 0.85, 1.7  # strength that scores a half; steepness of the logistic curve
_SUREST = 0.99


def strength_of(hits: list[Hit], words: int, named: int = 0, actors: int = 2, usual: int = 0) -> float:
    """What speaks for a theme less what speaks against it.

    Args:
        hits: the settled hits of the theme.
        words: length of the text; a passing mention in a long one counts less.
        named: how many actors of the theme are named.
        actors: how many known actors are named at all.
        usual: how many of them a text on the theme names as a rule.
    """
    if not hits:
        return 0.0
    dilution = math.sqrt(max(1.0, words / _SHORT_TEXT))
    strength = _included(hits) / math.sqrt(dilution) + _hinted(hits, dilution)
    strength += _CROWDED * crowding(hits) + _NAMED * min(named, _MOST_NAMED)
    strength += max((hit.weight for hit in hits if hit.role == "echo"), default=0.0)
    if actors < 2 and all(hit.role in ("hint", "exclude") for hit in hits):
        strength -= _UNPEOPLED
    strength -= _ABSENT * max(0, usual - actors)
    return strength - _against(hits) / dilution


def score_of(strength: float) -> float:
    """A strength as a score between 0 and 1."""
    if strength <= 0:
        return 0.0
    return round(min(1 / (1 + math.exp(_SLOPE * (_MIDDLE - strength))), _SUREST), 3)


def _included(hits: list[Hit]) -> float:
    total = 0.0
    for same in _by_term(hits, "include"):
        weight = same[0].weight
        total += weight * (1 + _REPEAT * math.log2(len(same)))
        total += _TITLE * weight if any(hit.place is None for hit in same) else 0.0
    return total


def _hinted(hits: list[Hit], dilution: float) -> float:
    groups = _by_term(hits, "hint")
    together = gathered_hints(hits)
    in_title = sum(1 for same in groups if any(hit.place is None for hit in same))
    loose = len(groups) - together
    return HINT_WEIGHT * together + _TITLE_HINT * in_title + _LOOSE_HINT * loose / dilution


def _against(hits: list[Hit]) -> float:
    return sum(same[0].weight * (1 + _REPEAT * math.log2(len(same))) for same in _by_term(hits, "exclude"))


def _by_term(hits: list[Hit], role: str) -> list[list[Hit]]:
    ordered = sorted((hit for hit in hits if hit.role == role), key=lambda hit: hit.term)
    return [list(group) for _, group in groupby(ordered, key=lambda hit: hit.term)]
