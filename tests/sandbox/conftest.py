"""A local workspace for each test, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.sandbox.running import RunningSandbox
from bot.sandbox.server import start_sandbox
from tests.sandbox.socket_client import Envelopes


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 12, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, *, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def sandbox(clock: MovableClock) -> Iterator[RunningSandbox]:
    with start_sandbox(clock=clock, ack_seconds=1.0, retry_delays=(0.05, 0.05)) as running:
        yield running


@pytest.fixture
def client(sandbox: RunningSandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def envelopes(sandbox: RunningSandbox) -> Iterator[Envelopes]:
    """A connected Socket Mode client that acknowledges nothing until it is told to."""
    made = Envelopes(sandbox)
    yield made
    made.close()
