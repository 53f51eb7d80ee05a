"""Spans of time in commands and queries: `12h 7d 4w 6m 10y`, and dates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.errors import QueryError

_SPAN = re.compile(r"(\d{1,4})([hdwmy])")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}  # a month is 30 days, a year 365
_NAMES = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}
MAX_SPAN = timedelta(days=365 * 50)


def parse_span(text: str) -> timedelta | None:
    """The length of "30d", or None where the text is no span.

    Raises:
        QueryError: a span of zero, or beyond 50 years.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        return None
    span = timedelta(hours=int(match[1]) * _HOURS[match[2]])
    if not span or span > MAX_SPAN:
        raise QueryError(
            f"“{text.strip()}” is no span of time that can be looked up.",
            advice="Use 12h, 7d, 4w, 6m or 10y.",
        )
    return span


def parse_when(text: str) -> timedelta | date:
    """A span back from now, or a date.

    Raises:
        QueryError: it is neither.
    """
    if (span := parse_span(text)) is not None:
        return span
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise QueryError(
            f"“{text.strip()[:40]}” is no time.",
            advice="Use a span such as 7d, or a date such as 2026-11-01.",
        ) from error


def since_instant(when: str, now: datetime) -> datetime:
    """The instant at which `since:` begins: a span before `now`, or the start of that day in UTC."""
    parsed = parse_when(when)
    return now - parsed if isinstance(parsed, timedelta) else datetime.combine(parsed, time.min, UTC)


def until_instant(when: str, now: datetime) -> datetime:
    """The instant before which `until:` ends: a span before `now`, or the end of that day in UTC."""
    parsed = parse_when(when)
    if isinstance(parsed, timedelta):
        return now - parsed
    return datetime.combine(parsed, time.min, UTC) + timedelta(days=1)


def describe_span(span: timedelta) -> str:
    """ "30 days", "12 hours": as short as it is exact."""
    hours = round(span.total_seconds() / 3600)
    if hours % 24:
        return f"{hours} hours"
    days = hours // 24
    if days % 365 == 0 and days > 365:
        return f"{days // 365} years"
    return "24 hours" if days == 1 else f"{days} days"


def describe_when(when: str) -> str:
    """A span or date of a query, in words."""
    match = _SPAN.fullmatch(when)
    if match is None:
        return when
    return f"{int(match[1])} {_NAMES[match[2]]}" + "s" * (int(match[1]) != 1)
