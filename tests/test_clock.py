"""Time zones are checked by name, naive datetimes are refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import parse_timezone, require_aware, system_clock
from bot.errors import SettingError


def test_the_system_clock_is_aware_and_in_utc() -> None:
    assert system_clock().tzinfo is UTC


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        require_aware(datetime(2026, 11, 21))  # noqa: DTZ001 -- the point of the test


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "Europe/Pariss"])
def test_a_time_zone_that_does_not_exist_gets_a_sentence(name: str) -> None:
    with pytest.raises(SettingError, match="There is no time zone") as caught:
        parse_timezone(name)
    assert "Europe/Paris" in caught.value.advice
