"""What every deed of a person needs: who they are, where they are, and the way to the bot.

Deeds are coroutines of the server's event loop. They return when the bot has acknowledged, or failed to.
"""

from __future__ import annotations

from bot.sandbox.delivery import Courier, Delivery, EnvelopeType
from bot.sandbox.payloads import compose_event
from bot.sandbox.records import Channel, Json, Person, RefusedError
from bot.sandbox.state import Workspace

FAILURES = {
    "timeout": "operation_timeout",
    "no_connection": "dispatch_failed",
    "http_error": "dispatch_failed",
}
"""Slack's error codes for a delivery that was not acknowledged."""


class Deeds:
    """One person at the page, or in a test."""

    def __init__(self, workspace: Workspace, courier: Courier, user: str, address: str) -> None:
        self.workspace = workspace
        self.courier = courier
        self.user = user
        self.address = address  # of the server, "http://127.0.0.1:1234"

    @property
    def person(self) -> Person:
        """Who does it."""
        return self.workspace.people[self.user]

    def emit(self, event: Json) -> None:
        """Send an event to the bot in the background."""
        self.courier.emit(compose_event(self.workspace, event))

    async def deliver(self, kind: EnvelopeType, payload: Json) -> tuple[Delivery, str]:
        """Send a payload; with it the error that the person sees, or ""."""
        delivery = await self.courier.deliver(kind, payload)
        return delivery, FAILURES.get(delivery.outcome, "")

    def find_message(self, channel: Channel, ts: str) -> Json:
        """A message that the person can see.

        Raises:
            RefusedError: `message_not_found`.
        """
        message = channel.messages.get(ts) or channel.ephemerals.get(ts)
        if message is None or message.get("_to", self.user) != self.user:
            raise RefusedError("message_not_found")
        return message
