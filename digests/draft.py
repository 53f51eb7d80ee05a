"""A digest before its slot is claimed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.live import LiveDraft
from bot.model.subscriptions import Slot, Subscription
from bot.slack.message import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What will be posted for a slot, once."""

    subscription: Subscription
    slot: Slot
    messages: tuple[Message, ...]  # the channel's first, then those of its thread
    quiet: bool = False  # nothing to tell
    shown: frozenset[int] = frozenset()  # ids of the articles that are told
    live: LiveDraft | None = None  # how it is kept up to date; None: it is left as it is
