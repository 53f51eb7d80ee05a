"""What is found most often, with its name: counted first and named afterwards, which costs a lookup a row less."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, select

from bot.model.stored import Tally
from bot.query.tree import Query
from bot.storage.database import Scope
from bot.storage.planning import Window, plan
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import articles

MOST_COUNTED = 20_000  # articles whose findings are counted; the newest ones


def fetch_tallies(scope: Scope, found: Select[Any], names: Table, limit: int) -> tuple[Tally, ...]:
    """The ids that stand in most rows, most frequent first, then by id.

    Args:
        found: one column of ids, as often as each was found.
        names: the table of actors or themes; an id that is not in it is its own name.
    """
    (id,) = found.selected_columns
    count = func.count()
    counted = found.with_only_columns(id.label("id"), count.label("count")).group_by(id)
    top = counted.order_by(count.desc(), id).limit(limit).subquery("top")
    known = and_(names.c.workspace_id == scope.workspace_id, names.c.id == top.c.id)
    named = select(top.c.id, func.coalesce(names.c.name, top.c.id), top.c.count)
    rows = scope.connection.execute(
        named.select_from(top.outerjoin(names, known)).order_by(top.c.count.desc(), top.c.id)
    )
    return tuple(Tally(id=row[0], name=row[1], count=row[2]) for row in rows)


def tally_matching(
    scope: Scope,
    query: Query | None,
    window: Window,
    links: Table,
    id: ColumnElement[Any],
    names: Table,
    limit: int,
    *conditions: ColumnElement[bool],
    now: datetime | None = None,
) -> tuple[Tally, ...]:
    """What most of the matching articles are linked to (the newest 20,000 of them).

    Args:
        links: rows of articles, such as their mentions; `id` is the column that is counted.
        names: as in `fetch_tallies`.
        now: what spans in the query count back from.
    """
    matching = plan(scope, query, window, now).newest(articles.c.id).limit(MOST_COUNTED).subquery("matching")
    here = and_(links.c.workspace_id == scope.workspace_id, links.c.article_id == matching.c[0], *conditions)
    found = select(id).select_from(ordered(matching, (links, here)))
    return fetch_tallies(scope, found, names, limit)
