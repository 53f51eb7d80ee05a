"""Going on with a paused or snoozed subscription: what was missed meanwhile stays missed."""

from __future__ import annotations

from datetime import datetime

from bot.model.subscriptions import Subscription
from bot.storage.database import Scope
from bot.storage.posts import claim_digest, finish_digest, last_slot
from bot.storage.subscriptions import pause_subscription, snooze_subscription
from digests.period import latest_slot


def resume_subscription(scope: Scope, subscription: Subscription, now: datetime) -> Subscription:
    """Post again from the next slot on; the slot that passed in the pause is closed without a post."""
    slot = latest_slot(subscription, now, last_slot(scope, subscription.id))
    if slot is not None and subscription.paused:
        skipped = claim_digest(
            scope, subscription_id=subscription.id, channel=subscription.channel, slot=slot, now=now
        )
        if skipped is not None:
            finish_digest(scope, skipped.id)
    if subscription.snoozed_until is not None and now < subscription.snoozed_until:
        snooze_subscription(scope, subscription.id, now)
    return pause_subscription(scope, subscription.id, False)
