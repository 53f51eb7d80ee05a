"""How people write a rhythm, and what they are told where it is none."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.model.subscriptions import Rhythm, RhythmKind
from digests.rhythm import parse_rhythm, write_rhythm


@pytest.mark.parametrize(
    ("text", "written", "zone"),
    [
        ("daily 08:30", "daily 08:30", None),
        ("daily", "daily 08:30", None),
        ("Daily at 7", "daily 07:00", None),
        ("daily 7pm", "daily 19:00", None),
        ("daily 12am", "daily 00:00", None),
        ("daily 08:30:15", "daily 08:30:15", None),
        ("weekdays 9:00 Europe/Paris", "weekdays 09:00", "Europe/Paris"),
        ("weekly mon 8:00", "weekly mon 08:00", None),
        ("weekly on Thursday at 8.15 America/New_York", "weekly thu 08:15", "America/New_York"),
        ("weekly", "weekly mon 08:30", None),
        ("hourly", "hourly", None),
        ("hourly UTC", "hourly", "UTC"),
        ("instantly", "instantly", None),
    ],
)
def test_rhythms_are_read(text: str, written: str, zone: str | None) -> None:
    rhythm, found = parse_rhythm(text)
    assert write_rhythm(rhythm) == written
    assert (found.key if found else None) == zone


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no rhythm"),
        ("sometimes", "no rhythm"),
        ("daily 25:00", "no time of day"),
        ("daily 8:75", "no time of day"),
        ("daily 13pm", "no time of day"),
        ("weekly someday 8:00", "no day of the week"),
        ("hourly 8:30", "no time zone"),
        ("daily 8:30 Europe/Paris please", "not understood"),
    ],
)
def test_what_is_no_rhythm_is_answered_with_what_is_expected(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        parse_rhythm(text)
    assert "weekdays 9:00" in caught.value.advice


def test_a_zone_that_does_not_exist_is_answered_with_ones_that_do() -> None:
    with pytest.raises(UsageError, match="no time zone “Mars/Phobos”") as caught:
        parse_rhythm("daily 8:30 Mars/Phobos")
    assert caught.value.advice == "Use a name such as Europe/Paris, America/New_York or UTC."


RHYTHMS = st.one_of(
    st.builds(
        Rhythm,
        kind=st.sampled_from([RhythmKind.DAILY, RhythmKind.WEEKDAYS]),
        at=st.times().map(lambda t: t.replace(microsecond=0)),
    ),
    st.builds(Rhythm, kind=st.just(RhythmKind.WEEKLY), at=st.just(time(8)), weekday=st.integers(0, 6)),
    st.sampled_from([Rhythm(kind=RhythmKind.HOURLY), Rhythm(kind=RhythmKind.INSTANTLY)]),
)


@given(RHYTHMS)
def test_what_is_written_is_read_back(rhythm: Rhythm) -> None:
    assert parse_rhythm(write_rhythm(rhythm)) == (rhythm, None)
