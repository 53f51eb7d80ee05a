"""Marks of matches, and themes that move by them: what buttons, commands and the command line call.

A mark only counts; nothing moves before somebody has seen what would change and said so (`apply_tuning`), and every step
can be taken back. Each call opens its own transactions of one workspace, so that no mark leaves it; texts are read and
weighed outside the one that writes, which is short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.analysis.theme_tuning import LEAST_MARKS, learn_shift
from bot.analysis.themes import ThemeTable, measure_themes
from bot.errors import UsageError
from bot.model.feedback import Mark, Step
from bot.model.knowledge import Theme
from bot.pipeline.tuning import MarkCount, Preview, count_agreeing, list_changes, score_all
from bot.storage.actors import load_actors
from bot.storage.articles import load_article, load_text
from bot.storage.database import Database, Scope
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


def mark_match(
    database: Database, workspace_id: int, article: int, theme: str, *, relevant: bool, by: str, now: datetime
) -> MarkCount:
    """Store somebody's word on a match; a second one of the same person replaces the first.

    Args:
        by: who: a Slack user id, or "local".

    Raises:
        NotFoundError: there is no such article or theme in this workspace.
    """
    with database.read(workspace_id) as scope:
        features = _features_of(scope, article, load_theme(scope, theme))
    with database.write(workspace_id) as scope:
        save_mark(scope, theme, article, Mark(relevant=relevant, features=features, by=by), now)
        return _count(scope, theme)


def _features_of(scope: Scope, article: int, theme: Theme) -> Mapping[str, float]:
    headline = load_article(scope, article).title
    actors = load_actors(scope)
    named = load_mentioned(scope, article) & {actor.id for actor in actors}
    found = measure_themes(load_text(scope, article), headline, named, ThemeTable((theme,), actors))
    return found.get(theme.id, {})


def count_theme(database: Database, workspace_id: int, theme: str) -> MarkCount:
    """How many marks a theme has."""
    with database.read(workspace_id) as scope:
        return _count(scope, theme)


def _count(scope: Scope, theme: str) -> MarkCount:
    relevant, irrelevant = count_marks(scope).get(theme, (0, 0))
    return MarkCount(theme=theme, relevant=relevant, irrelevant=irrelevant)


def list_marked(database: Database, workspace_id: int) -> tuple[MarkCount, ...]:
    """The themes that have marks, by id."""
    with database.read(workspace_id) as scope:
        counts = count_marks(scope)
    return tuple(
        MarkCount(theme=theme, relevant=relevant, irrelevant=irrelevant)
        for theme, (relevant, irrelevant) in counts.items()
    )


def preview_tuning(database: Database, workspace_id: int, theme: str, most: int = LOOKED_AT) -> Preview:
    """What the marks of a theme would change among the newest articles; nothing is stored.

    Raises:
        NotFoundError: there is no such theme.
        UsageError: it has too few marks.
    """
    with database.read(workspace_id) as scope:
        now = load_theme(scope, theme)
        marks, count = load_marks(scope, theme), _count(scope, theme)
        shift = learn_shift(marks)
        if shift is None:
            raise UsageError(
                f"“{now.name}” has {count.relevant} marks “relevant” and {count.irrelevant} “not relevant”.",
                advice=f"Nothing is learnt from fewer than {LEAST_MARKS} of each kind: {count.missing}.",
            )
        texts, actors = load_newest_texts(scope, most), load_actors(scope)
    after = replace(now, shift=shift)
    scores = tuple(score_all((now, after), actors, texts))
    return Preview(
        theme=now,
        marks=count,
        shift=shift,
        right_before=count_agreeing(marks, now),
        right_after=count_agreeing(marks, after),
        looked_at=len(texts),
        matched=sum(before >= now.threshold for before, _ in scores),
        changes=list_changes(texts, scores, now.threshold),
    )


def apply_tuning(
    database: Database, workspace_id: int, preview: Preview, *, by: str | None, now: datetime
) -> Step:
    """Put the shift of a preview into force for this workspace, as one step that can be undone."""
    step = Step(
        shift=preview.shift,
        relevant=preview.marks.relevant,
        irrelevant=preview.marks.irrelevant,
        made_at=now,
        made_by=by,
    )
    with database.write(workspace_id) as scope:
        save_step(scope, preview.theme.id, step)
    return step


def undo_tuning(database: Database, workspace_id: int, theme: str, now: datetime) -> bool:
    """Take back the last step of a theme; False where it never moved. The marks stay.

    Raises:
        NotFoundError: there is no such theme.
    """
    return _take_back(database, workspace_id, theme, now, everything=False) > 0


def reset_tuning(database: Database, workspace_id: int, theme: str, now: datetime) -> int:
    """Take back all steps of a theme: it is as its file says. Returns how many there were. The marks stay.

    Raises:
        NotFoundError: there is no such theme.
    """
    return _take_back(database, workspace_id, theme, now, everything=True)


def _take_back(database: Database, workspace_id: int, theme: str, now: datetime, *, everything: bool) -> int:
    with database.write(workspace_id) as scope:
        return undo_steps(scope, load_theme(scope, theme).id, now, everything=everything)
