"""Which subscriptions may be told of, and changed, from where somebody asks: those of the channel."""

from __future__ import annotations

from bot.errors import NotFoundError, UsageError
from bot.model.subscriptions import Subscription
from bot.storage.database import Scope
from bot.storage.subscriptions import load_subscription
from handlers.command import Request

_LONGEST_NUMBER = 12  # digits; what is longer is no number of ours


def require_channel(request: Request) -> str | None:
    """The channel that is asked from; None on the command line, where all are told of.

    Raises:
        UsageError: a person asks from where there is no channel; others' private ones are not told of there.
    """
    if request.user_id and not request.channel_id:
        raise UsageError(
            "Subscriptions belong to a channel.",
            advice="Ask in that channel, or in a direct message with me.",
        )
    return request.channel_id or None


def load_own(scope: Scope, number: str, channel: str | None) -> Subscription:
    """A subscription of that channel by its number, or of any channel where that is None.

    Raises:
        NotFoundError: there is none; another channel's is "not found", too.
    """
    number = number.strip().lstrip("#")
    known = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    subscription = load_subscription(scope, int(number) if known else 0)
    if channel is not None and subscription.channel != channel:
        raise NotFoundError(
            f"This channel has no subscription {number}.", advice="/subscriptions lists those that it has."
        )
    return subscription
