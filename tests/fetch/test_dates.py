"""Dates are read in many forms, and never invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fetch.dates import parse_iso, parse_printed

PARIS_SUMMER = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    "line",
    [
        "March 5, 2026",
        "Mar. 5, 2026 | World desk",
        "Thursday, March 5th 2026",
        "5 March 2026",
        "Thu 5 Mar 2026",
        "Lisbon, 5 March 2026",
        "05.03.2026, Stadtblatt",
        "2026-03-05 17:20",
        "2026/03/05",
        "Publié le 5 mars 2026 à 18h12",
        "5. März 2026",
        "5 de marzo de 2026",
        "5 марта 2026 года",
        "2026年3月5日",
        "05-Mar-2026",
        "Updated: 5 March 2026, 9.30 pm",
    ],
)
def test_day_without_zone(line: str) -> None:
    assert parse_printed(line) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Updated March 5, 2026 14:05 GMT", datetime(2026, 3, 5, 14, 5, tzinfo=UTC)),
        ("5 July 2026 18.40 CEST", datetime(2026, 7, 5, 18, 40, tzinfo=PARIS_SUMMER)),
        ("July 5, 2026, 6:40 p.m. UTC", datetime(2026, 7, 5, 18, 40, tzinfo=UTC)),
        ("2026-07-05T18:40:00+02:00", datetime(2026, 7, 5, 18, 40, tzinfo=PARIS_SUMMER)),
        ("2026-07-05T18:40:00.123Z", datetime(2026, 7, 5, 18, 40, tzinfo=UTC)),
    ],
)
def test_time_with_zone(line: str, moment: datetime) -> None:
    assert parse_printed(line) == moment


@pytest.mark.parametrize(
    "line",
    [
        "Nov 4",
        "LISBON, March 5 —",
        "in 2026",
        "March 2026",
        "03/05/2026",
        "31 February 2026",
        "5 March 1812",
        "12.5.26",
        "",
        "version 2026.1",
    ],
)
def test_nothing_is_invented(line: str) -> None:
    assert parse_printed(line) is None


def test_slashes_count_where_they_can_be_read_one_way() -> None:
    assert parse_printed("25/03/2026") == date(2026, 3, 25)
    assert parse_printed("03/25/2026") == date(2026, 3, 25)


def test_machine_dates() -> None:
    assert parse_iso("2026-03-05") == date(2026, 3, 5)
    assert parse_iso("2026-03-05T18:12:00") == date(2026, 3, 5)
    assert parse_iso("2026-13-05T18:12:00Z") is None


@settings(deadline=None, max_examples=100)
@given(
    st.dates(min_value=date(1980, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%a %d %b %Y"]),
)
def test_every_day_survives_every_form(day: date, form: str) -> None:
    assert parse_printed(day.strftime(form)) == day
