"""The clock, passed in wherever time matters; tests use a fixed one.

All instants inside Rapporteur are aware datetimes in UTC; local times exist only at the edges (a
subscription's slot, the header of a digest).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.errors import SettingError

Clock = Callable[[], datetime]
"""Returns the present instant as an aware datetime in UTC."""


def system_clock() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


def require_aware(moment: datetime) -> datetime:
    """Return `moment` in UTC.

    Raises:
        ValueError: it has no time zone (a programming error, not bad input).
    """
    if moment.tzinfo is None:
        raise ValueError("a naive datetime where an aware one is required")
    return moment.astimezone(UTC)


def parse_timezone(name: str) -> ZoneInfo:
    """The IANA time zone of that name ("Europe/Paris").

    Raises:
        SettingError: there is no such zone.
    """
    try:
        return ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError) as error:
        raise SettingError(
            f"There is no time zone “{name.strip()[:60]}”.",
            advice="Use a name such as Europe/Paris, America/New_York or UTC.",
            cause=repr(error),
        ) from error
