"""Subscriptions that want alerts: is their topic far above its own normal? One alert an incident.

An incident begins when the last 24 hours are a spike, and is over when they are halfway back; its message is
kept up to date until then. No other one begins within 24 hours of it, since these hours are counted in both.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.errors import UsageError
from bot.model.live import LiveDraft, LiveKind
from bot.model.subscriptions import Subscription
from bot.services import Services
from bot.storage.live import is_open, last_began
from digests.breaking import live_draft
from digests.draft import Draft
from digests.live_pages import SPIKE_HOURS, Sight, load_excess, load_spike_page
from digests.load import read_topic

LONGEST = timedelta(days=3)  # that an alert is kept up to date


def compose_alert(
    services: Services, workspace_id: int, subscription: Subscription, now: datetime
) -> tuple[Draft, ...]:
    """The alert of a spike that begins, or nothing. A topic that cannot be read any more has none."""
    names = services.names(workspace_id)
    try:
        query = read_topic(subscription.topic, names)
    except UsageError:  # its digest says so
        return ()
    with services.database.read(workspace_id) as scope:
        if not may_begin(last_began(scope, subscription.id, LiveKind.SPIKE), now):
            return ()
        if is_open(scope, subscription.id, LiveKind.SPIKE):
            return ()
        excess = load_excess(scope, query, now)
        if excess is None or not excess.is_spike:
            return ()
        day = now.astimezone(parse_timezone(subscription.timezone)).date()
        sight = Sight(
            scope=scope, names=names, subscription=subscription, query=query, slot=f"spike:{day}", now=now
        )
        page = load_spike_page(sight, excess)
    live = LiveDraft(
        kind=LiveKind.SPIKE, stories=(), told=page.told, ends_at=now + LONGEST, peak=excess.count
    )
    return (live_draft(sight, page, live, ()),)


def may_begin(last: datetime | None, now: datetime) -> bool:
    """Whether an incident may begin, by when the last one did."""
    return last is None or now - last >= SPIKE_HOURS
