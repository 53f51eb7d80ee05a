"""Counts over time: steps that people understand, and rows that fit on a telephone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.stored import RelationCounts
from handlers.charts import bucket_edges, compose_rows, finer_since

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def counts(*articles: int) -> list[RelationCounts]:
    return [RelationCounts(articles=n, stories=n, outlets=1, cooperation=n, conflict=0) for n in articles]


def test_days_begin_at_local_midnight_and_the_last_one_is_today() -> None:
    edges = bucket_edges(NOW - timedelta(days=7), NOW, PARIS)
    local = [edge.astimezone(PARIS) for edge in edges]
    assert (edges[0], edges[-1]) == (NOW - timedelta(days=7), NOW)
    assert [(day.day, day.hour) for day in local[1:-1]] == [(day, 0) for day in range(15, 22)]


def test_days_begin_at_midnight_across_a_clock_change() -> None:
    until = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)
    edges = bucket_edges(until - timedelta(days=4), until, PARIS)
    assert {edge.astimezone(PARIS).hour for edge in edges[1:-1]} == {0}


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 24 * 4_000), st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"]))
def test_every_instant_of_the_period_is_in_one_bucket(hours: int, zone: str) -> None:
    since = NOW - timedelta(hours=hours)
    edges = bucket_edges(since, NOW, ZoneInfo(zone))
    assert (edges[0], edges[-1]) == (since, NOW)
    assert list(edges) == sorted(set(edges))
    assert len(edges) <= 17


def test_articles_in_the_last_buckets_only_are_looked_at_more_closely() -> None:
    edges = bucket_edges(NOW - timedelta(days=90), NOW, PARIS)
    spread, late = counts(*[1] * (len(edges) - 1)), counts(*[0] * (len(edges) - 2), 5)
    assert finer_since(edges, spread) is None
    assert finer_since(edges, late) == edges[-2]
    assert finer_since(edges, counts(*[0] * (len(edges) - 1))) is None


def test_a_year_with_articles_of_one_week_is_looked_at_by_days() -> None:
    since: datetime | None = NOW - timedelta(days=365)
    steps = []
    while since:
        edges = bucket_edges(since, NOW, PARIS)
        steps.append(len(edges))
        since = finer_since(edges, counts(*[0] * (len(edges) - 2), 5))
    assert edges[-1] - edges[0] < timedelta(days=8)
    assert len(steps) <= 5


def test_rows_begin_with_the_first_article_and_are_narrow() -> None:
    edges = bucket_edges(NOW - timedelta(days=3), NOW, PARIS)
    rows = compose_rows(edges, counts(0, 1, 12, 3), PARIS)
    assert [row.split()[0] for row in rows] == ["from", "19", "20", "21"]
    assert "██████████   12" in rows[2]
    assert max(map(len, rows)) <= 38
