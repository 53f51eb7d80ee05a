"""A source in words: its name, and how it does. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clock import parse_timezone
from bot.model.articles import Source, SourceKind
from digests.items import describe_moment
from digests.mrkdwn import clean, clip
from digests.page import Line, bold, line, link


def count_health(sources: Sequence[Source]) -> str:
    """ "12 watched · 1 failing · 0 paused"."""
    paused = sum(source.paused for source in sources)
    failing = sum(source.failing_since is not None and not source.paused for source in sources)
    return f"{len(sources)} watched · {failing} failing · {paused} paused"


def describe_source(source: Source, timezone: str) -> Line:
    """Name, address and how it does."""
    return line(
        bold(f"{source.id}. "),
        link(clip(clean(source.name), 120), source.address),
        f" — {_health(source, timezone)}",
    )


def health_lines(source: Source, timezone: str) -> tuple[Line, ...]:
    first = describe_source(source, timezone)
    return (
        (first, line(clip(clean(source.error), 300))) if source.failing_since and source.error else (first,)
    )


def _health(source: Source, timezone: str) -> str:
    zone = parse_timezone(timezone)
    if source.paused:
        return "paused"
    if source.failing_since:
        return f"failing since {describe_moment(source.failing_since, zone)}"
    if source.kind is not SourceKind.FEED:
        return "watched"
    if source.last_polled_at is None:
        return "not polled yet"
    new = (
        f", last news {describe_moment(source.last_new_at, zone)}" if source.last_new_at else ", no news yet"
    )
    return f"well{new}"
