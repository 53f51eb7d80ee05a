"""Themes: which classes of the team an article belongs to, how sure that is, and what decided it."""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import groupby

from bot.analysis.passages import passages
from bot.analysis.theme_echo import Examples
from bot.analysis.theme_evidence import Hit, crowding, evidence_of, settled
from bot.analysis.theme_terms import TermTree, Word, split_words
from bot.model.findings import ThemeMatch
from bot.model.knowledge import Theme

INCLUDE, HINT, EXCLUDE, ECHO = "include", "hint", "exclude", "echo"

_WORD_WEIGHT, _PHRASE_WEIGHT, _HINT_WEIGHT = 1.0, 1.2, 0.3
_REPEAT = {INCLUDE: 0.35, HINT: 0.2, EXCLUDE: 0.35}  # what a doubling of a term's count adds, of its weight
_CROWDED = 0.2  # what each further term in the passage with the most of them adds
_TITLE = 0.6  # what a term in the headline adds, of its weight
_AGAINST = 1.3  # weight of an exclude term
_ACTORS_ONLY = 1.2  # strength of a theme that asks for actors and nothing else
_ECHO_FROM, _ECHO_WEIGHT = 0.45, 1.6  # least likeness that counts; strength of an echo at likeness 1
_SHORT_TEXT = 350  # words up to which nothing is taken off for length
_MIDDLE, _SLOPE = 0.95, 1.7  # strength that scores a half; steepness of the logistic curve
FLOOR = 0.05
"""Scores below this are not reported at all."""


@dataclass(frozen=True, slots=True)
class _Label:
    theme: int
    role: str
    term: str
    weight: float


class ThemeTable:
    """A workspace's themes made ready for matching; build once a knowledge version, share freely."""

    def __init__(self, themes: tuple[Theme, ...]) -> None:
        self.themes = themes
        self.tree = TermTree(
            (label.term, label) for i, theme in enumerate(themes) for label in _labels(i, theme)
        )
        self.examples = Examples((i, theme.examples) for i, theme in enumerate(themes))


def _labels(index: int, theme: Theme) -> list[_Label]:
    labels = [_Label(index, INCLUDE, term, _include_weight(term)) for term in theme.include]
    labels += [_Label(index, HINT, term, _HINT_WEIGHT) for term in theme.hints]
    return labels + [_Label(index, EXCLUDE, term, _AGAINST) for term in theme.exclude]


def _include_weight(term: str) -> float:
    return _PHRASE_WEIGHT if sum(1 for _ in split_words(term)) > 1 else _WORD_WEIGHT


@dataclass(slots=True)
class _Reading:
    """What one pass over title and text brought, a list of hits a theme."""

    hits: dict[int, list[Hit]] = field(default_factory=dict)
    words: int = 0

    def add(self, theme: int, hit: Hit) -> None:
        self.hits.setdefault(theme, []).append(hit)


def match_themes(
    text: str, title: str | None, actor_ids: Set[str], table: ThemeTable
) -> tuple[ThemeMatch, ...]:
    """The themes of an article: those that score at least their threshold, in the order of the table.

    Args:
        text: the article's prose.
        title: its headline, if any.
        actor_ids: the actors that it names, for themes that ask for some.
        table: the themes.
    """
    return tuple(m for m in score_themes(text, title, actor_ids, table) if m.score >= m.threshold)


def score_themes(
    text: str, title: str | None, actor_ids: Set[str], table: ThemeTable
) -> tuple[ThemeMatch, ...]:
    """All themes that score at least `FLOOR`, also below their threshold: for the gate, and to say why."""
    reading = _read(text, title or "", table)
    scored = (_score(i, reading, actor_ids, table) for i in range(len(table.themes)))
    return tuple(match for match in scored if match.score >= FLOOR)


def _read(text: str, title: str, table: ThemeTable) -> _Reading:
    reading = _Reading()
    _read_passage(reading, table, list(split_words(title)), None)
    for start, end in passages(text):
        words = list(split_words(text, start, end))
        reading.words += len(words)
        _read_passage(reading, table, words, (start, end))
    return reading


def _read_passage(
    reading: _Reading, table: ThemeTable, words: list[Word], place: tuple[int, int] | None
) -> None:
    for found in table.tree.find(words):
        label = found.label
        reading.add(label.theme, Hit(label.role, label.term, label.weight, place, found.first, found.last))
    for echo in table.examples.echoes(words):
        if echo.likeness >= _ECHO_FROM:
            strength = _ECHO_WEIGHT * echo.likeness
            reading.add(echo.theme, Hit(ECHO, " ".join(echo.shared), strength, place, 0, 0))


def _score(index: int, reading: _Reading, actor_ids: Set[str], table: ThemeTable) -> ThemeMatch:
    theme = table.themes[index]
    named = actor_ids & frozenset(theme.actors)
    hits = settled(reading.hits.get(index, []))
    strength = _strength(hits, reading.words)
    if theme.actors_min and not (theme.include or theme.hints or theme.examples):
        strength += _ACTORS_ONLY
    enough = len(named) >= theme.actors_min
    score = 1 / (1 + math.exp(-_SLOPE * (strength - _MIDDLE))) if enough and strength > 0 else 0.0
    return ThemeMatch(
        id=theme.id,
        name=theme.name,
        score=round(min(score, 0.99), 3),
        threshold=theme.threshold,
        evidence=evidence_of(hits),
    )


def _strength(hits: list[Hit], words: int) -> float:
    """What speaks for a theme less what speaks against it; a passing mention in a long text counts less."""
    dilution = math.sqrt(max(1.0, words / _SHORT_TEXT))
    strength = _CROWDED * crowding(hits)
    best_echo = 0.0
    ordered = sorted(hits, key=lambda hit: (hit.role, hit.term))
    for (role, _), group in groupby(ordered, key=lambda hit: (hit.role, hit.term)):
        same = list(group)
        if role == ECHO:
            best_echo = max(best_echo, same[0].weight)
            continue
        value = same[0].weight * (1 + _REPEAT[role] * math.log2(len(same)))
        if role == EXCLUDE:
            strength -= value / dilution
            continue
        if any(hit.place is None for hit in same):
            value += _TITLE * same[0].weight
        strength += value / (dilution if role == HINT else dilution**0.5)
    return strength + best_echo
