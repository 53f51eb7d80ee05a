"""Subscriptions that follow an actor, when that actor becomes another one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, and_, select, update

from bot.errors import QueryError
from bot.query import parse_query
from bot.query.tree import ActorIs, Query, Term, map_terms, walk
from bot.query.write import write_query
from bot.storage.database import Scope
from bot.storage.tables import subscriptions

Changes = dict[str, dict[str, Any]]
"""Subscription (its number as text) → its topic before and after, and the double that took its place."""


def redirect_topics(scope: Scope, gone: str, kept: str) -> Changes:
    """Let all subscriptions that name `gone` name `kept`.

    One whose channel then has the same topic at the same rhythm twice is removed: the other one goes on.
    """
    s = subscriptions.c
    mine = and_(s.workspace_id == scope.workspace_id, s.removed.is_(False))
    changes: Changes = {}
    for row in scope.connection.execute(select(subscriptions).where(mine).order_by(s.id)).all():
        after = _redirect(row.topic, gone, kept)
        if after is not None:
            changes[str(row.id)] = _rewrite(scope, row, after)
    return changes


def restore_topics(scope: Scope, changes: Changes) -> None:
    """Undo `redirect_topics`, but for subscriptions that were changed or removed since then."""
    s = subscriptions.c
    for number, change in changes.items():
        here = and_(s.workspace_id == scope.workspace_id, s.id == int(number))
        if change["double"] is None:
            unchanged = and_(here, s.topic == change["after"])
            scope.connection.execute(update(subscriptions).where(unchanged).values(topic=change["before"]))
            continue
        scope.connection.execute(update(subscriptions).where(here).values(removed=False))
        if change["revived"]:
            double = and_(s.workspace_id == scope.workspace_id, s.id == change["double"])
            scope.connection.execute(update(subscriptions).where(double).values(removed=True))


def _redirect(topic: str, gone: str, kept: str) -> str | None:
    """The topic with one actor for the other; None where it does not name it or cannot be read."""
    try:
        query = parse_query(topic)
    except QueryError:  # written by a version with another grammar: it names nothing that we know
        return None
    if ActorIs(gone) not in walk(query):
        return None

    def change(term: Term) -> Query:
        return ActorIs(kept) if term == ActorIs(gone) else term

    return write_query(map_terms(query, change))


def _rewrite(scope: Scope, row: Row[Any], after: str) -> dict[str, Any]:
    s = subscriptions.c
    same = and_(s.channel == row.channel, s.topic == after, s.rhythm == row.rhythm, s.id != row.id)
    found = select(s.id, s.removed).where(s.workspace_id == scope.workspace_id, same)
    double = scope.connection.execute(found).one_or_none()
    here = and_(s.workspace_id == scope.workspace_id, s.id == row.id)
    if double is None:
        scope.connection.execute(update(subscriptions).where(here).values(topic=after))
    else:
        scope.connection.execute(update(subscriptions).where(here).values(removed=True))
        other = and_(s.workspace_id == scope.workspace_id, s.id == double.id)
        scope.connection.execute(update(subscriptions).where(other).values(removed=False))
    return {
        "before": row.topic,
        "after": after,
        "double": double.id if double else None,
        "revived": bool(double and double.removed),
    }
