"""Relations: two actors with what was reported of both. Periods are half-open: since <= dated < until."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, and_, func, select

from bot.model.findings import EventClass
from bot.model.stored import RelationCounts, Tally
from bot.storage.database import Scope
from bot.storage.pairs import events_between, is_of, naming_both, with_events
from bot.storage.planning import Window
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import actors, article_themes, articles, events, mentions, themes


def count_relation(
    scope: Scope, a: str, b: str, since: datetime | None = None, until: datetime | None = None
) -> RelationCounts:
    """Articles that name both, their stories and outlets, and the events between the two, once a story."""
    window = Window(since=since, until=until)
    both = naming_both(scope, a, b, window)
    rows = ordered(both, (articles, articles.c.id == both.c.article_id))
    counts = select(
        func.count(), func.count(articles.c.story_id.distinct()), func.count(articles.c.outlet_id.distinct())
    ).select_from(rows)
    named, stories, outlets = scope.connection.execute(counts).one()
    cooperation, conflict = _count_events(scope, a, b, window)
    return RelationCounts(
        articles=named, stories=stories, outlets=outlets, cooperation=cooperation, conflict=conflict
    )


def _count_events(scope: Scope, a: str, b: str, window: Window) -> tuple[int, int]:
    """Events of cooperation and of conflict: each class and direction once a story, denied ones left out."""
    found = events_between(scope, a, b, window).subquery("found")
    rows, mine = with_events(scope, found)
    once = select(events.c.story_id, events.c.event_class, found.c.side).select_from(rows).distinct()
    told = once.where(mine, events.c.negated.is_(False)).subquery("told")
    by_class = select(told.c.event_class, func.count()).group_by(told.c.event_class)
    counts = {EventClass(name): number for name, number in scope.connection.execute(by_class)}
    cooperation = sum(number for name, number in counts.items() if name.cooperative)
    return cooperation, sum(counts.values()) - cooperation


def count_by_bucket(scope: Scope, a: str, b: str, edges: Sequence[datetime]) -> tuple[RelationCounts, ...]:
    """The counts of the consecutive periods [edges[i], edges[i + 1])."""
    return tuple(count_relation(scope, a, b, since, until) for since, until in pairwise(edges))


def shared_themes(
    scope: Scope,
    a: str,
    b: str,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 10,
) -> tuple[Tally, ...]:
    """The themes of articles that name both, most frequent first."""
    both = naming_both(scope, a, b, Window(since=since, until=until))
    t = article_themes.c
    given = and_(
        t.workspace_id == scope.workspace_id, t.article_id == both.c.article_id, t.score >= t.threshold
    )
    known = and_(themes.c.workspace_id == scope.workspace_id, themes.c.id == t.theme_id)
    rows = ordered(both, (article_themes, given)).outerjoin(themes, known)
    name = func.coalesce(themes.c.name, t.theme_id)
    return _tally(scope, select(t.theme_id, name, func.count()).select_from(rows), t.theme_id, limit)


def others(
    scope: Scope,
    a: str,
    b: str,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 10,
) -> tuple[Tally, ...]:
    """Who else is named in articles that name both, most frequent first."""
    both = naming_both(scope, a, b, Window(since=since, until=until))
    m = mentions.c
    third = and_(
        m.workspace_id == scope.workspace_id,
        m.article_id == both.c.article_id,
        m.actor_id.not_in((a, b)),
    )
    known = and_(actors.c.workspace_id == scope.workspace_id, actors.c.id == m.actor_id)
    rows = ordered(both, (mentions, third), (actors, known))
    return _tally(scope, select(m.actor_id, actors.c.name, func.count()).select_from(rows), m.actor_id, limit)


def counterparts(
    scope: Scope, a: str, since: datetime | None = None, until: datetime | None = None, limit: int = 10
) -> tuple[tuple[Tally, RelationCounts], ...]:
    """Who is named together with an actor in most articles, each with the relation's counts."""
    first, second = mentions.alias("first"), mentions.alias("second")
    together = and_(
        second.c.workspace_id == scope.workspace_id,
        second.c.article_id == first.c.article_id,
        second.c.actor_id != a,
    )
    known = and_(actors.c.workspace_id == scope.workspace_id, actors.c.id == second.c.actor_id)
    rows = ordered(first, (second, together), (actors, known))
    found = (
        select(second.c.actor_id, actors.c.name, func.count())
        .select_from(rows)
        .where(is_of(scope, first, a, Window(since=since, until=until)))
    )
    tallies = _tally(scope, found, second.c.actor_id, limit)
    return tuple((tally, count_relation(scope, a, tally.id, since, until)) for tally in tallies)


def _tally(scope: Scope, found: Select[Any], by: Any, limit: int) -> tuple[Tally, ...]:
    """(id, name, count) by descending count."""
    top = found.group_by(by).order_by(func.count().desc(), by).limit(limit)
    rows = scope.connection.execute(top)
    return tuple(Tally(id=row[0], name=row[1], count=row[2]) for row in rows)
