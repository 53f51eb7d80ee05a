"""What is due for a subscription, composed and not yet claimed; and digests on demand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.errors import UsageError
from bot.model.subscriptions import Period, RhythmKind, Slot, Subscription
from bot.query.tree import Query
from bot.services import Services
from bot.storage.posts import last_slot
from digests.blocks import render_message
from digests.breaking import breaking_drafts
from digests.compose import compose_digest
from digests.content import DigestContent
from digests.draft import Draft
from digests.layout import lay_out_digest
from digests.load import Kept, load_material, read_topic
from digests.page import Paragraph, line
from digests.period import is_late, latest_slot
from digests.places import DigestPlace
from digests.select import large_enough


def compose_drafts(
    services: Services,
    workspace_id: int,
    subscription: Subscription,
    now: datetime,
    kept: Kept | None = None,
) -> tuple[Draft, ...]:
    """The digest of the slot that is due, or one for each story that breaks; empty where nothing is due.

    A topic that names an actor or theme that there no longer is makes a digest that says so.

    Args:
        kept: what was loaded for others in this pass.
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
        with services.database.read(workspace_id) as scope:
            return breaking_drafts(scope, services.names(workspace_id), subscription, query, now)
    return (_slot_draft(services, workspace_id, subscription, query, slot, now, kept),)


def _slot_draft(
    services: Services,
    workspace_id: int,
    subscription: Subscription,
    query: Query,
    slot: Slot,
    now: datetime,
    kept: Kept | None,
) -> Draft:
    names = services.names(workspace_id)
    with services.database.read(workspace_id) as scope:
        material = load_material(scope, query, slot.period, subscription_id=subscription.id, kept=kept)
    material = replace(material, stories=large_enough(material.stories, subscription.minimum))
    zone = parse_timezone(subscription.timezone)
    late = f"Late: this was due at {slot.due.astimezone(zone):%H:%M}." if is_late(slot, now) else ""
    place = DigestPlace(subscription=subscription.id, slot=slot.label)
    content = compose_digest(material, names, zone, late=late, place=place)
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
