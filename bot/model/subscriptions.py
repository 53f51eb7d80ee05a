"""Workspaces, subscriptions, digests and their posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """A Slack workspace, or the local one before a token adopts it."""

    id: int
    name: str  # "local" until adopted
    team_id: str | None = None  # Slack's, once adopted
    uninstalled_at: datetime | None = None  # since then its jobs rest, and its data wait to be removed


class RhythmKind(StrEnum):
    """How often a subscription posts."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"  # Monday to Friday
    WEEKLY = "weekly"
    HOURLY = "hourly"
    INSTANTLY = "instantly"  # a story when it breaks


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """When a subscription posts, in its own time zone."""

    kind: RhythmKind
    at: time | None = None  # local time of day; None for hourly and instantly
    weekday: int | None = None  # weekly: 0 = Monday


class QuietDay(StrEnum):
    """What a channel wants when nothing happened."""

    LINE = "line"  # one honest line
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """Channel x topic x rhythm x time zone."""

    id: int
    channel: str  # Slack's channel id
    topic: str  # canonical query text
    rhythm: Rhythm
    timezone: str  # IANA name
    created_at: datetime
    created_by: str | None = None  # Slack's user id
    paused: bool = False
    quiet_day: QuietDay = QuietDay.LINE
    minimum: int = 1  # outlets that a story needs to be told, 1 to 9
    snoozed_until: datetime | None = None  # UTC; nothing is posted before, and what was missed stays missed

    def is_silent(self, now: datetime) -> bool:
        """Whether nothing is posted at that instant: paused, or snoozed."""
        return self.paused or (self.snoozed_until is not None and now < self.snoozed_until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Half-open [start, end) of instants in UTC; a digest's period is (start, end] by the time of storing."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One due time of a subscription."""

    label: str  # local date and time, "2026-11-21T08:30", or "story:17"; part of the digest's key
    due: datetime  # the instant, UTC
    period: Period  # what it covers, by the time of storing
    local_date: date


class PostState(StrEnum):
    """Where one message of a digest stands."""

    CLAIMED = "claimed"  # about to be posted, or posted and not yet recorded
    POSTED = "posted"
    FAILED = "failed"  # Slack refused it for good; the reason is kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """One digest of one subscription and slot, composed once."""

    id: int
    subscription_id: int
    channel: str
    slot: str
    period: Period
    claimed_at: datetime
    finished: bool  # all parts posted, or given up


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """One message of a digest: part 0 in the channel, others in its thread."""

    id: int
    digest_id: int
    part: int
    key: str  # stands in the message's metadata: workspace, channel, subscription, slot and part
    payload: str  # JSON of text and blocks, as composed
    state: PostState
    claimed_at: datetime | None  # of the latest attempt
    ts: str | None = None  # Slack's, once posted
    reason: str | None = None  # of a failure, for people
