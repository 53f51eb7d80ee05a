"""The tables of messages that are kept up to date after they were posted, and of who wants alerts."""

from __future__ import annotations

from bot.storage.columns import document, flag, index, instant, keyed, number, ref, refers, text

live_messages = keyed(
    "live_messages",
    *(ref("digest_id"), ref("subscription_id"), text("kind"), document("stories"), text("told")),
    *(instant("began_at"), instant("looked_at"), instant("ends_at"), number("peak"), flag("closed")),
    refers("digest_id", "digests"),
    refers("subscription_id", "subscriptions"),
    *(index("closed"), index("subscription_id", "kind", "began_at")),
    by=("digest_id",),
)

spike_watches = keyed(
    "spike_watches",
    ref("subscription_id"),
    refers("subscription_id", "subscriptions"),
    by=("subscription_id",),
)
