"""Who is quoted in how many stories: counted once a story, so that copies make nobody louder."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.model.news import Speaking
from bot.query.tree import Query
from bot.storage.database import Scope
from bot.storage.planning import Window, plan
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import articles, quotes

MOST = 200  # speakers of one period; the loudest ones where there are more


def count_speaking(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime,
    until: datetime,
    only: Collection[str] | None = None,
) -> tuple[Speaking, ...]:
    """Speakers of the matching articles stored in (since, until], those in most stories first.

    Args:
        only: keys of the speakers that are asked about; None: all.

    Raises:
        QueryError: the query has too many terms, or a `since:` or `until:` that is no time.
    """
    q = quotes.c
    chosen = plan(scope, query, Window(since=since, until=until, by="stored"), until)
    spoken = and_(q.workspace_id == scope.workspace_id, q.article_id == articles.c.id, q.speaker_key != "")
    if only is not None:
        spoken = and_(spoken, q.speaker_key.in_(sorted(only)))
    count = func.count(articles.c.story_id.distinct()).label("stories")
    rows = (
        select(q.speaker_key, func.max(q.speaker_name), func.max(q.speaker_id), count)
        .select_from(ordered(chosen.start, (quotes, spoken)))
        .where(chosen.condition)
        .group_by(q.speaker_key)
        .order_by(count.desc(), q.speaker_key)
        .limit(MOST)
    )
    return tuple(
        Speaking(key=key, name=name or key, actor=actor, stories=stories)
        for key, name, actor, stories in scope.connection.execute(rows)
    )
