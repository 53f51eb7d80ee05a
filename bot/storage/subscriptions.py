"""Subscriptions: channel x topic x rhythm x time zone."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import NotFoundError, UsageError
from bot.model.subscriptions import QuietDay, Rhythm, RhythmKind, Subscription
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import subscriptions


def add_subscription(
    scope: Scope,
    *,
    channel: str,
    topic: str,
    rhythm: Rhythm,
    timezone: str,
    created_by: str | None,
    quiet_day: QuietDay = QuietDay.LINE,
    minimum: int = 1,
    now: datetime,
) -> Subscription:
    """Subscribe a channel; the same channel, topic and rhythm again is returned as it stands.

    One that was removed comes back under its old id: what it posted, it does not post again.
    """
    key = {"channel": channel, "topic": topic, "rhythm": _encode(rhythm)}
    fresh = {
        "timezone": timezone,
        "created_at": now,
        "created_by": created_by,
        "paused": False,
        "quiet_day": quiet_day.value,
        "removed": False,
        "minimum": minimum,
        "snoozed_until": None,
    }
    owned = {"workspace_id": scope.workspace_id}
    scope.connection.execute(insert_new(subscriptions).values(owned | key | fresh))
    s = subscriptions.c
    same = and_(s.workspace_id == scope.workspace_id, *(s[name] == value for name, value in key.items()))
    again = update(subscriptions).where(same, s.removed.is_(True)).values(fresh)
    scope.connection.execute(again)
    return _make_subscription(scope.connection.execute(select(subscriptions).where(same)).one())


def load_subscriptions(scope: Scope, channel: str | None = None) -> tuple[Subscription, ...]:
    """All subscriptions, or a channel's, oldest first."""
    query = select(subscriptions).where(_present(scope))
    if channel is not None:
        query = query.where(subscriptions.c.channel == channel)
    rows = scope.connection.execute(query.order_by(subscriptions.c.created_at, subscriptions.c.id))
    return tuple(_make_subscription(row) for row in rows)


def load_subscription(scope: Scope, subscription_id: int) -> Subscription:
    """One subscription. Raises NotFoundError."""
    query = select(subscriptions).where(_present(scope), subscriptions.c.id == subscription_id)
    if row := scope.connection.execute(query).one_or_none():
        return _make_subscription(row)
    raise NotFoundError(
        f"There is no subscription {subscription_id} here.", advice="/subscriptions lists all of them."
    )


def update_subscription(
    scope: Scope,
    subscription_id: int,
    *,
    topic: str | None = None,
    rhythm: Rhythm | None = None,
    timezone: str | None = None,
    quiet_day: QuietDay | None = None,
    minimum: int | None = None,
) -> Subscription:
    """Change what is given, keep the rest.

    Raises:
        NotFoundError: there is none of that id in this workspace.
        UsageError: the channel has, or had, another subscription of that topic and rhythm.
    """
    given = {
        "topic": topic,
        "rhythm": _encode(rhythm) if rhythm else None,
        "timezone": timezone,
        "quiet_day": quiet_day.value if quiet_day else None,
        "minimum": minimum,
    }
    values = {name: value for name, value in given.items() if value is not None}
    load_subscription(scope, subscription_id)
    if values:
        try:
            with scope.connection.begin_nested():
                _change(scope, subscription_id, **values)
        except IntegrityError as error:
            raise UsageError(
                "This channel has a subscription of that topic and rhythm already.",
                advice="Remove one of them with /unsubscribe.",
                cause=repr(error.orig),
            ) from error
    return load_subscription(scope, subscription_id)


def pause_subscription(scope: Scope, subscription_id: int, paused: bool) -> Subscription:
    """Pause a subscription, or go on with it. Raises NotFoundError."""
    load_subscription(scope, subscription_id)
    _change(scope, subscription_id, paused=paused)
    return load_subscription(scope, subscription_id)


def snooze_subscription(scope: Scope, subscription_id: int, until: datetime | None) -> Subscription:
    """Post nothing before that instant; None ends a snooze. Raises NotFoundError."""
    load_subscription(scope, subscription_id)
    _change(scope, subscription_id, snoozed_until=until)
    return load_subscription(scope, subscription_id)


def remove_subscription(scope: Scope, subscription_id: int) -> None:
    """Unsubscribe; its digests stay on record, so that none is posted twice. Raises NotFoundError."""
    load_subscription(scope, subscription_id)
    _change(scope, subscription_id, removed=True)


def _encode(rhythm: Rhythm) -> str:
    """A rhythm as it stands in its column: "daily 08:30", "weekly 08:00 0"; not the language of /subscribe."""
    parts = [rhythm.kind.value]
    if rhythm.at is not None:
        parts.append(rhythm.at.isoformat("seconds" if rhythm.at.second else "minutes"))
    if rhythm.weekday is not None:
        parts.append(str(rhythm.weekday))
    return " ".join(parts)


def _decode(text: str) -> Rhythm:
    """What `_encode` wrote."""
    kind, *rest = text.split()
    at = next((time.fromisoformat(part) for part in rest if ":" in part), None)
    weekday = next((int(part) for part in rest if ":" not in part), None)
    return Rhythm(kind=RhythmKind(kind), at=at, weekday=weekday)


def _present(scope: Scope) -> ColumnElement[bool]:
    return and_(subscriptions.c.workspace_id == scope.workspace_id, subscriptions.c.removed.is_(False))


def _change(scope: Scope, subscription_id: int, **values: Any) -> None:
    here = and_(_present(scope), subscriptions.c.id == subscription_id)
    scope.connection.execute(update(subscriptions).where(here).values(values))


def _make_subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        channel=row.channel,
        topic=row.topic,
        rhythm=_decode(row.rhythm),
        timezone=row.timezone,
        created_at=row.created_at,
        created_by=row.created_by,
        paused=row.paused,
        quiet_day=QuietDay(row.quiet_day),
        minimum=row.minimum,
        snoozed_until=row.snoozed_until,
    )
