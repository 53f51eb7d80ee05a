"""Who of an actor's counterparts is named together with whom: the lines of a network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from sqlalchemy import and_, select

from bot.storage.database import Scope
from bot.storage.pairs import MENTIONS, is_of
from bot.storage.planning import Window
from bot.storage.sqlite_dialect import ordered

MOST_READ = 5_000  # newest articles that name the actor


def count_ties(
    scope: Scope,
    actor: str,
    ids: Sequence[str],
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[tuple[str, str], int]:
    """(one, other) → articles that name both beside the actor; each pair once, its smaller id first."""
    first, second = MENTIONS
    newest = (
        select(first.c.article_id)
        .where(is_of(scope, first, actor, Window(since=since, until=until)))
        .order_by(first.c.dated_at.desc(), first.c.article_id.desc())
        .limit(MOST_READ)
        .subquery("newest")
    )
    beside = and_(
        second.c.workspace_id == scope.workspace_id,
        second.c.article_id == newest.c.article_id,
        second.c.actor_id.in_(list(ids)),
    )
    rows = ordered(newest, (second, beside))
    named: defaultdict[int, list[str]] = defaultdict(list)
    for row in scope.connection.execute(select(second.c.article_id, second.c.actor_id).select_from(rows)):
        named[row.article_id].append(row.actor_id)
    return dict(Counter(pair for found in named.values() for pair in combinations(sorted(found), 2)))
