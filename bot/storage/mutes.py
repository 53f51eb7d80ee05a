"""Mutes: what a subscription, or the whole workspace, is not told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, update

from bot.errors import NotFoundError
from bot.model.mutes import Mute, MuteKind
from bot.storage.database import Scope
from bot.storage.mending_tables import mutes
from bot.storage.stories import follow_story
from bot.storage.tables import subscriptions


def add_mute(scope: Scope, mute: Mute) -> Mute:
    """Store a mute; one that stands already is returned as it is, so that it may be asked for twice."""
    m = mutes.c
    same = select(mutes).where(
        _standing(scope),
        m.kind == mute.kind.value,
        m.what == mute.what,
        m.subscription_id.is_not_distinct_from(mute.subscription),
    )
    if row := scope.connection.execute(same).first():
        return _make_mute(row)
    row_values = {
        "workspace_id": scope.workspace_id,
        "kind": mute.kind.value,
        "what": mute.what,
        "shown": mute.shown,
        "subscription_id": mute.subscription,
        "made_at": mute.made_at,
        "made_by": mute.made_by,
    }
    added = scope.connection.execute(insert(mutes).values(row_values).returning(m.id))
    return load_mute(scope, added.scalar_one())


def undo_mute(scope: Scope, mute_id: int, *, by: str | None, now: datetime) -> bool:
    """Take a mute back; False where that was done before. Raises NotFoundError."""
    if load_mute(scope, mute_id).undone_at is not None:
        return False
    here = and_(mutes.c.workspace_id == scope.workspace_id, mutes.c.id == mute_id)
    scope.connection.execute(update(mutes).where(here).values(undone_at=now, undone_by=by))
    return True


def load_mute(scope: Scope, mute_id: int) -> Mute:
    """One mute, also an undone one. Raises NotFoundError."""
    here = and_(mutes.c.workspace_id == scope.workspace_id, mutes.c.id == mute_id)
    if row := scope.connection.execute(select(mutes).where(here)).one_or_none():
        return _make_mute(row)
    raise NotFoundError("That mute is not known.", advice="/media mutes lists those that stand.")


def load_mutes(scope: Scope, subscription_id: int | None = None) -> tuple[Mute, ...]:
    """Those that hold for a subscription, the workspace's too; without one the workspace's. Stories as they are now."""
    m = mutes.c
    where: ColumnElement[bool] = m.subscription_id.is_(None)
    if subscription_id is not None:
        where = or_(where, m.subscription_id == subscription_id)
    rows = scope.connection.execute(select(mutes).where(_standing(scope), where).order_by(m.id))
    return tuple(_follow(scope, _make_mute(row)) for row in rows.all())


def list_mutes(scope: Scope, channels: Collection[str] | None) -> tuple[Mute, ...]:
    """The standing mutes of the workspace and of the subscriptions of these channels (None: of all), newest first."""
    m, s = mutes.c, subscriptions.c
    query = select(mutes).where(_standing(scope))
    if channels is not None:
        own = select(s.id).where(s.workspace_id == scope.workspace_id, s.channel.in_(list(channels)))
        query = query.where(or_(m.subscription_id.is_(None), m.subscription_id.in_(own)))
    return tuple(_make_mute(row) for row in scope.connection.execute(query.order_by(m.id.desc())))


def _standing(scope: Scope) -> ColumnElement[bool]:
    return and_(mutes.c.workspace_id == scope.workspace_id, mutes.c.undone_at.is_(None))


def _follow(scope: Scope, mute: Mute) -> Mute:
    """A muted story that was merged is the one that it became."""
    if mute.kind is not MuteKind.STORY:
        return mute
    return replace(mute, what=str(follow_story(scope, int(mute.what))))


def _make_mute(row: Row[Any]) -> Mute:
    return Mute(
        id=row.id,
        kind=MuteKind(row.kind),
        what=row.what,
        shown=row.shown,
        subscription=row.subscription_id,
        made_at=row.made_at,
        made_by=row.made_by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
