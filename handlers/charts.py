"""Counts over time as a plot that Slack draws, with the same figures as bars of text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.model.stored import RelationCounts
from digests.page import Part, Plot, Series
from handlers.steps import bucket_edges, finer_since, first_filled, name_steps

WIDTH = 10  # characters of the longest bar: a row of 38 fits on a telephone
FEWEST = 2  # steps: one alone only says what the line above says
SPARKS = "▁▂▃▄▅▆▇█"

Edges = tuple[datetime, ...]
Bucket = TypeVar("Bucket")


def look_closely(
    since: datetime,
    until: datetime,
    zone: ZoneInfo,
    count: Callable[[Edges], Sequence[Bucket]],
    articles: Callable[[Bucket], int],
) -> tuple[Edges, Sequence[Bucket]]:
    """Steps of the period with what `count` finds in each; smaller ones of its end where all articles lie there."""
    edges = bucket_edges(since, until, zone)
    found = count(edges)
    while closer := finer_since(edges, [articles(bucket) for bucket in found]):
        edges = bucket_edges(closer, until, zone)
        found = count(edges)
    return edges, found


def plot_articles(edges: Edges, counts: Sequence[int], zone: ZoneInfo) -> list[Part]:
    """Articles over time; nothing where there is only one step to show."""
    first = first_filled(counts)
    labels, shown = name_steps(edges, zone)[first:], tuple(counts[first:])
    if len(shown) < FEWEST or not any(shown):
        return []
    rows = [f"{'from':<9} articles"]
    rows += [f"{name:<9} {_bar(n, max(shown))} {n:>4}" for name, n in zip(labels, shown, strict=True)]
    return [Plot("Articles over time", "line", labels, (Series("Articles", shown),), tuple(rows))]


def plot_relation(edges: Edges, buckets: Sequence[RelationCounts], zone: ZoneInfo) -> list[Part]:
    """Cooperation against conflict over time; articles where hardly anything was done."""
    articles = [bucket.articles for bucket in buckets]
    first = first_filled(articles)
    labels, shown = name_steps(edges, zone)[first:], buckets[first:]
    if len(shown) < FEWEST:
        return []
    if sum(bool(bucket.cooperation or bucket.conflict) for bucket in shown) < FEWEST:
        series = (Series("Articles", tuple(bucket.articles for bucket in shown)),)
        return [Plot("Articles over time", "line", labels, series, _relation_rows(labels, shown))]
    both = (
        Series("Cooperation", tuple(bucket.cooperation for bucket in shown)),
        Series("Conflict", tuple(bucket.conflict for bucket in shown)),
    )
    return [Plot("Cooperation against conflict", "bar", labels, both, _relation_rows(labels, shown))]


def _relation_rows(labels: Sequence[str], buckets: Sequence[RelationCounts]) -> tuple[str, ...]:
    """A row a step: a bar of articles, and the events for and against."""
    most = max((bucket.articles for bucket in buckets), default=0)
    head = f"{'from':<9} {'articles':<{WIDTH + 5}} coop. confl."
    return (
        head,
        *(
            f"{name:<9} {_bar(b.articles, most)} {b.articles:>4} {b.cooperation:>5} {b.conflict:>6}"
            for name, b in zip(labels, buckets, strict=True)
        ),
    )


def _bar(count: int, most: int) -> str:
    """A bar, filled up with blanks; one article is always seen."""
    return f"{'█' * (max(round(WIDTH * count / most), 1) if count else 0):<{WIDTH}}"


def sparkline(counts: Sequence[int]) -> str:
    """Counts as a row of small bars: ▁▁▃█."""
    most = max(counts, default=0)
    return "".join(SPARKS[round((len(SPARKS) - 1) * count / most) if most else 0] for count in counts)
