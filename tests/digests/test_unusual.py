"""Far above its own normal: decided by median and scatter, not by one loud week."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.unusual import FEWEST_WEEKS, SPIKE_LEAST, count_known, measure_excess

QUIET = [5, 6, 4, 5, 7, 5, 6, 5]


def is_spike(count: int, weeks: list[int]) -> bool:
    excess = measure_excess(count, weeks)
    return bool(excess and excess.is_spike)


def test_far_above_the_weeks_before_is_a_spike() -> None:
    assert is_spike(30, QUIET)
    assert not is_spike(9, QUIET)


def test_one_loud_week_does_not_hide_a_spike() -> None:
    assert is_spike(30, [5, 200, 4, 5, 7, 5, 6, 5])


def test_where_weeks_differ_much_more_is_needed() -> None:
    unsteady = [5, 40, 10, 60, 8, 50, 20, 45]
    assert not is_spike(70, unsteady)
    assert is_spike(300, unsteady)


def test_a_rare_topic_needs_more_than_a_few_articles() -> None:
    rare = [1, 0, 0, 1, 0, 0, 0, 1]
    assert not is_spike(SPIKE_LEAST - 1, rare)
    assert is_spike(SPIKE_LEAST, rare)


def test_nothing_is_said_of_what_is_known_for_too_short_a_time() -> None:
    assert measure_excess(100, [5, 6, 0, 0, 0, 0, 0, 0]) is None
    assert measure_excess(100, []) is None


def test_weeks_in_which_a_speaker_was_silent_count_where_the_topic_was_read() -> None:
    excess = measure_excess(4, [0] * 8, known=8)
    assert excess is not None
    assert excess.is_loud


def test_an_incident_is_over_when_it_is_halfway_back() -> None:
    excess = measure_excess(20, QUIET)
    assert excess is not None
    assert not excess.has_calmed(30)
    assert excess.has_calmed(60)


weeks = st.lists(st.integers(0, 500), max_size=8)


@given(st.integers(0, 1_000), weeks)
def test_the_usual_level_is_never_a_spike(count: int, past: list[int]) -> None:
    excess = measure_excess(count, past)
    if excess is None:
        assert count_known(past) < FEWEST_WEEKS
    else:
        usual = measure_excess(int(excess.usual), past)
        assert usual is not None
        assert not usual.is_spike
        assert excess.is_spike <= (count >= 2 * excess.usual)


@given(weeks, st.integers(0, 1_000), st.integers(0, 1_000))
def test_more_is_never_less_of_a_spike(past: list[int], one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert is_spike(low, past) <= is_spike(high, past)


@pytest.mark.parametrize(("past", "known"), [([], 0), ([0, 0], 0), ([3, 0], 1), ([0, 3], 2), ([0, 3, 0], 2)])
def test_weeks_before_the_first_one_with_anything_are_not_known(past: list[int], known: int) -> None:
    assert count_known(past) == known
