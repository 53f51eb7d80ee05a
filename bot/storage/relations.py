"""Relations: two actors with what was reported of both. Periods are half-open: since <= dated < until."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Subquery, and_, func, select

from bot.model.findings import EventClass
from bot.model.stored import RelationCounts, Tally
from bot.storage.database import Scope
from bot.storage.pairs import MENTIONS, events_between, is_of, naming_both, with_events
from bot.storage.planning import Window
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import actors, article_themes, articles, events, mentions, themes
from bot.storage.tallies import fetch_tallies
from bot.storage.trends import bucket_of


def count_relation(
    scope: Scope, a: str, b: str, since: datetime | None = None, until: datetime | None = None
) -> RelationCounts:
    """Articles that name both, their stories and outlets, and the events between the two, once a story."""
    return _count(scope, a, b, Window(since=since, until=until), ())[0]


def count_by_bucket(scope: Scope, a: str, b: str, edges: Sequence[datetime]) -> tuple[RelationCounts, ...]:
    """The counts of the consecutive periods [edges[i], edges[i + 1]); `edges` ascend."""
    if len(edges) < 2:
        return ()
    return _count(scope, a, b, Window(since=edges[0], until=edges[-1]), edges[1:-1])


def count_naming_both(
    scope: Scope, a: str, b: str, since: datetime | None = None, until: datetime | None = None
) -> int:
    """Articles that name both; their stories, outlets and events are not looked at."""
    both = naming_both(scope, a, b, Window(since=since, until=until))
    return int(scope.connection.execute(select(func.count()).select_from(both)).scalar_one())


def _count(
    scope: Scope, a: str, b: str, window: Window, edges: Sequence[datetime]
) -> tuple[RelationCounts, ...]:
    """The counts of a window that is parted at `edges`, in one pass."""
    named = _count_articles(scope, naming_both(scope, a, b, window), edges)
    done = _count_events(scope, events_between(scope, a, b, window).subquery("found"), edges)
    return tuple(
        RelationCounts(
            articles=named[bucket][0],
            stories=named[bucket][1],
            outlets=named[bucket][2],
            cooperation=done[bucket, True],
            conflict=done[bucket, False],
        )
        for bucket in range(len(edges) + 1)
    )


def _count_articles(
    scope: Scope, both: Subquery, edges: Sequence[datetime]
) -> defaultdict[int, tuple[int, int, int]]:
    """Bucket → articles, stories, outlets."""
    rows = ordered(both, (articles, articles.c.id == both.c.article_id))
    bucket = bucket_of(both.c.dated_at, edges).label("bucket")
    stories, outlets = articles.c.story_id.distinct(), articles.c.outlet_id.distinct()
    counts = select(bucket, func.count(), func.count(stories), func.count(outlets)).select_from(rows)
    counted = scope.connection.execute(counts.group_by(bucket))
    return defaultdict(lambda: (0, 0, 0), {row[0]: (row[1], row[2], row[3]) for row in counted})


def _count_events(scope: Scope, found: Subquery, edges: Sequence[datetime]) -> Counter[tuple[int, bool]]:
    """(bucket, cooperative) → events: each class and direction once a story, denied ones left out."""
    rows, mine = with_events(scope, found)
    bucket = bucket_of(found.c.dated_at, edges).label("bucket")
    told = select(bucket, events.c.story_id, events.c.event_class, found.c.side).select_from(rows)
    once = told.where(mine, events.c.negated.is_(False)).distinct().subquery("told")
    by_class = select(once.c.bucket, once.c.event_class, func.count()).group_by(
        once.c.bucket, once.c.event_class
    )
    counts: Counter[tuple[int, bool]] = Counter()
    for number, name, count in scope.connection.execute(by_class):
        counts[number, EventClass(name).cooperative] += count
    return counts


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
    found = select(t.theme_id).select_from(ordered(both, (article_themes, given)))
    return fetch_tallies(scope, found, themes, limit)


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
    found = select(m.actor_id).select_from(ordered(both, (mentions, third)))
    return fetch_tallies(scope, found, actors, limit)


def named_beside(
    scope: Scope, a: str, since: datetime | None = None, until: datetime | None = None, limit: int = 10
) -> tuple[Tally, ...]:
    """Who is named together with an actor in most articles."""
    first, second = MENTIONS
    together = and_(
        second.c.workspace_id == scope.workspace_id,
        second.c.article_id == first.c.article_id,
        second.c.actor_id != a,
    )
    mine = is_of(scope, first, a, Window(since=since, until=until))
    found = select(second.c.actor_id).select_from(ordered(first, (second, together))).where(mine)
    return fetch_tallies(scope, found, actors, limit)
