"""Two actors: the articles that name both and the events between them, read from the rarer one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from bot.storage.database import Scope
from bot.storage.frequency import count_up_to
from bot.storage.planning import Window
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import event_sides, events, mentions

MENTIONS = (mentions.alias("first"), mentions.alias("second"))  # made once: costs more than the query
_SIDES = (event_sides.alias("first"), event_sides.alias("second"))


def is_of(scope: Scope, rows: Any, actor: str, window: Window) -> ColumnElement[bool]:
    """Whether a row of `mentions` or `event_sides` (or of an alias of them) is of an actor, in time."""
    c = rows.c
    return and_(c.workspace_id == scope.workspace_id, c.actor_id == actor, window.holds(c.dated_at))


def naming_both(scope: Scope, a: str, b: str, window: Window) -> Subquery:
    """(article_id, dated_at) of articles that name both, each once."""
    first, second = MENTIONS
    rare, frequent = _rarer_first(scope, mentions, a, b, window)
    both = and_(
        second.c.workspace_id == scope.workspace_id,
        second.c.article_id == first.c.article_id,
        second.c.actor_id == frequent,
    )
    rows = ordered(first, (second, both))
    return (
        select(first.c.article_id, first.c.dated_at)
        .select_from(rows)
        .where(is_of(scope, first, rare, window))
        .subquery("both")
    )


def events_between(scope: Scope, a: str, b: str, window: Window) -> Select[Any]:
    """(event_id, dated_at, a's side) of events that have the two on opposite sides, each once, denied ones too.

    An event with both on both sides (they met) counts as one of `a`'s: "source" sorts before "target".
    """
    first, second = _SIDES
    rare, frequent = _rarer_first(scope, event_sides, a, b, window)
    opposite = and_(
        second.c.workspace_id == scope.workspace_id,
        second.c.event_id == first.c.event_id,
        second.c.actor_id == frequent,
        second.c.side != first.c.side,
    )
    side = func.min((first if rare == a else second).c.side).label("side")
    rows = ordered(first, (second, opposite))
    return (
        select(first.c.event_id, first.c.dated_at, side)
        .select_from(rows)
        .where(is_of(scope, first, rare, window))
        .group_by(first.c.dated_at, first.c.event_id)
    )


def events_of(scope: Scope, a: str, window: Window) -> Select[Any]:
    """(event_id, dated_at, a's side) of an actor's events, each once, denied ones too."""
    s = event_sides.c
    side = func.min(s.side).label("side")
    mine = is_of(scope, event_sides, a, window)
    return select(s.event_id, s.dated_at, side).where(mine).group_by(s.dated_at, s.event_id)


def with_events(scope: Scope, found: Subquery) -> tuple[Any, ColumnElement[bool]]:
    """Events joined to what `events_between` or `events_of` found; the condition binds the workspace."""
    rows = ordered(found, (events, events.c.id == found.c.event_id))
    return rows, events.c.workspace_id == scope.workspace_id


def _rarer_first(scope: Scope, table: Any, a: str, b: str, window: Window) -> tuple[str, str]:
    counts = [
        count_up_to(scope, select(table.c.actor_id).where(is_of(scope, table, x, window))) for x in (a, b)
    ]
    return (a, b) if counts[0] <= counts[1] else (b, a)
