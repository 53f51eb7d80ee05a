"""Which stories a channel has seen: those of which it was shown an article. Follows stories that merge or split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, select, update

from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import upsert
from bot.storage.tables import articles, shown_stories, subscriptions

_KEYS = ("workspace_id", "subscription_id", "story_id")
_VALUES = ("articles", "article_ids", "shown_at")


def save_shown(scope: Scope, subscription_id: int, article_ids: Collection[int], now: datetime) -> None:
    """Note which articles a channel was shown, with the stories that they are of by now."""
    told: defaultdict[int, set[int]] = defaultdict(set)
    for batch in in_batches(sorted(article_ids)):
        query = select(articles.c.id, articles.c.story_id)
        for row in scope.connection.execute(query.where(_here(scope, articles), articles.c.id.in_(batch))):
            told[row.story_id].add(row.id)
    mine = shown_stories.c.subscription_id == subscription_id
    before = {row.story_id: _list_articles(scope, row) for row in _load(scope, told, mine)}
    _write(
        scope,
        (
            _make_row(scope, subscription_id, story, ids | before.get(story, set()), now)
            for story, ids in told.items()
        ),
    )


def load_shown(scope: Scope, subscription_id: int, stories: Collection[int]) -> dict[int, int]:
    """Story → articles shown, of those stories that the subscription has shown."""
    mine = shown_stories.c.subscription_id == subscription_id
    return {row.story_id: row.articles for row in _load(scope, stories, mine)}


def load_seen(scope: Scope, subscription_id: int, stories: Collection[int]) -> dict[int, datetime]:
    """Story → when the subscription's channel last saw it, by whichever of its subscriptions."""
    own, others = subscriptions.c, subscriptions.alias("others").c
    channel = select(own.channel).where(own.workspace_id == scope.workspace_id, own.id == subscription_id)
    there = select(others.id).where(
        others.workspace_id == scope.workspace_id, others.channel == channel.scalar_subquery()
    )
    rows = _load(scope, stories, shown_stories.c.subscription_id.in_(there))
    return {row.story_id: row.shown_at for row in sorted(rows, key=lambda row: row.shown_at)}


def load_shown_articles(scope: Scope, story: int) -> frozenset[int]:
    """All articles of a story that were shown in any channel."""
    return frozenset().union(*(_list_articles(scope, row) for row in _load(scope, [story])))


def merge_shown(scope: Scope, gone: int, kept: int) -> None:
    """A channel that has seen either of two stories has seen the one that they become."""
    rows: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in _load(scope, [gone, kept]):
        rows[row.subscription_id].append(row)
    united = [
        _make_row(
            scope,
            subscription,
            kept,
            set().union(*(_list_articles(scope, row) for row in seen)),
            max(row.shown_at for row in seen),
        )
        for subscription, seen in rows.items()
    ]
    _write(scope, united)
    s = shown_stories.c
    scope.connection.execute(delete(shown_stories).where(_here(scope, shown_stories), s.story_id == gone))


def split_shown(scope: Scope, story: int, into: int, leaving: Collection[int]) -> None:
    """A channel has seen each part of which it was shown an article, and no other.

    Call it before the articles move.
    """
    s = shown_stories.c
    for row in _load(scope, [story]):
        ids = _list_articles(scope, row)
        parts = {story: ids.difference(leaving), into: ids.intersection(leaving)}
        where = and_(
            _here(scope, shown_stories), s.subscription_id == row.subscription_id, s.story_id == story
        )
        if parts[into]:
            _write(scope, [_make_row(scope, row.subscription_id, into, parts[into], row.shown_at)])
            if parts[story]:
                left = {"articles": len(parts[story]), "article_ids": sorted(parts[story])}
                scope.connection.execute(update(shown_stories).where(where).values(left))
            else:
                scope.connection.execute(delete(shown_stories).where(where))


def _here(scope: Scope, table: Any) -> Any:
    return table.c.workspace_id == scope.workspace_id


def _load(scope: Scope, stories: Collection[int], *conditions: Any) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for batch in in_batches(list(stories)):
        query = select(shown_stories).where(_here(scope, shown_stories), *conditions)
        found += scope.connection.execute(query.where(shown_stories.c.story_id.in_(batch)))
    return found


def _list_articles(scope: Scope, row: Row[Any]) -> set[int]:
    """The articles that were shown; of rows from before they were noted, those stored by then."""
    if row.article_ids is not None:
        return set(row.article_ids)
    a = articles.c
    query = select(a.id).where(
        _here(scope, articles), a.story_id == row.story_id, a.stored_at <= row.shown_at
    )
    return set(scope.connection.execute(query).scalars())


def _make_row(scope: Scope, subscription: int, story: int, ids: set[int], at: datetime) -> dict[str, Any]:
    return {
        "workspace_id": scope.workspace_id,
        "subscription_id": subscription,
        "story_id": story,
        "articles": len(ids),
        "article_ids": sorted(ids),
        "shown_at": at,
    }


def _write(scope: Scope, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        scope.connection.execute(upsert(shown_stories, _KEYS, _VALUES), listed)
