"""Counts over time as bars of text, in fixed width. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.stored import RelationCounts

MOST_ROWS = 14
WIDTH = 10  # characters of the longest bar: a row of 38 fits on a telephone
FEW = 3  # rows below which a finer look from the first one on tells more
_DAY = timedelta(days=1)
_STEPS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30), timedelta(days=365))


def bucket_edges(since: datetime, until: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Steps of hours, days, weeks, months of 30 days or years, about 14 of them; days begin at local midnight.

    The first step is cut off at `since`, the last one (today) at `until`.
    """
    step = next((s for s in _STEPS if (until - since) <= s * MOST_ROWS), _STEPS[-1])
    edges = [until]
    start = until - step if step < _DAY else _midnight(until, step - _DAY, zone)
    while start > since and len(edges) <= MOST_ROWS * 4:
        edges.append(start)
        start = start - step if step < _DAY else _midnight(start, step, zone)
    return (since, *reversed(edges))


def _midnight(moment: datetime, back: timedelta, zone: ZoneInfo) -> datetime:
    """The beginning of the local day that lies so many days before the moment's."""
    day = moment.astimezone(zone).date() - back
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def finer_since(edges: Sequence[datetime], buckets: Sequence[RelationCounts]) -> datetime | None:
    """From when on to look again in smaller steps, where all articles lie in the last few of many buckets."""
    first = _first(buckets)
    few = len(buckets) - first <= FEW < len(buckets)
    return edges[first] if few and edges[-1] - edges[first] > _STEPS[0] * MOST_ROWS else None


def compose_rows(
    edges: Sequence[datetime], buckets: Sequence[RelationCounts], zone: ZoneInfo
) -> tuple[str, ...]:
    """A row a bucket from the first one with an article on: a bar of articles, the events for and against."""
    most = max((bucket.articles for bucket in buckets), default=0)
    short = edges[-1] - edges[0] <= timedelta(days=2)
    rows = [f"{'from':<9} {'articles':<{WIDTH + 5}} coop. confl."]
    first = _first(buckets)
    for edge, bucket in list(zip(edges, buckets, strict=False))[first:]:
        local = edge.astimezone(zone)
        label = f"{local:%a} {local:%H:%M}" if short else f"{local:%d %b %y}"
        bar = "█" * _bar(bucket.articles, most)
        rows.append(
            f"{label:<9} {bar:<{WIDTH}} {bucket.articles:>4} {bucket.cooperation:>5} {bucket.conflict:>6}"
        )
    return tuple(rows)


def _first(buckets: Sequence[RelationCounts]) -> int:
    """The number of the first bucket with an article."""
    return next((number for number, bucket in enumerate(buckets) if bucket.articles), 0)


def _bar(count: int, most: int) -> int:
    """Its length; one article is always seen."""
    return max(round(WIDTH * count / most), 1) if count else 0
