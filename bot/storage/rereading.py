"""Reading stored articles again: those left unread when themes, actors or subscriptions changed, and those that
an edit of an actor leaves in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from bot.errors import NotFoundError
from bot.model.articles import Article, Outlet
from bot.model.findings import Analysis, Depth
from bot.storage.actor_tables import rereadings
from bot.storage.article_rows import date_article, parse_published
from bot.storage.database import Scope
from bot.storage.findings import remove_findings, save_findings
from bot.storage.outlets import load_outlets
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import articles, bodies


def load_unread(
    scope: Scope, *, version: str, since: datetime, limit: int
) -> tuple[tuple[int, Article], ...]:
    """(id, article) of those stored since then that were not parsed, and not with this knowledge; newest first."""
    a, b = articles.c, bodies.c
    query = (
        select(articles, b.text.label("text"))
        .join(bodies, b.article_id == a.id)
        .where(a.workspace_id == scope.workspace_id, a.stored_at >= since)
        .where(a.depth == Depth.GATED.value, a.knowledge_version != version)
        .order_by(a.stored_at.desc(), a.id.desc())
        .limit(limit)
    )
    return _load(scope, query)


def load_doubtful(scope: Scope, limit: int) -> tuple[tuple[int, Article], ...]:
    """(id, article) of those that were marked to be read again, whatever their age; oldest first."""
    a, b, r = articles.c, bodies.c, rereadings.c
    query = (
        select(articles, b.text.label("text"))
        .select_from(rereadings)
        .join(articles, a.id == r.article_id)
        .join(bodies, b.article_id == a.id)
        .where(r.workspace_id == scope.workspace_id, a.workspace_id == scope.workspace_id)
        .order_by(r.article_id)
        .limit(limit)
    )
    return _load(scope, query)


def mark_doubtful(scope: Scope, article_ids: Iterable[int]) -> None:
    """Let these be read again, in full; `save_reading` takes the mark away."""
    rows = [{"workspace_id": scope.workspace_id, "article_id": article} for article in article_ids]
    if rows:
        scope.connection.execute(insert_new(rereadings), rows)


def leave_doubtful(scope: Scope, article_id: int) -> None:
    """Take the mark of an article away that could not be read again; its findings stay."""
    r = rereadings.c
    here = (r.workspace_id == scope.workspace_id, r.article_id == article_id)
    scope.connection.execute(delete(rereadings).where(*here))


def _load(scope: Scope, query: Select[Any]) -> tuple[tuple[int, Article], ...]:
    rows = scope.connection.execute(query).all()
    outlets = load_outlets(scope, {row.outlet_id for row in rows if row.outlet_id})
    return tuple((row.id, _make_article(row, outlets.get(row.outlet_id))) for row in rows)


def _make_article(row: Row[Any], outlet: Outlet | None) -> Article:
    return Article(
        address=row.address,
        canonical=row.canonical,
        text=row.text,
        language=row.language,
        title=row.headline,
        byline=row.byline,
        published=parse_published(row.published),
        guid=row.guid,
        outlet=outlet,
        teaser=row.teaser,
        note=row.note,
        version_mark=row.version_mark,
    )


def save_reading(
    scope: Scope, article_id: int, article: Article, analysis: Analysis, *, version: str, now: datetime
) -> None:
    """Store what a later reading found; the article itself, its story and its time of storing stay.

    Raises:
        NotFoundError: there is none of that id in this workspace.
    """
    here = (articles.c.workspace_id == scope.workspace_id, articles.c.id == article_id)
    place = select(articles.c.stored_at, articles.c.story_id).where(*here)
    row = scope.connection.execute(place).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no article {article_id} here.")
    remove_findings(scope, article_id)
    save_findings(scope, article_id, row.story_id, date_article(article, row.stored_at), analysis, now)
    read = {
        "depth": analysis.depth.value,
        "relevant": analysis.depth is Depth.FULL,
        "knowledge_version": version,
    }
    scope.connection.execute(update(articles).where(*here).values(read))


def mark_seen(scope: Scope, article_ids: Sequence[int], version: str) -> None:
    """Remember that these still concern nobody, so that they are not looked at again until something changes."""
    a = articles.c
    query = update(articles).where(a.workspace_id == scope.workspace_id, a.id.in_(article_ids))
    scope.connection.execute(query.values(knowledge_version=version))
