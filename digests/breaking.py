"""Stories that break for an `instantly` subscription → drafts: one each, and what is too much in one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.model.live import LiveDraft, LiveKind
from bot.model.stored import StoryCard
from bot.model.subscriptions import Period, Slot, Subscription
from bot.query.names import NameTable
from bot.query.tree import Query, actors_in, themes_in
from bot.storage.database import Scope
from bot.storage.live import count_begun
from bot.storage.mutes import load_mutes
from bot.storage.search import find_stories
from bot.storage.shown import load_seen
from digests.draft import Draft
from digests.flood import HOUR, gathering_slot, share_out
from digests.live_layout import Page, lay_out_live
from digests.live_pages import Sight, load_gathered_page, load_story_page
from digests.muting import leave_out_muted
from digests.ranking import rank_standing, read_standing
from digests.select import is_breaking, large_enough

BREAKING_BACK = timedelta(hours=24)  # older stories do not break any more
MOST_BREAKING = 200
KEPT_UP = timedelta(hours=12)  # that a story's message is kept up to date


def breaking_drafts(
    scope: Scope, names: NameTable, subscription: Subscription, query: Query, now: datetime
) -> tuple[Draft, ...]:
    """A draft for each story that breaks and that the channel has not seen, as many as it has room for."""
    stories = _rank(_breaking_stories(scope, query, subscription, now), query, now)
    if not stories:
        return ()
    shares = share_out(stories, count_begun(scope, subscription.channel, now - HOUR))
    drafts = [
        _draft_story(_sight(scope, names, subscription, query, f"story:{story.id}", now), story)
        for story in shares.alone
    ]
    if shares.gathered:
        sight = _sight(scope, names, subscription, query, gathering_slot(now), now)
        drafts.append(_draft_gathered(sight, shares.gathered))
    return tuple(drafts)


def live_draft(sight: Sight, page: Page, live: LiveDraft, shown: Sequence[StoryCard]) -> Draft:
    """A message that will be kept up to date, as it is first posted."""
    zone, now = parse_timezone(sight.subscription.timezone), sight.now
    start = min((story.first_at for story in shown), default=now)
    return Draft(
        subscription=sight.subscription,
        slot=Slot(
            label=sight.slot,
            due=now,
            period=Period(start=min(start, now), end=now),
            local_date=now.astimezone(zone).date(),
        ),
        messages=lay_out_live(page, now, zone),
        shown=frozenset(article.id for story in shown for article in story.articles),
        live=live,
    )


def _draft_story(sight: Sight, story: StoryCard) -> Draft:
    page = load_story_page(sight, story)
    ends_at = sight.now + KEPT_UP
    live = LiveDraft(kind=LiveKind.STORY, stories=(story.id,), told=page.told, ends_at=ends_at)
    return live_draft(sight, page, live, [story])


def _draft_gathered(sight: Sight, stories: Sequence[StoryCard]) -> Draft:
    page = load_gathered_page(sight, stories, len(stories))
    ids = tuple(story.id for story in stories)
    live = LiveDraft(kind=LiveKind.GATHERED, stories=ids, told=page.told, ends_at=sight.now + KEPT_UP)
    return live_draft(sight, page, live, stories)


def _sight(
    scope: Scope, names: NameTable, subscription: Subscription, query: Query, slot: str, now: datetime
) -> Sight:
    return Sight(scope=scope, names=names, subscription=subscription, query=query, slot=slot, now=now)


def _rank(stories: Sequence[StoryCard], query: Query, now: datetime) -> list[StoryCard]:
    wanted, period = {*actors_in(query), *themes_in(query)}, Period(start=now - BREAKING_BACK, end=now)
    return sorted(stories, key=lambda s: (-rank_standing(read_standing(s, (), wanted, period)), s.id))


def _breaking_stories(
    scope: Scope, query: Query, subscription: Subscription, now: datetime
) -> tuple[StoryCard, ...]:
    woken = subscription.snoozed_until or subscription.created_at
    since = max(subscription.created_at, woken, now - BREAKING_BACK)
    stories = find_stories(scope, query, since=since, until=now, by="stored", limit=MOST_BREAKING, now=now)
    heard = leave_out_muted(stories, load_mutes(scope, subscription.id))
    large = large_enough(heard, subscription.minimum)
    breaking = [story for story in large if is_breaking(story)]
    seen = load_seen(scope, subscription.id, [story.id for story in breaking]) if breaking else {}
    return tuple(story for story in breaking if story.id not in seen)
