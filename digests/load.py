"""Storage → what one digest is composed of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model.mutes import Mute
from bot.model.news import Earlier
from bot.model.stored import StoredQuote, StoryCard
from bot.model.subscriptions import Period
from bot.query.names import NameTable, resolve_query
from bot.query.parser import parse_query
from bot.query.tree import Query, actors_in, themes_in
from bot.storage.articles import load_text
from bot.storage.database import Scope
from bot.storage.mutes import load_mutes
from bot.storage.novelty import load_earlier
from bot.storage.quotes import load_quotes
from bot.storage.search import count_matching, find_stories
from bot.storage.shown import load_seen
from digests.compose import Material
from digests.load_news import load_news
from digests.muting import leave_out_muted
from digests.news import News
from digests.period import weeks_before
from digests.select import brings_news, choose_stories, first_good

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


Kept = dict[tuple[Query, Period], Material]
"""What one pass loaded already: channels with the same topic and slot share it."""


def load_material(
    scope: Scope,
    query: Query,
    period: Period,
    *,
    subscription_id: int | None = None,
    kept: Kept | None = None,
) -> Material:
    """Everything that a digest of this query and period is made of, by the time of storing.

    Args:
        subscription_id: of the digest; what its channel has seen is told as an update, or not at all.
        kept: where what does not depend on the channel is looked up and left.

    What is muted there, or in the whole workspace, is left out.
    """
    shared = kept.get((query, period)) if kept is not None else None
    shared = shared or _load_shared(scope, query, period)
    if kept is not None:
        kept[query, period] = shared
    shared = _leave_out(scope, shared, load_mutes(scope, subscription_id))
    seen = _seen(scope, shared.stories, subscription_id)
    if not seen:
        return shared
    own = _material(scope, query, period, shared.stories, seen)
    news = replace(shared.news, earlier=_load_earlier(scope, shared.stories, seen))
    return replace(own, counts=shared.counts, weeks=shared.weeks, news=news)


def _load_earlier(
    scope: Scope, stories: Sequence[StoryCard], seen: Mapping[int, datetime]
) -> dict[int, Earlier]:
    """What those stories were that will be told as updates, when the channel last saw them."""
    again: dict[datetime, list[int]] = {}
    for story in stories:
        if story.id in seen and brings_news(story, seen[story.id]):
            again.setdefault(seen[story.id], []).append(story.id)
    return {
        id: state for moment, ids in again.items() for id, state in load_earlier(scope, ids, moment).items()
    }


def _leave_out(scope: Scope, shared: Material, mutes: Sequence[Mute]) -> Material:
    """What is left without what is muted; the figures are of what is told."""
    left = leave_out_muted(shared.stories, mutes)
    if left == shared.stories:
        return shared
    query, period = shared.query, shared.period
    material = _material(scope, query, period, left, {})
    news = load_news(scope, query, period, left, texts=material.texts, weeks=shared.weeks)
    return replace(material, weeks=shared.weeks, news=news)


def _load_shared(scope: Scope, query: Query, period: Period) -> Material:
    """The same for a channel that has seen nothing yet."""
    stories = find_stories(
        scope,
        query,
        since=period.start,
        until=period.end,
        by="stored",
        limit=MOST_LOADED,
        now=period.end,
    )
    material = _material(scope, query, period, stories, {})
    counts = count_matching(scope, query, since=period.start, until=period.end, by="stored", now=period.end)
    weeks = count_weeks(scope, query, period)
    news = load_news(scope, query, period, stories, texts=material.texts, weeks=weeks)
    return replace(material, counts=counts, weeks=weeks, news=news)


def load_story_material(
    scope: Scope, query: Query, period: Period, *stories: StoryCard, posted: datetime | None = None
) -> Material:
    """The same for stories that break: their own counts, and nothing is usual about them.

    Args:
        posted: when they were told; what came after it is news.
    """
    material = _material(scope, query, period, stories, {})
    if posted is None:
        return material
    earlier = load_earlier(scope, [story.id for story in stories], posted)
    return replace(material, news=News(earlier=earlier))


def _material(
    scope: Scope,
    query: Query,
    period: Period,
    stories: Sequence[StoryCard],
    seen: Mapping[int, datetime],
) -> Material:
    """What is told of the stories, with the counts of these stories only."""
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


def _seen(scope: Scope, stories: Sequence[StoryCard], subscription_id: int | None) -> Mapping[int, datetime]:
    if subscription_id is None or not stories:
        return {}
    return load_seen(scope, subscription_id, [story.id for story in stories])


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
    seen: Mapping[int, datetime],
) -> tuple[StoryCard, ...]:
    """The stories that the digest will show with these quotes."""
    by_story = {story.id: [q for q in quotes if q.article.story == story.id] for story in stories}
    wanted = {*actors_in(query), *themes_in(query)}
    return choose_stories(stories, by_story, wanted=wanted, seen=seen, period=period).shown


def _texts(scope: Scope, shown: Sequence[StoryCard]) -> dict[int, str]:
    """The prose of those articles that the digest will summarise, and of no other."""
    mains = [first_good(story.articles).id for story in shown]
    return {article: load_text(scope, article) for article in mains}


def count_weeks(scope: Scope, query: Query, period: Period) -> tuple[int, ...]:
    """Articles in the same period one, two … eight weeks before."""
    return tuple(count_articles(scope, query, week) for week in weeks_before(period, WEEKS_BACK))


def count_articles(scope: Scope, query: Query, period: Period) -> int:
    """Matching articles stored in the period."""
    return count_matching(scope, query, since=period.start, until=period.end, by="stored", now=period.end)[0]
