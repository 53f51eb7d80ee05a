"""Bringing what happens to the bot: one payload at a time, by Socket Mode or over HTTP, events again if need be."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.sandbox.records import Json

_KEPT_DELIVERIES = 10_000
EnvelopeType = Literal["slash_commands", "interactive", "events_api"]
Outcome = Literal["waiting", "acknowledged", "timeout", "no_connection", "http_error"]

_REASONS: dict[Outcome, str] = {
    "timeout": "http_timeout",
    "no_connection": "connection_failed",
    "http_error": "http_error",
}
"""Why an event comes again, in the words of https://docs.slack.dev/apis/events-api."""


@dataclass(kw_only=True)
class Delivery:
    """One payload, as it went."""

    type: EnvelopeType
    payload: Json
    retry: int = 0  # 0 for the first attempt
    reason: str = ""  # why it is sent again
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    outcome: Outcome = "waiting"
    seconds: float = 0.0  # from sending to the acknowledgement
    answer: object = None  # what came with the acknowledgement
    no_retry: bool = False  # the bot asked for no other attempt (X-Slack-No-Retry)
    body: bytes = b""  # as sent over HTTP, with `headers`; a test may replay it
    headers: dict[str, str] = field(default_factory=dict)
    sent: float = field(default_factory=time.monotonic)


class Carrier(Protocol):
    """A way to the bot."""

    async def carry(self, delivery: Delivery, seconds: float) -> None:
        """Send one payload, wait at most so many seconds, and note its outcome and answer."""
        ...


class Courier:
    """Delivers payloads by the carrier that the app has chosen."""

    def __init__(
        self,
        carrier: Carrier,
        *,
        ack_seconds: float = 3.0,
        retry_delays: tuple[float, ...] = (1.0, 60.0, 300.0),
        events: Iterable[str] | None = None,
    ) -> None:
        self.carrier = carrier
        self.ack_seconds = ack_seconds
        self.retry_delays = retry_delays
        self.events = None if events is None else frozenset(events)  # subscribed ones; None: all
        self.deliveries: deque[Delivery] = deque(maxlen=_KEPT_DELIVERIES)
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(
        self, kind: EnvelopeType, payload: Json, *, retry: int = 0, reason: str = ""
    ) -> Delivery:
        """Send one payload and wait, three seconds at most, for its acknowledgement."""
        delivery = Delivery(type=kind, payload=payload, retry=retry, reason=reason)
        self.deliveries.append(delivery)
        try:
            await self.carrier.carry(delivery, self.ack_seconds)
        finally:
            delivery.seconds = time.monotonic() - delivery.sent
        return delivery

    def emit(self, payload: Json) -> None:
        """Send an event in the background, again after `retry_delays` while it is not acknowledged.

        One that the app has not subscribed to is not sent.
        """
        if self.events is not None and _subscription(payload["event"]) not in self.events:
            return
        task = asyncio.get_running_loop().create_task(self._emit(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _emit(self, payload: Json) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self.retry_delays)):
            await asyncio.sleep(delay)
            delivery = await self.deliver("events_api", payload, retry=attempt, reason=reason)
            if delivery.outcome == "acknowledged" or delivery.no_retry:
                return
            reason = _REASONS[delivery.outcome]

    def close(self) -> None:
        """Drop the events that wait to be sent again."""
        for task in list(self._tasks):
            task.cancel()


_MESSAGES = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


def _subscription(event: Json) -> str:
    """The name under which an app's manifest subscribes to an event ("message.im", "app_home_opened")."""
    kind = str(event["type"])
    return _MESSAGES.get(str(event.get("channel_type")), kind) if kind == "message" else kind
