"""Themes: which classes of the team an article belongs to, how sure that is, and what decided it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from bot.analysis.passages import passages
from bot.analysis.theme_echo import Examples
from bot.analysis.theme_evidence import Hit, evidence_of, settled
from bot.analysis.theme_strength import (
    AGAINST_WEIGHT,
    ECHO_WEIGHT,
    HINT_WEIGHT,
    PHRASE_WEIGHT,
    WORD_WEIGHT,
    score_of,
    strength_of,
)
from bot.analysis.theme_terms import TermTree, Word, split_words
from bot.model.findings import Span, ThemeMatch
from bot.model.knowledge import Theme

INCLUDE, HINT, EXCLUDE, ECHO = "include", "hint", "exclude", "echo"

_ACTORS_ONLY = 1.2  # strength of a theme that asks for actors and nothing else
_ECHO_FROM = 0.5  # least likeness of an echo that counts
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
        self.wanted = tuple(frozenset(theme.actors) for theme in themes)
        self.tree = TermTree(
            (label.term, label) for i, theme in enumerate(themes) for label in _labels(i, theme)
        )
        self.examples = Examples((i, theme.examples) for i, theme in enumerate(themes))


def _labels(index: int, theme: Theme) -> list[_Label]:
    labels = [_Label(index, INCLUDE, term, _include_weight(term)) for term in theme.include]
    labels += [_Label(index, HINT, term, HINT_WEIGHT) for term in theme.hints]
    return labels + [_Label(index, EXCLUDE, term, AGAINST_WEIGHT) for term in theme.exclude]


def _include_weight(term: str) -> float:
    return PHRASE_WEIGHT if sum(1 for _ in split_words(term)) > 1 else WORD_WEIGHT


@dataclass(slots=True)
class _Reading:
    """What one pass over title and text brought, a list of hits a theme."""

    hits: dict[int, list[Hit]] = field(default_factory=dict)
    words: int = 0
    lead: Span | None = None  # the first passage

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
    _read_passage(reading, table, list(split_words(title)), None, -1)
    for number, (start, end) in enumerate(passages(text)):
        words = list(split_words(text, start, end))
        reading.words += len(words)
        reading.lead = reading.lead or (start, end)
        _read_passage(reading, table, words, (start, end), number)
    return reading


def _read_passage(
    reading: _Reading, table: ThemeTable, words: list[Word], place: Span | None, number: int
) -> None:
    for found in table.tree.find(words):
        label = found.label
        reading.add(
            label.theme, Hit(label.role, label.term, label.weight, place, number, found.first, found.last)
        )
    for echo in table.examples.echoes(words):
        if echo.likeness >= _ECHO_FROM:
            strength = ECHO_WEIGHT * echo.likeness
            reading.add(echo.theme, Hit(ECHO, echo.example, strength, place, number, 0, 0))


def _score(index: int, reading: _Reading, actor_ids: Set[str], table: ThemeTable) -> ThemeMatch:
    theme = table.themes[index]
    named = len(actor_ids & table.wanted[index])
    hits = settled(reading.hits.get(index, []))
    if not (theme.include or theme.hints or theme.examples):
        strength = _ACTORS_ONLY if named else 0.0
    else:
        strength = strength_of(hits, reading.words, named, len(actor_ids), theme.actors_usual)
    return ThemeMatch(
        id=theme.id,
        name=theme.name,
        score=score_of(strength) if named >= theme.actors_min else 0.0,
        threshold=theme.threshold,
        evidence=evidence_of(hits, reading.lead),
    )
