"""Spans of time and dates in queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import QueryError
from bot.query.span import describe_span, parse_span, parse_when, since_instant, until_instant

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "days"), [("12h", 0.5), ("7d", 7), ("4w", 28), ("6m", 180), ("10y", 3650), ("7D", 7)]
)
def test_spans_have_units(typed: str, days: float) -> None:
    assert parse_span(typed) == timedelta(days=days)


@pytest.mark.parametrize("typed", ["7", "d", "7 d", "-7d", "sevend", ""])
def test_other_text_is_no_span(typed: str) -> None:
    assert parse_span(typed) is None


def test_a_span_beyond_reason_is_refused() -> None:
    with pytest.raises(QueryError, match="no span of time"):
        parse_span("9999y")


def test_since_counts_back_or_names_a_day() -> None:
    assert since_instant("12h", NOW) == NOW - timedelta(hours=12)
    assert since_instant("2026-11-01", NOW) == datetime(2026, 11, 1, tzinfo=UTC)
    assert parse_when("2026-11-01") == date(2026, 11, 1)


def test_until_includes_its_day() -> None:
    assert until_instant("2026-11-15", NOW) == datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=12), "12 hours"),
        (timedelta(days=1), "24 hours"),
        (timedelta(days=90), "90 days"),
        (timedelta(days=365), "365 days"),
        (timedelta(days=3650), "10 years"),
    ],
)
def test_spans_are_told_in_words(span: timedelta, words: str) -> None:
    assert describe_span(span) == words
