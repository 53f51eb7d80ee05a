"""When a subscription is due, and what the digest of a slot covers. Pure.

Slots are local wall-clock times. Where a clock change leaves a time out, the slot falls on the first valid
instant after it; where it brings a time twice, on the first. Hourly slots are at the full local hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import parse_timezone, require_aware
from bot.model.subscriptions import Period, Rhythm, RhythmKind, Slot, Subscription

LATE_AFTER = timedelta(minutes=15)
_HOUR = timedelta(hours=1)
_INSTANT = timedelta(microseconds=1)
_DAYS_BACK = 15  # a weekly slot lies at most 7 days back, and one more before it
_DAYS_ON = 9


def latest_slot(subscription: Subscription, now: datetime, last: str | None = None) -> Slot | None:
    """The latest slot at or before `now` that is still to be posted, or None.

    Args:
        subscription: one that is not `instantly` (that has no slots: None).
        now: aware.
        last: the label of the latest slot that was claimed; after downtime the slot covers all since then.
    """
    now = require_aware(now)
    due = _due_before(subscription, now)
    if due is None or due <= subscription.created_at or due <= _woken(subscription):
        return None
    done = _instant_of(last, subscription)
    if done is not None and done >= due:
        return None
    start = done if done is not None and done >= _woken(subscription) else None
    start = start or _due_before(subscription, due - _INSTANT)
    return _slot(subscription, due, start or due - timedelta(days=1))


def next_due(subscription: Subscription, now: datetime) -> datetime | None:
    """The next due instant after `now` in UTC; None for `instantly`."""
    now = max(require_aware(now), require_aware(subscription.created_at), _woken(subscription))
    rhythm, zone = subscription.rhythm, parse_timezone(subscription.timezone)
    if rhythm.kind is RhythmKind.INSTANTLY:
        return None
    if rhythm.kind is RhythmKind.HOURLY:
        return _full_hour(now + _HOUR, zone)
    days = _dates(now.astimezone(zone).date() - timedelta(days=1), _DAYS_ON, step=1)
    dues = (wall_instant(day, _at(rhythm), zone) for day in days if _runs_on(rhythm, day))
    return next((due for due in dues if due > now), None)


def is_late(slot: Slot, now: datetime) -> bool:
    """Whether a digest posted now must say that it is late."""
    return now - slot.due > LATE_AFTER


def weeks_before(period: Period, count: int) -> Iterator[Period]:
    """The same hours of the same weekday one, two … weeks before, by UTC."""
    for back in (timedelta(weeks=week) for week in range(1, count + 1)):
        yield Period(start=period.start - back, end=period.end - back)


def wall_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of a zone first show that time, or pass it where they skip it."""
    local = datetime.combine(day, at, zone)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    if first is None or second is None:
        raise ValueError("a zone without offsets")
    if second <= first:
        return local.astimezone(UTC)
    naive = local.replace(tzinfo=None)
    return _transition((naive - second).replace(tzinfo=UTC), (naive - first).replace(tzinfo=UTC), zone)


def _transition(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The instant in (low, high] at which the zone's offset changes, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _woken(subscription: Subscription) -> datetime:
    """When its last snooze ended, or ends; the beginning of time where there was none."""
    return subscription.snoozed_until or datetime.min.replace(tzinfo=UTC)


def _due_before(subscription: Subscription, now: datetime) -> datetime | None:
    """The latest due instant at or before `now`."""
    rhythm, zone = subscription.rhythm, parse_timezone(subscription.timezone)
    if rhythm.kind is RhythmKind.INSTANTLY:
        return None
    if rhythm.kind is RhythmKind.HOURLY:
        return _full_hour(now, zone)
    days = _dates(now.astimezone(zone).date() + timedelta(days=1), _DAYS_BACK, step=-1)
    dues = (wall_instant(day, _at(rhythm), zone) for day in days if _runs_on(rhythm, day))
    return next((due for due in dues if due <= now), None)


def _dates(start: date, count: int, *, step: int) -> Iterator[date]:
    return (start + timedelta(days=step * number) for number in range(count))


def _runs_on(rhythm: Rhythm, day: date) -> bool:
    if rhythm.kind is RhythmKind.WEEKDAYS:
        return day.weekday() < 5
    return rhythm.kind is not RhythmKind.WEEKLY or day.weekday() == (rhythm.weekday or 0)


def _at(rhythm: Rhythm) -> time:
    return rhythm.at or time(8, 30)


def _full_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """The latest instant at or before `now` at which the zone's clocks show a full hour."""
    found = now
    for _ in range(3):  # a change by half an hour may move the hour once; more is not seen
        local = found.astimezone(zone)
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        found -= past
        if found.astimezone(zone).minute == 0:
            break
    return found.astimezone(UTC)


def _slot(subscription: Subscription, due: datetime, start: datetime) -> Slot:
    zone = parse_timezone(subscription.timezone)
    local = due.astimezone(zone)
    if subscription.rhythm.kind is RhythmKind.HOURLY:
        label, day = local.isoformat(timespec="minutes"), local.date()
    else:
        day, at = _wall_of(subscription, due, zone)
        label = f"{day.isoformat()}T{write_time(at)}"
    return Slot(label=label, due=due, period=Period(start=start, end=due), local_date=day)


def _wall_of(subscription: Subscription, due: datetime, zone: ZoneInfo) -> tuple[date, time]:
    """The date and time that were asked for; in a gap the clock shows another one at the due instant."""
    at = _at(subscription.rhythm)
    near = due.astimezone(zone).date()
    days = (near, near - timedelta(days=1), near + timedelta(days=1))
    return next(day for day in days if wall_instant(day, at, zone) == due), at


def write_time(at: time) -> str:
    """ "08:30", or "08:30:15" where there are seconds."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def _instant_of(label: str | None, subscription: Subscription) -> datetime | None:
    """The due instant of a slot's label; None where there is none, or it is a story's."""
    if not label:
        return None
    try:
        moment = datetime.fromisoformat(label)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return wall_instant(moment.date(), moment.time(), parse_timezone(subscription.timezone))
