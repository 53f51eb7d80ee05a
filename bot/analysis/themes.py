"""Themes: which classes of the team an article belongs to, how sure that is, and what decided it."""

from __future__ import annotations

from collections.abc import Set

from bot.analysis.theme_evidence import Hit, evidence_of, settled
from bot.analysis.theme_features import extract_features
from bot.analysis.theme_reading import Reading, ThemeTable, read_themes
from bot.analysis.theme_strength import log_odds, score_of
from bot.model.findings import ThemeMatch

__all__ = ["FLOOR", "ThemeTable", "match_themes", "measure_themes", "score_themes"]

_ACTORS_ONLY = 0.65
"""Score of a theme that asks for actors and nothing else, where they are named."""
FLOOR = 0.05
"""Scores below this are not reported at all."""


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
    reading = read_themes(text, title or "", table)
    standing = table.standing(actor_ids)
    scored = (_score(i, reading, actor_ids, standing, table) for i in range(len(table.themes)))
    return tuple(match for match in scored if match is not None)


def measure_themes(
    text: str, title: str | None, actor_ids: Set[str], table: ThemeTable
) -> dict[str, dict[str, float]]:
    """The features of every theme of which the text has something, by theme id: what its score is made of."""
    reading = read_themes(text, title or "", table)
    standing = table.standing(actor_ids)
    return {
        table.themes[i].id: _features(i, settled(reading.hits[i]), reading, actor_ids, standing, table)
        for i in sorted(reading.hits)
        if len(standing & table.wanted[i]) >= table.themes[i].actors_min
    }


def _score(
    index: int, reading: Reading, actor_ids: Set[str], standing: Set[str], table: ThemeTable
) -> ThemeMatch | None:
    """The match of a theme; None where its score is below `FLOOR`."""
    theme = table.themes[index]
    hits = settled(reading.hits.get(index, []))
    score = 0.0
    if len(standing & table.wanted[index]) >= theme.actors_min:
        if not (theme.include or theme.hints or theme.examples):
            score = _ACTORS_ONLY if standing & table.wanted[index] else 0.0
        elif any(hit.role != "exclude" for hit in hits):  # meaning alone is no evidence
            features = _features(index, hits, reading, actor_ids, standing, table)
            score = score_of(log_odds(features, table.weights[index]))
    if score < FLOOR:
        return None
    return ThemeMatch(
        id=theme.id,
        name=theme.name,
        score=score,
        threshold=theme.threshold,
        evidence=evidence_of(hits, reading.places, reading.nearness_to(index)),
    )


def _features(
    index: int, hits: list[Hit], reading: Reading, actor_ids: Set[str], standing: Set[str], table: ThemeTable
) -> dict[str, float]:
    theme = table.themes[index]
    return extract_features(
        hits,
        reading.words,
        reading.nearness_to(index),
        named=len(standing & table.wanted[index]),
        actors=len(actor_ids),
        usual=theme.actors_usual,
        bare=not (theme.hints or theme.examples),
    )
