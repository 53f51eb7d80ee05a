"""What is due for a subscription, composed and not yet claimed; and digests on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.errors import UsageError
from bot.model.stored import StoryCard
from bot.model.subscriptions import Period, RhythmKind, Slot, Subscription
from bot.query.tree import Query
from bot.services import Services
from bot.slack.message import Message
from bot.storage.database import Scope
from bot.storage.posts import last_slot
from bot.storage.search import find_stories
from bot.storage.shown import load_shown
from digests.blocks import render_message
from digests.compose import compose_digest
from digests.content import DigestContent
from digests.layout import lay_out_digest
from digests.load import load_material, load_story_material, read_topic
from digests.page import Paragraph, line
from digests.period import is_late, latest_slot
from digests.select import is_breaking

BREAKING_BACK = timedelta(hours=24)  # older stories do not break any more
MOST_BREAKING = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A digest before its slot is claimed."""

    subscription: Subscription
    slot: Slot
    messages: tuple[Message, ...]  # the channel's first, then those of its thread
    quiet: bool = False  # nothing to tell
    shown: frozenset[int] = frozenset()  # articles


def compose_drafts(
    services: Services, workspace_id: int, subscription: Subscription, now: datetime
) -> tuple[Draft, ...]:
    """The digest of the slot that is due, or one for each story that breaks; empty where nothing is due.

    A topic that names an actor or theme that there no longer is makes a digest that says so.
    """
    slot = None
    instantly = subscription.rhythm.kind is RhythmKind.INSTANTLY
    if not instantly:
        with services.database.read(workspace_id) as scope:
            slot = latest_slot(subscription, now, last_slot(scope, subscription.id))
        if slot is None:
            return ()
    try:
        query = read_topic(subscription.topic, services.names(workspace_id))
    except UsageError as error:
        return (_broken_draft(subscription, slot or _day_slot(subscription, now), error),)
    if slot is None:
        return _breaking_drafts(services, workspace_id, subscription, query, now)
    return (_slot_draft(services, workspace_id, subscription, query, slot, now),)


def _slot_draft(
    services: Services, workspace_id: int, subscription: Subscription, query: Query, slot: Slot, now: datetime
) -> Draft:
    names = services.names(workspace_id)
    with services.database.read(workspace_id) as scope:
        material = load_material(scope, query, slot.period, subscription_id=subscription.id)
    zone = parse_timezone(subscription.timezone)
    late = f"Late: this was due at {slot.due.astimezone(zone):%H:%M}." if is_late(slot, now) else ""
    content = compose_digest(material, names, zone, late=late)
    return Draft(
        subscription=subscription,
        slot=slot,
        messages=lay_out_digest(content),
        quiet=content.quiet,
        shown=frozenset(article.id for story in material.stories for article in story.articles),
    )


def _day_slot(subscription: Subscription, now: datetime) -> Slot:
    """A slot a day, for what an `instantly` subscription must say once and not at every pass."""
    day = now.astimezone(parse_timezone(subscription.timezone)).date()
    return Slot(label=f"notice:{day}", due=now, period=Period(start=now, end=now), local_date=day)


def _broken_draft(subscription: Subscription, slot: Slot, error: UsageError) -> Draft:
    said = (
        f"I cannot read the topic of this channel's subscription {subscription.id} ({subscription.topic}):"
        f" {error.message} Remove it with /subscriptions, and subscribe anew."
    )
    message = render_message([Paragraph((line(said),))], said)
    return Draft(subscription=subscription, slot=slot, messages=(message,))


def compose_now(
    services: Services, workspace_id: int, query: Query, span: timedelta, *, now: datetime, timezone: str
) -> DigestContent:
    """A digest of the last `span`, by the time of storing; nothing is claimed, posted or noted as seen."""
    names, period = services.names(workspace_id), Period(start=now - span, end=now)
    with services.database.read(workspace_id) as scope:
        material = load_material(scope, query, period)
    return compose_digest(material, names, parse_timezone(timezone))


def _breaking_drafts(
    services: Services, workspace_id: int, subscription: Subscription, query: Query, now: datetime
) -> tuple[Draft, ...]:
    """A draft for each story that breaks and was not posted to this subscription before."""
    names = services.names(workspace_id)
    drafts = []
    with services.database.read(workspace_id) as scope:
        for story in _breaking_stories(scope, query, subscription, now):
            period = Period(start=min(story.first_at, now), end=now)
            material = load_story_material(scope, query, period, story)
            content = compose_digest(material, names, parse_timezone(subscription.timezone))
            drafts.append(_breaking_draft(subscription, story, content, period))
    return tuple(drafts)


def _breaking_draft(
    subscription: Subscription, story: StoryCard, content: DigestContent, period: Period
) -> Draft:
    day = period.end.astimezone(parse_timezone(subscription.timezone)).date()
    slot = Slot(label=f"story:{story.id}", due=period.end, period=period, local_date=day)
    return Draft(
        subscription=subscription,
        slot=slot,
        messages=lay_out_digest(content),
        shown=frozenset(article.id for article in story.articles),
    )


def _breaking_stories(
    scope: Scope, query: Query, subscription: Subscription, now: datetime
) -> tuple[StoryCard, ...]:
    since = max(subscription.created_at, now - BREAKING_BACK)
    stories = find_stories(scope, query, since=since, until=now, by="stored", limit=MOST_BREAKING, now=now)
    breaking = [story for story in stories if is_breaking(story)]
    seen = load_shown(scope, subscription.id, [story.id for story in breaking]) if breaking else {}
    return tuple(story for story in breaking if story.id not in seen)
