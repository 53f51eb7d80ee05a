"""How often a subscription posts, as people write it. Pure."""

from __future__ import annotations

import re
from datetime import time
from zoneinfo import ZoneInfo

from bot.clock import parse_timezone
from bot.errors import RapporteurError, UsageError
from bot.model.subscriptions import Rhythm, RhythmKind
from digests.period import write_time

DEFAULT_AT = time(8, 30)
EXPECTED = "daily 08:30, weekdays 9:00, weekly mon 8:00, hourly or instantly, then a time zone if you like"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KEYWORDS = frozenset(kind.value for kind in RhythmKind)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?(am|pm)?")
_AT = frozenset({"at", "on"})


def parse_rhythm(text: str) -> tuple[Rhythm, ZoneInfo | None]:
    """Read "daily 08:30", "weekdays 9:00", "weekly mon 8:00", "hourly", "instantly", with an IANA time zone.

    Raises:
        UsageError: it is none of these; the advice says what is expected.
    """
    words = [word for word in text.replace(",", " ").split() if word.lower() not in _AT]
    if not words or words[0].lower() not in KEYWORDS:
        raise _wrong(f"“{text.strip()[:60]}” is no rhythm.")
    kind = RhythmKind(words.pop(0).lower())
    weekday = _take_weekday(words) if kind is RhythmKind.WEEKLY else None
    at = _take_time(words) if kind not in (RhythmKind.HOURLY, RhythmKind.INSTANTLY) else None
    zone = _take_zone(words)
    if words:
        raise _wrong(f"“{' '.join(words)[:60]}” is not understood after “{kind.value}”.")
    return Rhythm(kind=kind, at=at, weekday=weekday), zone


def write_rhythm(rhythm: Rhythm) -> str:
    """The rhythm as `parse_rhythm` reads it."""
    words = [rhythm.kind.value]
    if rhythm.kind is RhythmKind.WEEKLY:
        words.append(WEEKDAYS[rhythm.weekday or 0][:3])
    if rhythm.kind not in (RhythmKind.HOURLY, RhythmKind.INSTANTLY):
        words.append(write_time(rhythm.at or DEFAULT_AT))
    return " ".join(words)


def is_timezone(word: str) -> bool:
    """Whether the word is written like a time zone's name: "Europe/Paris", "UTC"."""
    return "/" in word or word.upper() in ("UTC", "GMT")


def _take_weekday(words: list[str]) -> int:
    if words and len(words[0]) >= 3 and words[0].isalpha():
        name = words[0].lower()
        for number, day in enumerate(WEEKDAYS):
            if day.startswith(name):
                words.pop(0)
                return number
        if not is_timezone(words[0]):
            raise _wrong(f"“{words[0][:40]}” is no day of the week.")
    return 0


def _take_time(words: list[str]) -> time:
    if not words or not words[0][:1].isdigit():
        return DEFAULT_AT
    word = words.pop(0)
    match = _TIME.fullmatch(word.lower())
    if match is None:
        raise _wrong(f"“{word[:40]}” is no time of day.")
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= 12:
            raise _wrong(f"“{word[:40]}” is no time of day.")
        hour = hour % 12 + (12 if match[4] == "pm" else 0)
    try:
        return time(hour, int(match[2] or 0), int(match[3] or 0))
    except ValueError as error:
        raise _wrong(f"“{word[:40]}” is no time of day.") from error


def _take_zone(words: list[str]) -> ZoneInfo | None:
    if not words:
        return None
    try:
        zone = parse_timezone(words[0])
    except RapporteurError as error:
        meant = is_timezone(words[0])  # else it may as well be a part of the rhythm gone wrong
        advice = error.advice if meant else f"{error.advice} A rhythm is {EXPECTED}."
        raise UsageError(error.sentence, advice=advice, cause=error.cause) from error
    words.pop(0)
    return zone


def _wrong(sentence: str) -> UsageError:
    return UsageError(sentence, advice=f"Write {EXPECTED}.")
