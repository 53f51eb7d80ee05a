"""Subscriptions: channel x topic x rhythm x time zone."""

from __future__ import annotations

from datetime import datetime

from bot.model.subscriptions import QuietDay, Rhythm, Subscription
from bot.storage.database import Scope


def add_subscription(
    scope: Scope,
    *,
    channel: str,
    topic: str,
    rhythm: Rhythm,
    timezone: str,
    created_by: str | None,
    quiet_day: QuietDay = QuietDay.LINE,
    now: datetime,
) -> Subscription:
    """Subscribe a channel; the same channel, topic and rhythm again is returned as it stands."""
    raise NotImplementedError


def load_subscriptions(scope: Scope, channel: str | None = None) -> tuple[Subscription, ...]:
    """All subscriptions, or a channel's, oldest first."""
    raise NotImplementedError


def load_subscription(scope: Scope, subscription_id: int) -> Subscription:
    """One subscription. Raises NotFoundError."""
    raise NotImplementedError


def update_subscription(
    scope: Scope,
    subscription_id: int,
    *,
    topic: str | None = None,
    rhythm: Rhythm | None = None,
    timezone: str | None = None,
    quiet_day: QuietDay | None = None,
) -> Subscription:
    """Change what is given, keep the rest.

    Raises:
        NotFoundError: there is none of that id in this workspace.
        UsageError: the channel has another subscription of that topic and rhythm.
    """
    raise NotImplementedError


def pause_subscription(scope: Scope, subscription_id: int, paused: bool) -> Subscription:
    """Pause a subscription, or go on with it. Raises NotFoundError."""
    raise NotImplementedError


def remove_subscription(scope: Scope, subscription_id: int) -> None:
    """Unsubscribe; its digests stay on record, so that none is posted twice. Raises NotFoundError."""
    raise NotImplementedError
