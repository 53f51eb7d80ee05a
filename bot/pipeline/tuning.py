"""What the marks of a theme would change: with which of them its score agrees, and which articles would get or lose it.

Pure: marks and texts come in, numbers and words go out; `feedback` loads and stores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.analysis.theme_strength import log_odds, score_of, weights_of
from bot.analysis.theme_tuning import LEAST_MARKS, is_enough
from bot.analysis.themes import ThemeTable, score_themes
from bot.model.feedback import Mark
from bot.model.knowledge import Actor, Theme

Stored = tuple[int, str, str, frozenset[str]]
"""An article: its number, headline, text, and the actors that it names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkCount:
    """How many marks a theme has, and whether they are enough to move it."""

    theme: str
    relevant: int
    irrelevant: int

    @property
    def enough(self) -> bool:
        """Whether a preview has something to show."""
        return is_enough(self.relevant, self.irrelevant)

    @property
    def missing(self) -> str:
        """What is still needed, in words; empty where it is enough."""
        kinds = (("relevant", self.relevant), ("not relevant", self.irrelevant))
        needed = [f"{LEAST_MARKS - count} more “{kind}”" for kind, count in kinds if count < LEAST_MARKS]
        return " and ".join(needed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An article that gets a theme, or loses it."""

    article: int
    headline: str
    before: float  # scores
    after: float
    gained: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What the marks of a theme would change."""

    theme: Theme  # as it is now
    marks: MarkCount
    shift: tuple[tuple[str, float], ...]
    right_before: int  # marks with which the score agrees, now
    right_after: int
    looked_at: int  # newest articles
    matched: int  # of these, how many the theme matches now
    changes: tuple[Change, ...]  # newest first

    @property
    def removed(self) -> int:
        """How many of the matched articles would lose the theme."""
        return sum(not change.gained for change in self.changes)

    @property
    def added(self) -> int:
        """How many other articles would get it."""
        return len(self.changes) - self.removed

    @property
    def sentence(self) -> str:
        """What would have changed, for a person."""
        if not self.looked_at:
            return "There are no articles yet on which to see what would change."
        if not self.changes:
            return f"None of the last {self.looked_at} articles would have changed."
        removed = f"removed {self.removed} of the last {self.matched} matches"
        added = f"added {self.added} of {self.looked_at - self.matched} other articles"
        told = [part for part, count in ((removed, self.removed), (added, self.added)) if count]
        return f"It would have {' and '.join(told)}."


def count_agreeing(marks: tuple[Mark, ...], theme: Theme) -> int:
    """With how many marks the score of a theme agrees."""
    return sum((_mark_score(mark, theme) >= theme.threshold) == mark.relevant for mark in marks)


def _mark_score(mark: Mark, theme: Theme) -> float:
    return score_of(log_odds(mark.features, weights_of(theme.shift))) if mark.features else 0.0


def score_all(
    themes: tuple[Theme, Theme], actors: tuple[Actor, ...], texts: tuple[Stored, ...]
) -> Iterator[tuple[float, float]]:
    """The scores of each text by the first theme, as it is, and by the second, as it would be."""
    known = {actor.id for actor in actors}
    before, after = (ThemeTable((theme,), actors) for theme in themes)
    for _, headline, text, named in texts:
        here = named & known
        yield _only_score(text, headline, here, before), _only_score(text, headline, here, after)


def _only_score(text: str, headline: str, named: frozenset[str], table: ThemeTable) -> float:
    return next((match.score for match in score_themes(text, headline, named, table)), 0.0)


def list_changes(
    texts: tuple[Stored, ...], scores: tuple[tuple[float, float], ...], threshold: float
) -> tuple[Change, ...]:
    """The articles that would get a theme or lose it, in their order."""
    return tuple(
        Change(article=article, headline=headline, before=before, after=after, gained=after >= threshold)
        for (article, headline, _, _), (before, after) in zip(texts, scores, strict=True)
        if (before >= threshold) != (after >= threshold)
    )
