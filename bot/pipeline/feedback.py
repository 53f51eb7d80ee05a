"""Marks of matches, and themes that move by them: what buttons, commands and the command line call.

A mark only counts; nothing moves before somebody has seen what would change and said so (`apply_tuning`), and every step
can be taken back. Each call takes a transaction of one workspace, so that no mark leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.analysis.theme_strength import log_odds, score_of, weights_of
from bot.analysis.theme_tuning import LEAST_MARKS, is_enough, learn_shift
from bot.analysis.themes import ThemeTable, measure_themes, score_themes
from bot.errors import UsageError
from bot.model.feedback import Mark, Step
from bot.model.knowledge import Theme
from bot.storage.actors import load_actors
from bot.storage.articles import load_article, load_text
from bot.storage.database import Scope
from bot.storage.feedback import (
    count_marks,
    load_marks,
    load_mentioned,
    load_newest_texts,
    save_mark,
    save_step,
    undo_steps,
)
from bot.storage.themes import load_theme

LOOKED_AT = 200
"""Newest articles of which a preview tells how they would change."""


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
    looked_at: int  # articles
    changes: tuple[Change, ...]  # newest first


def mark_match(
    scope: Scope, article: int, theme: str, *, relevant: bool, by: str, now: datetime
) -> MarkCount:
    """Store somebody's word on a match; a second one of the same person replaces the first.

    Args:
        scope: a transaction that writes.
        by: who: a Slack user id, or "local".

    Raises:
        NotFoundError: there is no such article or theme in this workspace.
    """
    known = load_theme(scope, theme)
    headline = load_article(scope, article).title
    actors = load_actors(scope)
    named = load_mentioned(scope, article) & {actor.id for actor in actors}
    features = measure_themes(load_text(scope, article), headline, named, ThemeTable((known,), actors))
    mark = Mark(relevant=relevant, features=features.get(theme, {}), by=by)
    save_mark(scope, theme, article, mark, now)
    return count_theme(scope, theme)


def count_theme(scope: Scope, theme: str) -> MarkCount:
    """How many marks a theme has."""
    relevant, irrelevant = count_marks(scope).get(theme, (0, 0))
    return MarkCount(theme=theme, relevant=relevant, irrelevant=irrelevant)


def list_marked(scope: Scope) -> tuple[MarkCount, ...]:
    """The themes that have marks, by id."""
    return tuple(
        MarkCount(theme=theme, relevant=relevant, irrelevant=irrelevant)
        for theme, (relevant, irrelevant) in count_marks(scope).items()
    )


def preview_tuning(scope: Scope, theme: str, most: int = LOOKED_AT) -> Preview:
    """What the marks of a theme would change among the newest articles; nothing is stored.

    Raises:
        NotFoundError: there is no such theme.
        UsageError: it has too few marks.
    """
    now = load_theme(scope, theme)
    marks = load_marks(scope, theme)
    shift = learn_shift(marks)
    count = count_theme(scope, theme)
    if shift is None:
        raise UsageError(
            f"“{now.name}” has {count.relevant} marks “relevant” and {count.irrelevant} “not relevant”.",
            advice=f"Nothing is learnt from fewer than {LEAST_MARKS} of each kind: {count.missing}.",
        )
    after = replace(now, shift=shift)
    texts = load_newest_texts(scope, most)
    return Preview(
        theme=now,
        marks=count,
        shift=shift,
        right_before=_agreeing(marks, now),
        right_after=_agreeing(marks, after),
        looked_at=len(texts),
        changes=_changes(scope, now, after, texts),
    )


def _agreeing(marks: tuple[Mark, ...], theme: Theme) -> int:
    return sum((_mark_score(mark, theme) >= theme.threshold) == mark.relevant for mark in marks)


def _mark_score(mark: Mark, theme: Theme) -> float:
    return score_of(log_odds(mark.features, weights_of(theme.shift))) if mark.features else 0.0


def _changes(
    scope: Scope, now: Theme, after: Theme, texts: tuple[tuple[int, str, str, frozenset[str]], ...]
) -> tuple[Change, ...]:
    actors = load_actors(scope)
    known = {actor.id for actor in actors}
    tables = ThemeTable((now,), actors), ThemeTable((after,), actors)
    found = []
    for article, headline, text, named in texts:
        before, later = (
            next((match.score for match in score_themes(text, headline, named & known, table)), 0.0)
            for table in tables
        )
        gained = later >= after.threshold
        if gained != (before >= now.threshold):
            found.append(
                Change(article=article, headline=headline, before=before, after=later, gained=gained)
            )
    return tuple(found)


def apply_tuning(scope: Scope, preview: Preview, *, by: str | None, now: datetime) -> Step:
    """Put the shift of a preview into force for this workspace, as one step that can be undone."""
    step = Step(
        shift=preview.shift,
        relevant=preview.marks.relevant,
        irrelevant=preview.marks.irrelevant,
        made_at=now,
        made_by=by,
    )
    save_step(scope, preview.theme.id, step)
    return step


def undo_tuning(scope: Scope, theme: str, now: datetime) -> bool:
    """Take back the last step of a theme; False where it never moved. The marks stay.

    Raises:
        NotFoundError: there is no such theme.
    """
    return undo_steps(scope, load_theme(scope, theme).id, now, everything=False) > 0


def reset_tuning(scope: Scope, theme: str, now: datetime) -> int:
    """Take back all steps of a theme: it is as its file says. Returns how many there were. The marks stay.

    Raises:
        NotFoundError: there is no such theme.
    """
    return undo_steps(scope, load_theme(scope, theme).id, now, everything=True)
