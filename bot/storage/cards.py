"""What is shown of stored articles: rows with their outlet, themes and actors → `ArticleCard`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from bot.model.articles import Outlet
from bot.model.stored import ArticleCard
from bot.storage.database import Scope
from bot.storage.outlets import load_outlets
from bot.storage.tables import article_themes, articles, mentions

BATCH = 500  # ids in one statement; databases bound the number of parameters


def in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in pieces that one statement can hold."""
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def load_cards(scope: Scope, ids: Iterable[int]) -> dict[int, ArticleCard]:
    """The articles of these ids, in this order; ids of other workspaces are left out."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, ArticleCard] = {}
    for batch in in_batches(wanted):
        found.update(_load_batch(scope, batch))
    return {article: found[article] for article in wanted if article in found}


def _load_batch(scope: Scope, ids: Sequence[int]) -> dict[int, ArticleCard]:
    a = articles.c
    query = select(articles).where(a.workspace_id == scope.workspace_id, a.id.in_(ids))
    rows = scope.connection.execute(query).all()
    outlet_by_id = load_outlets(scope, {row.outlet_id for row in rows if row.outlet_id})
    themes, actors = _load_themes(scope, ids), _load_actors(scope, ids)
    return {
        row.id: _make_card(row, outlet_by_id.get(row.outlet_id), tuple(themes[row.id]), tuple(actors[row.id]))
        for row in rows
    }


def _load_themes(scope: Scope, ids: Sequence[int]) -> defaultdict[int, list[str]]:
    t = article_themes.c
    query = (
        select(t.article_id, t.theme_id)
        .where(t.workspace_id == scope.workspace_id, t.article_id.in_(ids), t.score >= t.threshold)
        .order_by(t.article_id, t.score.desc(), t.theme_id)
    )
    return _collect(scope.connection.execute(query))


def _load_actors(scope: Scope, ids: Sequence[int]) -> defaultdict[int, list[str]]:
    m = mentions.c
    query = (
        select(m.article_id, m.actor_id)
        .where(m.workspace_id == scope.workspace_id, m.article_id.in_(ids))
        .order_by(m.article_id, m.count.desc(), m.actor_id)
    )
    return _collect(scope.connection.execute(query))


def _collect(rows: Iterable[Any]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for article, item in rows:
        found[article].append(item)
    return found


def _make_card(
    row: Row[Any], outlet: Outlet | None, themes: tuple[str, ...], actors: tuple[str, ...]
) -> ArticleCard:
    return ArticleCard(
        id=row.id,
        address=row.address,
        title=row.headline,
        byline=row.byline,
        outlet=outlet,
        dated_at=row.dated_at,
        stored_at=row.stored_at,
        language=row.language,
        story=row.story_id,
        copy_of=row.copy_of,
        echo=row.echo,
        version_mark=row.version_mark,
        superseded_by=row.superseded_by,
        undated=row.published is None,
        day_only=row.published is not None and "T" not in row.published,
        teaser=row.teaser,
        note=row.note,
        themes=themes,
        actors=actors,
    )
