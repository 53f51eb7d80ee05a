"""When a source is polled next. Pure: what happened + the clock → the next time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median

SHORTEST = timedelta(minutes=5)
USUAL = timedelta(minutes=15)  # for a feed of which nothing is known
LONGEST = timedelta(hours=12)
LONGEST_WISH = timedelta(hours=6)  # a ttl or max-age beyond it is not followed: news would be late
BACKOFF_START = timedelta(minutes=5)
BACKOFF_CAP = timedelta(hours=24)
GAP_SHARE = 4  # polls between two items that usually come


def next_poll(
    now: datetime,
    *,
    published: Iterable[datetime | date | None] = (),
    last_new_at: datetime | None = None,
    wishes: Iterable[timedelta | None] = (),
) -> datetime:
    """After a poll that went well.

    Args:
        published: dates of the feed's present items; the usual gap between them sets the pace.
        last_new_at: when the feed last brought something; a feed that sleeps is asked less often.
        wishes: how long the feed or its server asks to be left alone (`ttl`, `max-age`, `Retry-After`).
    """
    pace = _usual_gap(published) or (USUAL * GAP_SHARE)
    interval = pace / GAP_SHARE
    if last_new_at is not None:
        interval = max(interval, (now - last_new_at) / 20)
    interval = min(max(interval, SHORTEST), LONGEST)
    wish = max((wish for wish in wishes if wish), default=timedelta(0))
    return now + max(interval, min(wish, LONGEST_WISH))


def next_try(now: datetime, *, failures: int, retry_after: timedelta | None = None) -> datetime:
    """After a poll that failed for the `failures`-th time in a row: twice as long each time, up to a day.

    What the server asks for (`Retry-After`) is kept, even beyond the cap.
    """
    doublings = min(max(failures, 1) - 1, 20)
    wait = min(BACKOFF_START * (1 << doublings), BACKOFF_CAP)
    return now + max(wait, retry_after or timedelta(0))


def _usual_gap(published: Iterable[datetime | date | None]) -> timedelta | None:
    """The median time between two neighbouring items; None with fewer than three dated ones."""
    moments = sorted((moment for moment in published if isinstance(moment, datetime)), reverse=True)[:30]
    gaps = [(later - earlier).total_seconds() for later, earlier in itertools.pairwise(moments)]
    return timedelta(seconds=median(gaps)) if len(gaps) >= 2 else None
