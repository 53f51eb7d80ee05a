"""What the operator of the local workspace does behind Slack's back: people, events, the app's installation."""

from __future__ import annotations

import secrets
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.delivery import Courier
from bot.sandbox.http_mode import HttpCarrier
from bot.sandbox.oauth_methods import end_installation, tokens_revoked
from bot.sandbox.payloads import compose_event
from bot.sandbox.records import Json, Person, RefusedError
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.state import Workspace

EndOrder = Literal["tokens_first", "app_first"]


class Operator:
    """Sends any event, in any order, and changes what no person of the workspace could."""

    def __init__(self, workspace: Workspace, courier: Courier, hub: SocketHub) -> None:
        self.workspace = workspace
        self.courier = courier
        self.hub = hub

    def send_event(self, event: Json) -> None:
        """Send an event of any type to the bot, in Slack's envelope."""
        self.courier.emit(compose_event(self.workspace, event))

    def uninstall(self, order: EndOrder = "tokens_first") -> None:
        """Remove the app: its token ends, and both events go out in that order (Slack promises none)."""
        end_installation(self.workspace, "account_inactive")
        events: list[Json] = [tokens_revoked(), {"type": "app_uninstalled"}]
        for event in events if order == "tokens_first" else reversed(events):
            self.send_event(event)

    def revoke_tokens(self) -> None:
        """End the bot's token, and say so, while the app stays."""
        end_installation(self.workspace, "token_revoked")
        self.send_event(tokens_revoked())

    def add_person(
        self, name: str, *, real_name: str = "", timezone: str = "UTC", is_admin: bool = False
    ) -> Person:
        """Let somebody join the workspace, and its #general.

        Raises:
            RefusedError: `invalid_timezone`, or `name_taken`.
        """
        try:
            ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise RefusedError("invalid_timezone") from error
        if any(person.name == name for person in self.workspace.people.values()):
            raise RefusedError("name_taken")
        person = Person(
            id=f"U{secrets.token_hex(5).upper()}",
            name=name,
            real_name=real_name or name.title(),
            tz=timezone,
            is_admin=is_admin,
        )
        self.workspace.people[person.id] = person
        for channel in self.workspace.channels.values():
            if channel.name == "general":
                channel.members.add(person.id)
        self.workspace.notify("people")
        return person

    async def use_request_url(self, url: str) -> None:
        """Deliver over HTTP to that URL from now on; "" goes back to Socket Mode.

        Raises:
            RefusedError: `url_verification_failed`.
        """
        if not url:
            self.courier.carrier = self.hub
            return
        carrier = HttpCarrier(url, self.workspace.installation.app.signing_secret)
        await carrier.verify(self.courier.ack_seconds)
        self.courier.carrier = carrier
