"""Marks of matches as relevant or not, and the steps by which they moved a workspace's themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update

from bot.model.feedback import Mark, Step
from bot.storage.database import Scope
from bot.storage.feedback_tables import theme_marks, theme_shifts
from bot.storage.sqlite_dialect import upsert
from bot.storage.tables import articles, bodies, mentions

MOST_MARKS = 2_000
"""Newest marks of one theme that are learnt from."""


def save_mark(scope: Scope, theme_id: str, article_id: int, mark: Mark, now: datetime) -> None:
    """Store what somebody said of a match; their earlier word about it is replaced."""
    row = {
        "workspace_id": scope.workspace_id,
        "theme_id": theme_id,
        "article_id": article_id,
        "marked_by": mark.by,
        "relevant": mark.relevant,
        "marked_at": now,
        "features": dict(mark.features),
    }
    key = ("workspace_id", "theme_id", "article_id", "marked_by")
    scope.connection.execute(upsert(theme_marks, key, ("relevant", "marked_at", "features")), row)


def load_marks(scope: Scope, theme_id: str) -> tuple[Mark, ...]:
    """The newest marks of a theme, oldest first."""
    m = theme_marks.c
    query = select(theme_marks).where(m.workspace_id == scope.workspace_id, m.theme_id == theme_id)
    newest = query.order_by(m.marked_at.desc(), m.article_id, m.marked_by).limit(MOST_MARKS)
    rows = scope.connection.execute(newest).all()
    return tuple(Mark(relevant=r.relevant, features=r.features, by=r.marked_by) for r in reversed(rows))


def count_marks(scope: Scope) -> dict[str, tuple[int, int]]:
    """Theme id → how many marks found it relevant, and how many not; themes without marks are left out."""
    m = theme_marks.c
    query = select(m.theme_id, m.relevant, func.count()).where(m.workspace_id == scope.workspace_id)
    found: dict[str, list[int]] = {}
    for theme, relevant, count in scope.connection.execute(query.group_by(m.theme_id, m.relevant)):
        found.setdefault(theme, [0, 0])[0 if relevant else 1] = count
    return {theme: (yes, no) for theme, (yes, no) in sorted(found.items())}


def save_step(scope: Scope, theme_id: str, step: Step) -> None:
    """Store a step: from now on it is the one in force for that theme."""
    row = {
        "workspace_id": scope.workspace_id,
        "theme_id": theme_id,
        "shift": dict(step.shift),
        "made_at": step.made_at,
        "made_by": step.made_by,
        "relevant": step.relevant,
        "irrelevant": step.irrelevant,
    }
    scope.connection.execute(insert(theme_shifts).values(row))


def load_steps(scope: Scope, theme_id: str) -> tuple[Step, ...]:
    """All steps of a theme, oldest first, undone ones too."""
    rows = scope.connection.execute(
        select(theme_shifts).where(_of(scope, theme_id)).order_by(theme_shifts.c.id)
    )
    return tuple(_make_step(row) for row in rows)


def load_shifts(scope: Scope) -> dict[str, tuple[tuple[str, float], ...]]:
    """Theme id → the shift in force: that of its last step that was not undone."""
    s = theme_shifts.c
    standing = and_(s.workspace_id == scope.workspace_id, s.undone_at.is_(None))
    last = select(func.max(s.id)).where(standing).group_by(s.theme_id)
    query = select(s.theme_id, s.shift).where(s.workspace_id == scope.workspace_id, s.id.in_(last))
    return {theme: _pairs(shift) for theme, shift in scope.connection.execute(query)}


def undo_steps(scope: Scope, theme_id: str, now: datetime, *, everything: bool) -> int:
    """Undo the last step of a theme, or all of them; returns how many were undone."""
    s = theme_shifts.c
    standing = select(s.id).where(_of(scope, theme_id), s.undone_at.is_(None)).order_by(s.id.desc())
    ids = scope.connection.execute(standing if everything else standing.limit(1)).scalars().all()
    here = and_(s.workspace_id == scope.workspace_id, s.id.in_(ids))
    scope.connection.execute(update(theme_shifts).where(here).values(undone_at=now))
    return len(ids)


def load_newest_texts(scope: Scope, most: int) -> tuple[tuple[int, str, str, frozenset[str]], ...]:
    """(article, headline, text, actors that it names) of the articles stored last, newest first, copies left out."""
    a, b = articles.c, bodies.c
    same = and_(b.workspace_id == a.workspace_id, b.article_id == a.id)
    query = select(a.id, a.headline, b.text).join(bodies, same)
    here = and_(a.workspace_id == scope.workspace_id, a.copy_of.is_(None))
    rows = scope.connection.execute(query.where(here).order_by(a.id.desc()).limit(most)).all()
    named = _load_named(scope, [row.id for row in rows])
    return tuple((row.id, row.headline, row.text, named.get(row.id, frozenset())) for row in rows)


def load_mentioned(scope: Scope, article_id: int) -> frozenset[str]:
    """The actors that an article names."""
    return _load_named(scope, [article_id]).get(article_id, frozenset())


def _load_named(scope: Scope, ids: Iterable[int]) -> Mapping[int, frozenset[str]]:
    m = mentions.c
    query = select(m.article_id, m.actor_id).where(
        m.workspace_id == scope.workspace_id, m.article_id.in_(list(ids))
    )
    found: dict[int, set[str]] = {}
    for article, actor in scope.connection.execute(query):
        found.setdefault(article, set()).add(actor)
    return {article: frozenset(actors) for article, actors in found.items()}


def _of(scope: Scope, theme_id: str) -> ColumnElement[bool]:
    return and_(theme_shifts.c.workspace_id == scope.workspace_id, theme_shifts.c.theme_id == theme_id)


def _make_step(row: Row[Any]) -> Step:
    return Step(
        shift=_pairs(row.shift),
        made_at=row.made_at,
        made_by=row.made_by,
        relevant=row.relevant,
        irrelevant=row.irrelevant,
        undone_at=row.undone_at,
    )


def _pairs(shift: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((name, float(value)) for name, value in shift.items()))
