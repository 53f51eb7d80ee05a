"""Slots: local times, clock changes, weekends, downtime; and exactly one digest a slot whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.subscriptions import Rhythm, RhythmKind, Slot, Subscription
from digests.period import is_late, latest_slot, next_due
from digests.rhythm import parse_rhythm

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def subscription(
    rhythm: str = "daily 08:30", zone: str = "UTC", created: datetime = LONG_AGO
) -> Subscription:
    return Subscription(
        id=1,
        channel="C1",
        topic="theme:energy",
        rhythm=parse_rhythm(rhythm)[0],
        timezone=zone,
        created_at=created,
    )


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def slot_at(text: str, rhythm: str, zone: str = "UTC", last: str | None = None) -> Slot:
    slot = latest_slot(subscription(rhythm, zone), at(text, zone), last)
    assert slot is not None
    return slot


def covers(slot: Slot) -> tuple[str, str]:
    return f"{slot.period.start:%a %d %H:%M}", f"{slot.period.end:%a %d %H:%M}"


def test_a_daily_digest_covers_one_day() -> None:
    slot = slot_at("2026-11-20 09:00", "daily 08:30")
    assert slot.label == "2026-11-20T08:30"
    assert covers(slot) == ("Thu 19 08:30", "Fri 20 08:30")


def test_a_slot_within_a_snooze_is_not_told_afterwards() -> None:
    snoozed = replace(subscription(), snoozed_until=at("2026-11-20 12:00"))
    assert latest_slot(snoozed, at("2026-11-20 13:00"), "2026-11-17T08:30") is None
    slot = latest_slot(snoozed, at("2026-11-21 09:00"), "2026-11-17T08:30")
    assert slot is not None
    assert covers(slot) == ("Fri 20 08:30", "Sat 21 08:30")
    assert next_due(snoozed, at("2026-11-18 09:00")) == at("2026-11-21 08:30")


def test_before_its_time_the_slot_of_yesterday_is_the_latest() -> None:
    assert slot_at("2026-11-20 08:29", "daily 08:30").label == "2026-11-19T08:30"


def test_monday_covers_the_weekend() -> None:
    assert covers(slot_at("2026-11-23 09:00", "weekdays 08:30")) == ("Fri 20 08:30", "Mon 23 08:30")
    assert slot_at("2026-11-22 09:00", "weekdays 08:30").label == "2026-11-20T08:30"


def test_weekly_and_hourly() -> None:
    assert covers(slot_at("2026-11-21 09:00", "weekly wed 08:00")) == ("Wed 11 08:00", "Wed 18 08:00")
    assert covers(slot_at("2026-11-21 09:59", "hourly")) == ("Sat 21 08:00", "Sat 21 09:00")


def test_seconds_stand_in_the_label() -> None:
    assert slot_at("2026-11-21 09:00", "daily 08:30:15").label == "2026-11-21T08:30:15"


def test_a_subscription_is_not_due_before_it_exists() -> None:
    new = subscription(created=at("2026-11-20 09:00"))
    assert latest_slot(new, at("2026-11-20 20:00")) is None
    assert latest_slot(new, at("2026-11-21 08:30")) is not None


def test_a_slot_that_was_claimed_is_not_due_again() -> None:
    assert latest_slot(subscription(), at("2026-11-20 09:00"), "2026-11-20T08:30") is None


def test_after_downtime_one_digest_covers_all_since_the_last() -> None:
    slot = slot_at("2026-11-20 15:00", "daily 08:30", last="2026-11-16T08:30")
    assert slot.label == "2026-11-20T08:30"
    assert covers(slot) == ("Mon 16 08:30", "Fri 20 08:30")
    assert is_late(slot, at("2026-11-20 15:00"))
    assert not is_late(slot, at("2026-11-20 08:40"))


def test_a_time_that_the_clocks_skip_falls_on_the_first_instant_after() -> None:
    slot = slot_at("2026-03-29 12:00", "daily 02:30", "Europe/Paris")
    assert slot.label == "2026-03-29T02:30"
    assert slot.due == at("2026-03-29 03:00", "Europe/Paris")


def test_a_time_that_comes_twice_is_due_once() -> None:
    slot = slot_at("2026-10-25 12:00", "daily 02:30", "Europe/Paris")
    assert slot.due == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    between = datetime(2026, 10, 25, 1, 45, tzinfo=UTC)
    assert latest_slot(subscription("daily 02:30", "Europe/Paris"), between, slot.label) is None


def test_the_hour_that_comes_twice_has_two_labels() -> None:
    paris = subscription("hourly", "Europe/Paris")
    found = [latest_slot(paris, datetime(2026, 10, 25, hour, 5, tzinfo=UTC)) for hour in (0, 1)]
    assert [slot.label for slot in found if slot] == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]


def test_instantly_has_no_slots() -> None:
    assert latest_slot(subscription("instantly"), at("2026-11-20 09:00")) is None
    assert next_due(subscription("instantly"), at("2026-11-20 09:00")) is None


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        ("daily 08:30", "Sat 21 08:30"),
        ("weekdays 08:30", "Mon 23 08:30"),
        ("weekly thu 08:00", "Thu 26 08:00"),
        ("hourly", "Fri 20 10:00"),
    ],
)
def test_the_next_run(rhythm: str, expected: str) -> None:
    due = next_due(subscription(rhythm), at("2026-11-20 09:00"))
    assert due is not None
    assert f"{due:%a %d %H:%M}" == expected


ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
CHANGES = (
    datetime(2026, 3, 27, tzinfo=UTC),
    datetime(2026, 10, 23, tzinfo=UTC),
    datetime(2026, 4, 3, tzinfo=UTC),
)
TIMES = st.sampled_from(
    [time(0, 0), time(1, 30), time(2, 0), time(2, 15), time(2, 30), time(3, 0), time(8, 30)]
)
RHYTHMS = st.one_of(
    st.builds(Rhythm, kind=st.sampled_from([RhythmKind.DAILY, RhythmKind.WEEKDAYS]), at=TIMES),
    st.builds(Rhythm, kind=st.just(RhythmKind.WEEKLY), at=TIMES, weekday=st.sampled_from([0, 6])),
    st.just(Rhythm(kind=RhythmKind.HOURLY)),
)


@settings(deadline=None, max_examples=120)
@given(
    rhythm=RHYTHMS,
    zone=st.sampled_from(ZONES),
    start=st.sampled_from(CHANGES),
    pauses=st.lists(st.integers(1, 60 * 30), min_size=20, max_size=60),
)
def test_every_slot_is_posted_once_and_periods_join(
    rhythm: Rhythm, zone: str, start: datetime, pauses: list[int]
) -> None:
    """The bot looks at odd moments, with downtime; what it posts leaves no gap and no overlap."""
    asked = Subscription(id=1, channel="C", topic="t", rhythm=rhythm, timezone=zone, created_at=start)
    now, last, posted = start, None, []
    for minutes in pauses:
        now += timedelta(minutes=minutes)
        slot = latest_slot(asked, now, last)
        if slot is not None:
            posted.append(slot)
            last = slot.label
            assert slot.due <= now
            assert slot.due > start
        assert latest_slot(asked, now, last) is None
    labels = [slot.label for slot in posted]
    assert len(set(labels)) == len(labels)
    assert all(a.period.end == b.period.start for a, b in pairwise(posted))
    assert all(slot.period.start < slot.period.end for slot in posted)


@settings(deadline=None, max_examples=80)
@given(rhythm=RHYTHMS, zone=st.sampled_from(ZONES), start=st.sampled_from(CHANGES), hours=st.integers(0, 120))
def test_what_is_announced_is_what_is_due(rhythm: Rhythm, zone: str, start: datetime, hours: int) -> None:
    asked = Subscription(id=1, channel="C", topic="t", rhythm=rhythm, timezone=zone, created_at=start)
    now = start + timedelta(hours=hours)
    due = next_due(asked, now)
    assert due is not None
    assert due > now
    slot = latest_slot(asked, due)
    assert slot is not None
    assert slot.due == due
    before = latest_slot(asked, due - timedelta(seconds=1))
    assert before is None or before.due <= now
