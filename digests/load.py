"""Storage → what one digest is composed of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.stored import StoredQuote, StoryCard
from bot.model.subscriptions import Period
from bot.query.names import NameTable, resolve_query
from bot.query.parser import parse_query
from bot.query.tree import Query, actors_in, themes_in
from bot.storage.articles import load_text
from bot.storage.database import Scope
from bot.storage.quotes import load_quotes
from bot.storage.search import count_matching, find_stories
from bot.storage.shown import load_shown
from digests.compose import Material
from digests.select import choose_stories, first_good

MOST_LOADED = 200  # stories that are ranked; the newest ones where there are more
MOST_QUOTES = 200
WEEKS_BACK = 8


def read_topic(topic: str, names: NameTable) -> Query:
    """A subscription's topic, or what was typed, as a query of themes and actors.

    Raises:
        QueryError: it does not parse.
        UnknownNameError: it names an actor or a theme that there is not, or several bear the name.
    """
    return resolve_query(parse_query(topic), names).query


def load_material(
    scope: Scope, query: Query, period: Period, *, subscription_id: int | None = None
) -> Material:
    """Everything that a digest of this query and period is made of, by the time of storing."""
    stories = find_stories(
        scope,
        query,
        since=period.start,
        until=period.end,
        by="stored",
        limit=MOST_LOADED,
        now=period.end,
    )
    material = _material(scope, query, period, stories, subscription_id)
    counts = count_matching(scope, query, since=period.start, until=period.end, by="stored", now=period.end)
    return replace(material, counts=counts, weeks=_weeks(scope, query, period))


def load_story_material(scope: Scope, query: Query, period: Period, story: StoryCard) -> Material:
    """The same for a single story that breaks: its own counts, and nothing is usual about it."""
    return _material(scope, query, period, (story,), None)


def _material(
    scope: Scope, query: Query, period: Period, stories: Sequence[StoryCard], subscription_id: int | None
) -> Material:
    """What is told of the stories, with the counts of these stories only."""
    seen = _seen(scope, stories, subscription_id)
    quotes = _key_quotes(scope, stories)
    shown = _shown(query, period, stories, quotes, seen)
    quotes = _with_those_of(scope, shown, quotes)
    outlets = {outlet.id for story in stories for outlet in story.outlets}
    return Material(
        query=query,
        period=period,
        stories=tuple(stories),
        quotes=quotes,
        texts=_texts(scope, _shown(query, period, stories, quotes, seen)),
        counts=(sum(len(story.articles) for story in stories), len(stories), len(outlets)),
        seen=seen,
    )


def _key_quotes(scope: Scope, stories: Sequence[StoryCard]) -> tuple[StoredQuote, ...]:
    articles = [article.id for story in stories for article in story.articles]
    return load_quotes(scope, articles=articles, key_only=True, limit=MOST_QUOTES) if articles else ()


def _seen(scope: Scope, stories: Sequence[StoryCard], subscription_id: int | None) -> frozenset[int]:
    if subscription_id is None or not stories:
        return frozenset()
    return frozenset(load_shown(scope, subscription_id, [story.id for story in stories]))


def _with_those_of(
    scope: Scope, shown: Sequence[StoryCard], quotes: Sequence[StoredQuote]
) -> tuple[StoredQuote, ...]:
    """Also the key quotes of the stories that will be shown, where the newest ones left no room for them."""
    if len(quotes) < MOST_QUOTES:
        return tuple(quotes)
    theirs = (stored for story in shown for stored in _key_quotes(scope, [story]))
    return tuple({stored.id: stored for stored in (*quotes, *theirs)}.values())


def _shown(
    query: Query,
    period: Period,
    stories: Sequence[StoryCard],
    quotes: Sequence[StoredQuote],
    seen: frozenset[int],
) -> tuple[StoryCard, ...]:
    """The stories that the digest will show with these quotes."""
    by_story = {story.id: [q for q in quotes if q.article.story == story.id] for story in stories}
    wanted = {*actors_in(query), *themes_in(query)}
    return choose_stories(stories, by_story, wanted=wanted, seen=seen, period=period).shown


def _texts(scope: Scope, shown: Sequence[StoryCard]) -> dict[int, str]:
    """The prose of those articles that the digest will summarise, and of no other."""
    mains = [first_good(story.articles).id for story in shown]
    return {article: load_text(scope, article) for article in mains}


def _weeks(scope: Scope, query: Query, period: Period) -> tuple[int, ...]:
    return tuple(_articles_then(scope, query, period, week) for week in range(1, WEEKS_BACK + 1))


def _articles_then(scope: Scope, query: Query, period: Period, weeks: int) -> int:
    back = timedelta(weeks=weeks)
    start: datetime = period.start - back
    articles, _, _ = count_matching(
        scope, query, since=start, until=period.end - back, by="stored", now=period.end - back
    )
    return articles
