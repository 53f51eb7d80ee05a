"""The next poll: quick for busy feeds, rare for sleeping ones, later after each failure, and polite."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.fetch.intervals import BACKOFF_CAP, LONGEST, LONGEST_WISH, SHORTEST, USUAL, next_poll, next_try

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def every(gap: timedelta, count: int = 10) -> list[datetime]:
    return [NOW - n * gap for n in range(count)]


def test_pace_follows_the_feed() -> None:
    assert next_poll(NOW, published=every(timedelta(hours=2))) == NOW + timedelta(minutes=30)
    assert next_poll(NOW, published=every(MINUTE)) == NOW + SHORTEST
    assert next_poll(NOW, published=every(timedelta(days=9))) == NOW + LONGEST


def test_an_unknown_feed_has_the_usual_pace() -> None:
    assert next_poll(NOW) == NOW + USUAL
    assert next_poll(NOW, published=[None, NOW.date(), NOW]) == NOW + USUAL


def test_a_sleeping_feed_is_asked_less_often() -> None:
    assert next_poll(NOW, last_new_at=NOW - timedelta(days=5)) == NOW + timedelta(hours=6)
    assert next_poll(NOW, last_new_at=NOW - timedelta(days=500)) == NOW + LONGEST


def test_wishes_are_kept_within_reason() -> None:
    assert next_poll(NOW, wishes=[None, timedelta(hours=1), timedelta(minutes=20)]) == NOW + timedelta(
        hours=1
    )
    assert next_poll(NOW, wishes=[timedelta(days=30)]) == NOW + LONGEST_WISH


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    waits = [next_try(NOW, failures=n) - NOW for n in range(1, 12)]
    assert waits[:3] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE]
    assert waits[-1] == BACKOFF_CAP


def test_retry_after_goes_before_the_cap() -> None:
    assert next_try(NOW, failures=1, retry_after=timedelta(days=2)) == NOW + timedelta(days=2)
    assert next_try(NOW, failures=9, retry_after=MINUTE) == NOW + timedelta(minutes=1280)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.integers(600_000_000, 1_900_000_000), max_size=40),
    st.integers(0, 10**6),
)
def test_never_in_the_past_nor_too_far_away(moments: list[int], failures: int) -> None:
    published = [datetime.fromtimestamp(moment, UTC) for moment in moments]
    assert SHORTEST <= next_poll(NOW, published=published) - NOW <= LONGEST
    assert SHORTEST <= next_try(NOW, failures=failures) - NOW <= BACKOFF_CAP
