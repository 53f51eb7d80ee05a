"""What is remembered of articles to tell copies and stories: fingerprints and features, in order of arrival."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Scope
from bot.storage.tables import articles, bodies


def load_fingerprints(
    scope: Scope, *, after: int = 0, latest: int
) -> Iterator[tuple[int, int, datetime, bytes, dict[str, float]]]:
    """(article, story, dated_at, fingerprint, features) of the latest articles, in order of arrival.

    Args:
        after: an article; what came before it, and itself, are left out.
        latest: how many at most.
    """
    a, b = articles.c, bodies.c
    mine = (a.workspace_id == scope.workspace_id, a.id > after)
    first = scope.connection.execute(
        select(a.id).where(*mine).order_by(a.id.desc()).limit(1).offset(latest - 1)
    ).scalar_one_or_none()
    query = (
        select(a.id, a.story_id, a.dated_at, b.fingerprint, b.features)
        .join(bodies, b.article_id == a.id)
        .where(*mine, a.id >= (first or 0))
        .order_by(a.id)
    )
    for row in scope.connection.execute(query):
        yield (row.id, row.story_id, row.dated_at, row.fingerprint, row.features)


def latest_date(scope: Scope) -> datetime | None:
    """The date of the article that is dated last; None where there is none."""
    query = select(articles.c.dated_at).where(articles.c.workspace_id == scope.workspace_id)
    return scope.connection.execute(query.order_by(articles.c.dated_at.desc()).limit(1)).scalar_one_or_none()


def newest_article(scope: Scope) -> int:
    """The id of the article stored last, 0 where there is none."""
    query = select(articles.c.id).where(articles.c.workspace_id == scope.workspace_id)
    return scope.connection.execute(query.order_by(articles.c.id.desc()).limit(1)).scalar_one_or_none() or 0
