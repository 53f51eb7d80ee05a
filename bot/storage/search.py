"""Articles and stories that match a query of the topic language."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func

from bot.model.stored import ArticleCard, StoryCard
from bot.query.tree import Query
from bot.storage.cards import in_batches, load_cards
from bot.storage.database import Scope
from bot.storage.planning import By, Plan, Window, plan, walk_articles
from bot.storage.stories import load_first_instants
from bot.storage.tables import articles


def find_articles(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    by: By = "dated",
    limit: int = 50,
    now: datetime,
) -> tuple[ArticleCard, ...]:
    """Matching articles, newest first; query None matches all. `now` is what `since:7d` counts back from.

    Raises:
        QueryError: the query has too many terms, or a `since:` or `until:` that is no time.
    """
    chosen = plan(scope, query, Window(since=since, until=until, by=by), now)
    ids = scope.connection.execute(chosen.newest(articles.c.id).limit(limit)).scalars()
    return tuple(load_cards(scope, ids).values())


def find_stories(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    by: By = "dated",
    limit: int = 50,
    now: datetime,
) -> tuple[StoryCard, ...]:
    """Stories with a matching article, those with the newest one first, each with its matching articles."""
    window = Window(since=since, until=until, by=by)
    chosen = _newest_stories(scope, plan(scope, query, window, now), limit)
    members = _load_members(scope, query, window, chosen, now)
    first = load_first_instants(scope, chosen)
    return tuple(_make_story(story, members[story], first[story]) for story in chosen)


def find_story(
    scope: Scope, query: Query | None, story: int, *, until: datetime, now: datetime
) -> StoryCard | None:
    """One story with all its matching articles stored until then; None where none matches.

    Raises:
        QueryError: as `find_articles`.
    """
    members = _load_members(scope, query, Window(until=until, by="stored"), [story], now)[story]
    first = load_first_instants(scope, [story])
    return _make_story(story, members, first[story]) if members and story in first else None


def _newest_stories(scope: Scope, chosen: Plan, limit: int) -> list[int]:
    """Walk back in time until there are enough stories; rows beyond that are never read."""
    stories: dict[int, None] = {}
    with scope.connection.execute(chosen.newest(articles.c.story_id)) as rows:
        for (story,) in rows:
            if len(stories) >= limit:
                break
            stories[story] = None
    return list(stories)


def _load_members(
    scope: Scope, query: Query | None, window: Window, stories: list[int], now: datetime
) -> defaultdict[int, list[ArticleCard]]:
    """Story → its matching articles, originals before copies, first one first."""
    matching = walk_articles(scope, query, window, now).select(articles.c.id)
    ids: list[int] = []
    for batch in in_batches(stories):
        ids += scope.connection.execute(matching.where(articles.c.story_id.in_(batch))).scalars()
    members: defaultdict[int, list[ArticleCard]] = defaultdict(list)
    for card in sorted(load_cards(scope, ids).values(), key=_originals_first):
        members[card.story].append(card)
    return members


def _originals_first(card: ArticleCard) -> tuple[bool, datetime, int]:
    return (card.copy_of is not None, card.dated_at, card.id)


def _make_story(story: int, members: list[ArticleCard], first_at: datetime) -> StoryCard:
    copies = sum(card.copy_of is not None for card in members)
    return StoryCard(id=story, articles=tuple(members), first_at=first_at, copies=copies)


def count_matching(
    scope: Scope,
    query: Query | None,
    since: datetime | None = None,
    until: datetime | None = None,
    by: By = "dated",
    now: datetime | None = None,
) -> tuple[int, int, int]:
    """How many articles, stories and outlets match."""
    a = articles.c
    chosen = plan(scope, query, Window(since=since, until=until, by=by), now)
    counts = chosen.select(
        func.count(), func.count(a.story_id.distinct()), func.count(a.outlet_id.distinct())
    )
    found, stories, outlets = scope.connection.execute(counts).one()
    return found, stories, outlets
