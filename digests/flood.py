"""How many stories that break a channel gets one by one; the others are gathered in one message. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.model.stored import StoryCard

MOST_AN_HOUR = 6  # messages of single stories a channel gets within any hour
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Shares:
    """Stories that get a message of their own, and those that are told in one."""

    alone: tuple[StoryCard, ...]
    gathered: tuple[StoryCard, ...]


def share_out(ranked: Sequence[StoryCard], posted: int, most: int = MOST_AN_HOUR) -> Shares:
    """As many of the best stories as the channel has room for; all others are gathered.

    Args:
        ranked: stories that break, best first.
        posted: how many messages of single stories the channel got within the last hour.
        most: how many it may get.
    """
    room = max(most - posted, 0)
    return Shares(tuple(ranked[:room]), tuple(ranked[room:]))


def gathering_slot(now: datetime) -> str:
    """The slot of the message that gathers what breaks in this hour (UTC): one an hour and subscription."""
    return f"gathered:{now.astimezone(UTC):%Y-%m-%dT%HZ}"
