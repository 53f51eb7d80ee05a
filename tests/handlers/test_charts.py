"""Counts over time: steps that people understand, at most twenty of them, as a plot and as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.stored import RelationCounts
from digests.charts import is_drawable
from digests.page import Part, Plot
from handlers.charts import look_closely, plot_articles, plot_relation, sparkline
from handlers.steps import bucket_edges, finer_since, name_steps

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def counts(*articles: int, events: int = 1) -> list[RelationCounts]:
    return [
        RelationCounts(articles=n, stories=n, outlets=1, cooperation=n * events, conflict=0) for n in articles
    ]


def only(parts: list[Part]) -> Plot:
    (part,) = parts
    assert isinstance(part, Plot)
    return part


def test_days_begin_at_local_midnight_and_the_last_one_is_today() -> None:
    edges = bucket_edges(NOW - timedelta(days=7), NOW, PARIS)
    local = [edge.astimezone(PARIS) for edge in edges]
    assert (edges[0], edges[-1]) == (NOW - timedelta(days=7), NOW)
    assert [(day.day, day.hour) for day in local[1:-1]] == [(day, 0) for day in range(15, 22)]


def test_days_begin_at_midnight_across_a_clock_change() -> None:
    until = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)
    edges = bucket_edges(until - timedelta(days=4), until, PARIS)
    assert {edge.astimezone(PARIS).hour for edge in edges[1:-1]} == {0}


@pytest.mark.parametrize(
    ("days", "first", "second", "last", "number"),
    [
        (0.5, "Fri 22:30", "Fri 23:30", "Sat 09:30", 12),
        (2, "Thu 10:30", "Thu 13:30", "Sat 07:30", 16),
        (7, "14 Nov", "15 Nov", "21 Nov", 8),
        (30, "22 Oct", "23 Oct", "20 Nov", 16),
        (90, "23 Aug", "30 Aug", "15 Nov", 13),
        (365, "Nov 25", "Dec 25", "Nov 26", 13),
        (4 * 365, "Nov 22", "Jan 23", "Oct 26", 17),
        (3_650, "2016", "2017", "2026", 11),
    ],
)
def test_the_steps_of_usual_periods(days: float, first: str, second: str, last: str, number: int) -> None:
    edges = bucket_edges(NOW - timedelta(days=days), NOW, PARIS)
    names = name_steps(edges, PARIS)
    assert (names[0], names[1], names[-1], len(names)) == (first, second, last, number)


@settings(deadline=None, max_examples=80)
@given(st.integers(1, 24 * 18_000), st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"]))
def test_every_instant_of_the_period_is_in_one_bucket_and_slack_can_draw_them(hours: int, zone: str) -> None:
    since = NOW - timedelta(hours=hours)
    edges = bucket_edges(since, NOW, ZoneInfo(zone))
    assert (edges[0], edges[-1]) == (since, NOW)
    assert list(edges) == sorted(set(edges))
    assert len(edges) - 1 <= 20
    labels = name_steps(edges, ZoneInfo(zone))
    assert len(set(labels)) == len(labels)


def test_articles_in_the_last_buckets_only_are_looked_at_more_closely() -> None:
    edges = bucket_edges(NOW - timedelta(days=90), NOW, PARIS)
    spread, late = [1] * (len(edges) - 1), [*[0] * (len(edges) - 2), 5]
    assert finer_since(edges, spread) is None
    assert finer_since(edges, late) == edges[-2]
    assert finer_since(edges, [0] * (len(edges) - 1)) is None


def test_a_year_with_articles_of_one_day_is_looked_at_by_hours() -> None:
    asked = []

    def count(edges: tuple[datetime, ...]) -> list[int]:
        asked.append(len(edges))
        return [*[0] * (len(edges) - 2), 5]

    edges, found = look_closely(NOW - timedelta(days=365), NOW, PARIS, count, lambda articles: articles)
    assert len(found) == len(edges) - 1
    assert edges[-1] - edges[0] <= timedelta(hours=18)
    assert len(asked) <= 6


def test_cooperation_stands_against_conflict_from_the_first_article_on() -> None:
    edges = bucket_edges(NOW - timedelta(days=3), NOW, PARIS)
    plot = only(plot_relation(edges, counts(0, 1, 12, 3), PARIS))
    assert plot.labels == ("19 Nov", "20 Nov", "21 Nov")
    assert [(series.name, series.values) for series in plot.series] == [
        ("Cooperation", (1, 12, 3)),
        ("Conflict", (0, 0, 0)),
    ]
    assert is_drawable(plot)
    assert "██████████   12" in plot.rows[2]
    assert max(map(len, plot.rows)) <= 38


def test_where_hardly_anything_was_done_articles_are_drawn() -> None:
    edges = bucket_edges(NOW - timedelta(days=3), NOW, PARIS)
    plot = only(plot_relation(edges, counts(0, 1, 12, 3, events=0), PARIS))
    assert [series.name for series in plot.series] == ["Articles"]


def test_one_step_alone_is_no_chart() -> None:
    edges = bucket_edges(NOW - timedelta(days=3), NOW, PARIS)
    assert plot_relation(edges, counts(0, 0, 0, 3), PARIS) == []
    assert plot_articles(edges, [0, 0, 0, 3], PARIS) == []
    assert plot_articles(edges, [0, 0, 0, 0], PARIS) == []


def test_articles_over_time() -> None:
    edges = bucket_edges(NOW - timedelta(days=3), NOW, PARIS)
    plot = only(plot_articles(edges, [0, 1, 0, 4], PARIS))
    assert plot.series[0].values == (1, 0, 4)
    assert plot.rows[-1] == "21 Nov    ██████████    4"


def test_a_row_of_small_bars() -> None:
    assert sparkline([0, 1, 7]) == "▁▂█"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([]) == ""
