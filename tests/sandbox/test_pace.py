"""How fast the Web API may be called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.pace import Pace
from bot.sandbox.server import start_sandbox


class Ticks:
    """A monotonic clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_channel_recovers_by_one_post_a_second() -> None:
    ticks = Ticks()
    pace = Pace(burst=2, tick=ticks)
    assert [pace.spend("chat.postMessage", "C1") for _ in range(3)] == [0, 0, 1]
    assert pace.spend("chat.postMessage", "C2") == 0
    ticks.now += 1
    assert [pace.spend("chat.postMessage", "C1") for _ in range(2)] == [0, 1]


def test_tiers_count_calls_a_minute() -> None:
    ticks = Ticks()
    pace = Pace(burst=None, tiers=True, tick=ticks)
    assert [pace.spend("users.list", "") for _ in range(20)] == [0] * 20
    assert pace.spend("users.list", "") == 3
    ticks.now += 3
    assert pace.spend("users.list", "") == 0
    assert pace.spend("chat.postMessage", "C1") == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 5), max_size=60), st.integers(1, 5))
def test_never_more_than_the_burst_and_one_a_second(pauses: list[float], burst: int) -> None:
    ticks = Ticks()
    pace = Pace(burst=burst, tick=ticks)
    posted = 0
    for pause in pauses:
        ticks.now += pause
        posted += pace.spend("chat.postMessage", "C1") == 0
    assert posted <= burst + (ticks.now - 100.0) + 1e-6


def test_a_tiered_method_says_when_to_come_back() -> None:
    with start_sandbox(tiers=True) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        for _ in range(20):
            client.users_list()
        with pytest.raises(SlackApiError, match="ratelimited") as caught:
            client.users_list()
        assert int(caught.value.response.headers["Retry-After"]) >= 1
