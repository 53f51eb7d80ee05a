"""When it was published, from what is printed; never invented: no year, no date. Pure.

A time counts only with its offset: without one the instant is unknown, and the day alone is returned.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan janvier janv januar jänner enero ene gennaio janeiro januari stycznia января січня",
        "february feb février févr fevrier februar febrero febbraio fevereiro februari lutego февраля лютого",
        "march mar mars märz maerz marzo março maart marca марта березня",
        "april apr avril avr abril aprile kwietnia апреля квітня",
        "may mai mayo maggio maio mei maja мая травня",
        "june jun juin juni junio giugno junho czerwca июня червня",
        "july jul juillet juil juli julio luglio julho lipca июля липня",
        "august aug août aout agosto augustus sierpnia августа серпня",
        "september sept sep septembre septiembre settembre setembro września сентября вересня",
        "october oct octobre oktober okt octubre ottobre outubro października октября жовтня",
        "november nov novembre noviembre novembro listopada ноября листопада",
        "december dec décembre déc dezember dez diciembre dicembre dezembro grudnia декабря грудня",
    ),
    start=1,
):
    for _name in _names.split():
        _MONTHS[_name] = _number

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\w){_DAY}\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}(?!\d)",
        rf"(?<!\w){_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}(?!\d)",
        rf"(?<!\w){_DAY}-{_MONTH}-{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<month>[01]?\d)\s*月\s*(?P<day>[0-3]?\d)\s*日",
        rf"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{_YEAR}(?!\d)",
    )
)
_SLASHED = re.compile(rf"(?<![\d/])(?P<one>[0-3]?\d)/(?P<two>[0-3]?\d)/{_YEAR}(?!\d)")
_ISO_MOMENT = re.compile(
    r"(?<!\d)(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)(?!\d)", re.IGNORECASE
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>[0-2]?\d)\s?[:.h]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>[0-5]\d)?(?!\d)")
# Unambiguous abbreviations only (IST and CST name several zones), in hours from UTC.
_ZONES = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "ET": None,
    "PST": -8, "PDT": -7, "MDT": -6, "MST": -7, "CDT": -5, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_ZONE = re.compile(r"\b(" + "|".join(_ZONES) + r")\b")

Published = date | datetime | None
EARLIEST = 1980  # before, a printed year is history and not a date of publication


def parse_iso(text: str) -> Published:
    """A machine-readable date ("2026-03-05T18:12:00+01:00", "2026-03-05"), or None."""
    text = text.strip()[:60]
    if moment := _ISO_MOMENT.search(text):
        try:
            offset = moment[3].upper().replace("Z", "+00:00")
            return datetime.fromisoformat(f"{moment[1]}T{moment[2]}{offset}")
        except ValueError:
            return None
    return parse_printed(text)


def parse_printed(text: str) -> Published:
    """The first full date in `text`: aware datetime where a time with its zone stands beside it, else a date."""
    text = text[:400]
    if moment := _ISO_MOMENT.search(text):
        return parse_iso(moment[0])
    for form in _FORMS:
        for match in form.finditer(text):
            if day := _make_date(match["year"], match["month"], match["day"]):
                return _with_time(day, text[match.end() : match.end() + 60])
    slashed = _SLASHED.search(text)
    return _slashed(slashed) if slashed else None


def _make_date(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month.casefold().rstrip(".")) or (int(month) if month.isdigit() else 0)
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if found.year >= EARLIEST else None


def _slashed(match: re.Match[str]) -> date | None:
    """03/05/2026 is two days, depending on the country: only what can be read one way counts."""
    one, two = int(match["one"]), int(match["two"])
    if one > 12 or one == two:
        return _make_date(match["year"], match["two"], match["one"])
    return _make_date(match["year"], match["one"], match["two"]) if two > 12 else None


def _with_time(day: date, rest: str) -> date | datetime:
    time = _TIME.search(rest)
    if time is None or time.start() > 12:
        return day
    zone = _zone(rest[time.end() : time.end() + 14])
    hour = int(time["hour"])
    half = (time["half"] or "").casefold().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if zone is None or hour > 23:
        return day
    return datetime(day.year, day.month, day.day, hour, int(time["minute"]), tzinfo=zone)


def _zone(text: str) -> timezone | None:
    offset = _OFFSET.match(text.strip())
    if offset:
        delta = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-delta if offset["sign"] == "-" else delta) if delta < timedelta(hours=15) else None
    named = _ZONE.search(text)
    hours = _ZONES[named[1]] if named else None
    if hours is None:
        return None
    return UTC if hours == 0 else timezone(timedelta(hours=hours))
