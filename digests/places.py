"""Which story of which posted digest a button stands under: the value of its buttons. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

WHY = "why"  # the action of "Why is this here?"; its value is a StoryPlace
FEEDBACK = "feedback"  # the action of "Wrong?"; its value is a StoryPlace
_PLACE = re.compile(r"subscription:(\d{1,18}) story:(\d{1,18}) slot:(\S{1,80})")


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestPlace:
    """A digest of a subscription."""

    subscription: int
    slot: str  # its label: "2026-11-21T08:30", "story:17"

    def of_story(self, story: int) -> StoryPlace:
        """One story of it."""
        return StoryPlace(subscription=self.subscription, story=story, slot=self.slot)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryPlace:
    """A story in a digest of a subscription."""

    subscription: int
    story: int
    slot: str


def write_place(place: StoryPlace) -> str:
    """ "subscription:3 story:17 slot:2026-11-21T08:30"; far below the 2,000 characters of a button's value."""
    return f"subscription:{place.subscription} story:{place.story} slot:{place.slot}"


def parse_place(text: str) -> StoryPlace | None:
    """What `write_place` wrote; None for anything else, which a button of an older version may hold."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    return StoryPlace(subscription=int(match[1]), story=int(match[2]), slot=match[3])
