"""Where an article came from, how it was read, and which digests cover it: what "why" is answered from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select

from bot.model.findings import Depth
from bot.model.provenance import Provenance, ThemeScore
from bot.model.subscriptions import Digest
from bot.query.tree import Query
from bot.storage.articles import find_by_address
from bot.storage.database import Scope
from bot.storage.matching import matches
from bot.storage.posts import make_digest
from bot.storage.tables import article_themes, articles, digests, sources


def find_article(scope: Scope, addresses: Sequence[str]) -> int | None:
    """The id of the latest article of the first of these addresses that has one."""
    found = (find_by_address(scope, address) for address in addresses)
    return next((card.id for card in found if card), None)


def load_provenance(scope: Scope, article_id: int) -> Provenance | None:
    """How an article came in; None where there is none of that id."""
    a = articles.c
    from_source = and_(sources.c.workspace_id == a.workspace_id, sources.c.id == a.source_id)
    query = select(sources.c.name, a.depth, a.backfill, a.changed_at)
    query = query.select_from(articles.outerjoin(sources, from_source))
    row = scope.connection.execute(
        query.where(a.workspace_id == scope.workspace_id, a.id == article_id)
    ).one_or_none()
    if row is None:
        return None
    return Provenance(
        source=row.name,
        depth=Depth(row.depth),
        backfill=row.backfill,
        changed_at=row.changed_at,
        themes=_load_scores(scope, article_id),
    )


def _load_scores(scope: Scope, article_id: int) -> tuple[ThemeScore, ...]:
    t = article_themes.c
    query = select(t.theme_id, t.score, t.threshold, t.evidence).where(
        t.workspace_id == scope.workspace_id, t.article_id == article_id
    )
    return tuple(
        ThemeScore(
            theme=row.theme_id,
            score=row.score,
            threshold=row.threshold,
            terms=tuple(dict.fromkeys(term for e in row.evidence for term in e.get("terms", ())))[:6],
        )
        for row in scope.connection.execute(query.order_by(t.score.desc(), t.theme_id))
    )


def is_match(scope: Scope, query: Query, article_id: int, now: datetime) -> bool:
    """Whether an article matches a query.

    Raises:
        QueryError: the query has too many terms, or a `since:` or `until:` that is no time.
    """
    a = articles.c
    found = select(a.id).where(matches(scope, query, now, (article_id, article_id)), a.id == article_id)
    return scope.connection.execute(found).first() is not None


def find_digest(scope: Scope, subscription_id: int, slot: str) -> Digest | None:
    """The digest that was claimed for a slot."""
    d = digests.c
    mine = and_(d.workspace_id == scope.workspace_id, d.subscription_id == subscription_id)
    row = scope.connection.execute(select(digests).where(mine, d.slot == slot)).one_or_none()
    return make_digest(row) if row else None


def find_covering(scope: Scope, subscription_id: int, stored_at: datetime) -> Digest | None:
    """The digest by the clock whose period holds what was stored at that instant, or None."""
    d = digests.c
    mine = and_(d.workspace_id == scope.workspace_id, d.subscription_id == subscription_id)
    dated = and_(d.slot >= "0", d.slot < ":", d.period_start < stored_at, d.period_end >= stored_at)
    row = scope.connection.execute(select(digests).where(mine, dated).order_by(d.due).limit(1)).one_or_none()
    return make_digest(row) if row else None
