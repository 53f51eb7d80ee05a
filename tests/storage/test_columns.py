"""How instants and texts are stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.storage.columns import Instant, Prose

DIALECT = sqlite.dialect()
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1905, 1, 1), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 (hypothesis wants naive bounds)


def stored(moment: datetime | None) -> int | None:
    return Instant().process_bind_param(moment, DIALECT)


@given(instants)
def test_an_instant_comes_back_the_same_in_utc(moment: datetime) -> None:
    back = Instant().process_result_value(stored(moment), DIALECT)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


@given(instants, instants)
def test_stored_instants_sort_as_instants_do(one: datetime, other: datetime) -> None:
    first, second = stored(one), stored(other)
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        stored(datetime(2026, 11, 20, 8, 0))  # noqa: DTZ001 (the mistake under test)


def test_nothing_stays_nothing() -> None:
    assert stored(None) is None
    assert Instant().process_result_value(None, DIALECT) is None


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_stored_and_keeps_its_offsets(text: str) -> None:
    kept = Prose().process_bind_param(text, DIALECT)
    assert kept is not None
    assert len(kept) == len(text)
    assert "\x00" not in kept
    kept.encode("utf-8")
