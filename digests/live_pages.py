"""Storage → what a live message says now: a story that broke, several gathered ones, a spike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.model.live import LiveKind
from bot.model.stored import StoryCard
from bot.model.subscriptions import Period, Subscription
from bot.query.names import NameTable
from bot.query.tree import Query
from bot.query.write import describe_query, write_query
from bot.storage.database import Scope
from bot.storage.search import find_story
from digests.compose import compose_digest
from digests.content import StoryItem
from digests.live_layout import MOST_GATHERED, Page, page_of_gathered, page_of_spike, page_of_story
from digests.load import count_articles, count_weeks, load_material, load_story_material
from digests.places import DigestPlace
from digests.unusual import Excess, measure_excess

SPIKE_HOURS = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """From where a live message looks at what is stored."""

    scope: Scope
    names: NameTable
    subscription: Subscription
    query: Query
    slot: str
    now: datetime
    posted: datetime | None = None  # when it was posted; None: not yet

    @property
    def place(self) -> DigestPlace:
        """Where its buttons stand."""
        return DigestPlace(subscription=self.subscription.id, slot=self.slot)


def load_page(sight: Sight, kind: LiveKind, stories: Sequence[int]) -> Page | None:
    """What it says now; None where nothing of it is left, or a spike cannot be measured."""
    if kind is LiveKind.SPIKE:
        excess = load_excess(sight.scope, sight.query, sight.now)
        return load_spike_page(sight, excess) if excess else None
    shown = stories[:MOST_GATHERED]
    found = [find_story(sight.scope, sight.query, id, until=sight.now, now=sight.now) for id in shown]
    cards = [card for card in found if card is not None]
    if not cards:
        return None
    if kind is LiveKind.STORY:
        return load_story_page(sight, cards[0])
    return load_gathered_page(sight, cards, len(stories) - found.count(None))


def load_story_page(sight: Sight, story: StoryCard) -> Page:
    """A story that breaks."""
    period = Period(start=min(story.first_at, sight.now), end=sight.now)
    material = load_story_material(sight.scope, sight.query, period, story, posted=sight.posted)
    zone = parse_timezone(sight.subscription.timezone)
    return page_of_story(compose_digest(material, sight.names, zone, place=sight.place))


def load_gathered_page(sight: Sight, stories: Sequence[StoryCard], total: int) -> Page:
    """Stories that broke while their channel had enough messages, in the order in which they came.

    Args:
        stories: the first ones.
        total: how many there are.
    """
    period = Period(start=min(story.first_at for story in stories), end=sight.now)
    zone = parse_timezone(sight.subscription.timezone)
    items: list[StoryItem] = []
    for story in stories[:MOST_GATHERED]:
        material = load_story_material(sight.scope, sight.query, period, story)
        items += compose_digest(material, sight.names, zone).stories
    return page_of_gathered(items, describe_query(sight.query, sight.names), total)


def load_spike_page(sight: Sight, excess: Excess) -> Page:
    """A topic that is far above its own normal."""
    period = Period(start=sight.now - SPIKE_HOURS, end=sight.now)
    material = load_material(sight.scope, sight.query, period)
    content = compose_digest(material, sight.names, parse_timezone(sight.subscription.timezone))
    return page_of_spike(content, excess, f"/digest {write_query(sight.query)} 24h")


def load_excess(scope: Scope, query: Query, now: datetime) -> Excess | None:
    """The last 24 hours against the same hours of that weekday; None where too few weeks are known."""
    period = Period(start=now - SPIKE_HOURS, end=now)
    return measure_excess(count_articles(scope, query, period), count_weeks(scope, query, period))
