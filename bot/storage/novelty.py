"""What a workspace has seen before an instant: actors, phrases, and the earlier state of stories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select

from bot.model.news import Earlier
from bot.storage.cards import BATCH, in_batches
from bot.storage.database import Scope
from bot.storage.speakers import UNNAMED
from bot.storage.sqlite_dialect import matching_ids, ordered
from bot.storage.tables import actors, articles, mentions, quotes


def load_first_stored(scope: Scope) -> datetime | None:
    """When the first article was stored that counts for digests; None where there is none."""
    a = articles.c
    query = select(a.stored_at).where(a.workspace_id == scope.workspace_id, a.backfill.is_(False))
    return scope.connection.execute(query.order_by(a.stored_at).limit(1)).scalar_one_or_none()


def load_unseen_actors(scope: Scope, ids: Collection[str], before: datetime) -> dict[str, str]:
    """Id → name of those actors (of at most 500) that no article names which was stored until then."""
    m, a = mentions.c, articles.c
    named = (
        select(m.article_id)
        .select_from(ordered(mentions, (articles, a.id == m.article_id)))
        .where(m.workspace_id == scope.workspace_id, m.actor_id == actors.c.id, a.stored_at <= before)
        .order_by(m.dated_at)
        .correlate(actors)
    )
    asked = actors.c.id.in_(sorted(ids)[:BATCH])
    mine = and_(actors.c.workspace_id == scope.workspace_id, asked)
    rows = scope.connection.execute(select(actors.c.id, actors.c.name).where(mine, ~exists(named)))
    return {row.id: row.name for row in rows}


def is_phrase_new(scope: Scope, phrase: str, since: datetime, until: datetime, *, outlets: int) -> bool:
    """Whether a phrase stands in no article stored until `since`, and in those of some outlets until `until`.

    Args:
        outlets: how many must have it.
    """
    found = matching_ids(phrase).subquery("found")
    rows = ordered(found, (articles, articles.c.id == found.c[0]))
    mine = articles.c.workspace_id == scope.workspace_id
    old = select(articles.c.id).select_from(rows).where(mine, articles.c.stored_at <= since).limit(1)
    if scope.connection.execute(old).first() is not None:
        return False
    within = and_(mine, articles.c.stored_at > since, articles.c.stored_at <= until)
    count: Select[Any] = select(func.count(articles.c.outlet_id.distinct())).select_from(rows)
    return (
        int(scope.connection.execute(count.where(within, articles.c.copy_of.is_(None))).scalar_one())
        >= outlets
    )


def load_earlier(scope: Scope, stories: Sequence[int], before: datetime) -> dict[int, Earlier]:
    """What these stories were before an instant; those that were not there yet are left out."""
    told_by: dict[int, set[str]] = {}
    heard: dict[int, set[str]] = {}
    a, q = articles.c, quotes.c
    for batch in in_batches(stories):
        there = and_(a.workspace_id == scope.workspace_id, a.story_id.in_(batch), a.stored_at <= before)
        for story, outlet in scope.connection.execute(select(a.story_id, a.outlet_id).where(there)):
            told_by.setdefault(story, set()).add(outlet or "")
        spoken = and_(q.workspace_id == scope.workspace_id, q.article_id == a.id)
        rows = select(a.story_id, q.speaker_key).distinct()
        rows = rows.select_from(ordered(articles, (quotes, spoken))).where(there)
        for story, speaker in scope.connection.execute(rows):
            heard.setdefault(story, set()).add(speaker.removeprefix(UNNAMED))
    return {
        story: Earlier(
            at=before,
            outlets=frozenset(outlets - {""}),
            speakers=frozenset(heard.get(story, ())) - {""},
        )
        for story, outlets in told_by.items()
    }
