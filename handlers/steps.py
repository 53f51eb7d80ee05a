"""A period → at most twenty steps that people understand: hours, days, weeks, months, years. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_STEPS = 18  # of full length; those at both ends are cut off, and Slack draws 20 points
FEW = 3  # steps below which a finer look from the first one on tells more
_HOURS = (1, 3)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 3, 12, 60)
_DAY = timedelta(days=1)


def bucket_edges(since: datetime, until: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The period in steps: 12 hours by hour, 90 days by week, a year by month.

    Days and weeks begin at local midnight, the last one is today's; months and years begin with the month. The
    first step is cut off at `since`, the last one at `until`.
    """
    span = until - since
    edges = [until]
    start = _last_start(until, span, zone)
    while start > since:
        edges.append(start)
        start = _step_back(start, span, zone)
    return (since, *reversed(edges))


def _last_start(until: datetime, span: timedelta, zone: ZoneInfo) -> datetime:
    """Where the last step begins."""
    if hours := _hours(span):
        return until - timedelta(hours=hours)
    if days := _days(span):
        return _midnight(until.astimezone(zone).date() - (days - 1) * _DAY, zone, until)
    months, local = _months(span), until.astimezone(zone)
    past = (local.year * 12 + local.month - 1) % months
    return _midnight(_months_before(local.date().replace(day=1), past), zone, until)


def _step_back(start: datetime, span: timedelta, zone: ZoneInfo) -> datetime:
    if hours := _hours(span):
        return start - timedelta(hours=hours)
    day = start.astimezone(zone).date()
    if days := _days(span):
        return _midnight(day - days * _DAY, zone, start)
    return _midnight(_months_before(day, _months(span)), zone, start)


def _hours(span: timedelta) -> int:
    return next((hours for hours in _HOURS if span <= timedelta(hours=hours) * MOST_STEPS), 0)


def _days(span: timedelta) -> int:
    return next((days for days in _DAYS if span <= days * _DAY * MOST_STEPS), 0)


def _months(span: timedelta) -> int:
    return next((months for months in _MONTHS if span <= months * 30 * _DAY * MOST_STEPS), _MONTHS[-1])


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _midnight(day: date, zone: ZoneInfo, like: datetime) -> datetime:
    """The beginning of a local day, told in the zone of another instant."""
    return datetime.combine(day, time.min, zone).astimezone(like.tzinfo)


def finer_since(edges: Sequence[datetime], counts: Sequence[int]) -> datetime | None:
    """From when on to look again in smaller steps, where all articles lie in the last few of many steps."""
    first = first_filled(counts)
    few = len(counts) - first <= FEW < len(counts)
    coarse = edges[-1] - edges[0] > timedelta(hours=_HOURS[0]) * MOST_STEPS
    return edges[first] if few and coarse else None


def first_filled(counts: Sequence[int]) -> int:
    """The number of the first step with an article; 0 where none has one."""
    return next((number for number, count in enumerate(counts) if count), 0)


def name_steps(edges: Sequence[datetime], zone: ZoneInfo) -> tuple[str, ...]:
    """A label for the beginning of each step: "Sat 14:00", "21 Nov", "Nov 26", "2026"."""
    span = edges[-1] - edges[0]
    return tuple(_name_step(edge.astimezone(zone), span) for edge in edges[:-1])


def _name_step(local: datetime, span: timedelta) -> str:
    if _hours(span):
        return f"{local:%a %H:%M}"
    if _days(span):
        return f"{local.day} {local:%b}"
    return f"{local:%b %y}" if _months(span) < 12 else f"{local.year}"
