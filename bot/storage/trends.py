"""How often an actor or a theme was in the news, by steps of time. Periods are half-open: since <= dated < until."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select

from bot.model.stored import Tally
from bot.query.tree import Query
from bot.storage.database import Scope
from bot.storage.planning import Window
from bot.storage.tables import article_themes, mentions, themes
from bot.storage.tallies import tally_matching


def bucket_of(dated_at: Any, edges: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the part of a window that an instant falls into, from 0; `edges` part the window."""
    last: ColumnElement[int] = literal(len(edges))
    if not edges:
        return last
    return case(*((dated_at < edge, number) for number, edge in enumerate(edges)), else_=last)


def count_actor(scope: Scope, actor: str, edges: Sequence[datetime]) -> tuple[int, ...]:
    """Articles that name an actor, in each of the consecutive periods [edges[i], edges[i + 1])."""
    m = mentions.c
    return _count(scope, and_(m.workspace_id == scope.workspace_id, m.actor_id == actor), m.dated_at, edges)


def count_theme(scope: Scope, theme: str, edges: Sequence[datetime]) -> tuple[int, ...]:
    """Articles of a theme, in each of the consecutive periods [edges[i], edges[i + 1])."""
    t = article_themes.c
    given = and_(t.workspace_id == scope.workspace_id, t.theme_id == theme, t.score >= t.threshold)
    return _count(scope, given, t.dated_at, edges)


def _count(
    scope: Scope, condition: ColumnElement[bool], dated_at: Any, edges: Sequence[datetime]
) -> tuple[int, ...]:
    if len(edges) < 2:
        return ()
    window = Window(since=edges[0], until=edges[-1])
    bucket = bucket_of(dated_at, edges[1:-1]).label("bucket")
    query = select(bucket, func.count()).where(condition, window.holds(dated_at)).group_by(bucket)
    found = {row[0]: row[1] for row in scope.connection.execute(query)}
    return tuple(found.get(number, 0) for number in range(len(edges) - 1))


def top_themes(
    scope: Scope,
    query: Query | None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 10,
    now: datetime | None = None,
) -> tuple[Tally, ...]:
    """The themes of most of the matching articles (the newest 20,000 of them).

    `now` is what spans in the query count back from.
    """
    window, t = Window(since=since, until=until), article_themes.c
    given = t.score >= t.threshold
    return tally_matching(scope, query, window, article_themes, t.theme_id, themes, limit, given, now=now)
