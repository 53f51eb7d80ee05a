"""Articles and stories that match a query of the topic language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.model.stored import ArticleCard, StoryCard
from bot.query.tree import Query
from bot.storage.cards import in_batches, load_cards
from bot.storage.database import Scope
from bot.storage.planning import By, Plan, Window, plan, walk_articles
from bot.storage.stories import load_first_instants
from bot.storage.tables import articles

MOST_COUNTED = 1_000  # articles; counting all that have a common word takes seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchCount:
    """How much matches a query."""

    articles: int
    stories: int
    outlets: int
    complete: bool  # False: these are the newest 1,000 articles, and there are more


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
    skip: int = 0,
    now: datetime,
) -> tuple[StoryCard, ...]:
    """Stories with a matching article, those with the newest one first, each with its matching articles.

    `skip` leaves out the first ones, which pages before have shown.
    """
    window = Window(since=since, until=until, by=by)
    chosen = _newest_stories(scope, plan(scope, query, window, now), skip + limit)[skip:]
    return load_stories(scope, query, chosen, window=window, now=now)


def load_stories(
    scope: Scope, query: Query | None, stories: Sequence[int], *, window: Window, now: datetime
) -> tuple[StoryCard, ...]:
    """These stories in this order, each with its matching articles; those without one are left out."""
    members = _load_members(scope, query, window, stories, now)
    first = load_first_instants(scope, stories)
    return tuple(_make_story(story, members[story], first[story]) for story in stories if members[story])


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
    scope: Scope, query: Query | None, window: Window, stories: Sequence[int], now: datetime
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


def count_newest(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    now: datetime,
) -> MatchCount:
    """How many of the newest 1,000 matching articles, stories and outlets there are.

    Raises:
        QueryError: as `find_articles`.
    """
    a = articles.c
    chosen = plan(scope, query, Window(since=since, until=until), now)
    newest = chosen.newest(a.story_id, a.outlet_id).limit(MOST_COUNTED + 1).subquery("newest")
    counts = select(
        func.count(), func.count(newest.c.story_id.distinct()), func.count(newest.c.outlet_id.distinct())
    )
    found, stories, outlets = scope.connection.execute(counts).one()
    complete = found <= MOST_COUNTED
    return MatchCount(articles=min(found, MOST_COUNTED), stories=stories, outlets=outlets, complete=complete)
