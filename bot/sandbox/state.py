"""What the local workspace holds, and the few ways in which it changes; knows no HTTP and no Slack method.

Everything here runs in the server's event loop; `lock` guards reads from other threads (tests).
"""

from __future__ import annotations

import copy
import itertools
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.clock import Clock, require_aware
from bot.sandbox.installation import AppSecrets, Installation
from bot.sandbox.limits import limit
from bot.sandbox.records import (
    APP_ID,
    BOT_ID,
    BOT_SCOPES,
    BOT_USER_ID,
    HUMAN_ID,
    TEAM_ID,
    Channel,
    Json,
    Person,
    RefusedError,
    ResponseAddress,
    Seat,
    SlashCommand,
    StoredFile,
    Trigger,
)

Listener = Callable[[Json], None]


class Workspace:
    """One made-up workspace with its people, one bot, and their channels."""

    def __init__(
        self,
        clock: Clock,
        *,
        app: AppSecrets | None = None,
        team_id: str = TEAM_ID,
        team_name: str = "Local workspace",
        first_number: int = 1,
        bot_name: str = "rapporteur",
        timezone: str = "UTC",
        commands: Iterable[SlashCommand] = (),
        shortcuts: Mapping[str, str] = MappingProxyType({}),
        global_shortcuts: Mapping[str, str] = MappingProxyType({}),
        scopes: Iterable[str] = BOT_SCOPES,
        charts_in_ephemeral: bool = True,
    ) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.team_id = team_id
        self.team_name = team_name
        self.commands = tuple(commands)
        self.shortcuts = dict(shortcuts)  # of messages: callback_id → name
        self.global_shortcuts = dict(global_shortcuts)  # from anywhere: callback_id → name
        self.charts_in_ephemeral = charts_in_ephemeral  # Slack's docs do not say; tests try both
        self.installation = Installation(app or AppSecrets(), scopes)
        self.people = {
            HUMAN_ID: Person(
                id=HUMAN_ID, name="you", real_name="You", tz=timezone, is_admin=True, is_owner=True
            ),
            BOT_USER_ID: Person(id=BOT_USER_ID, name=bot_name, real_name=bot_name.title(), is_bot=True),
        }
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, Json] = {}  # by view id; open modals and Home tabs
        self.seats: dict[str, Seat] = {}  # by view id
        self.modal_stacks: defaultdict[str, list[str]] = defaultdict(list)  # by user; the view on top last
        self.suggested: dict[tuple[str, str, str], list[Json]] = {}  # options by container, block, action
        self.homes: dict[str, str] = {}  # user id → view id
        self.triggers: dict[str, Trigger] = {}
        self.response_addresses: dict[str, ResponseAddress] = {}
        self.files: dict[str, StoredFile] = {}
        self.listeners: list[Listener] = []
        self._numbers = itertools.count(first_number)  # so that no id is in two workspaces
        self._last_tick = 0

    def now(self) -> datetime:
        """The present instant in UTC."""
        return require_aware(self.clock())

    def new_id(self, prefix: str) -> str:
        """An identifier in Slack's form, unique here."""
        return f"{prefix}{next(self._numbers):010d}"

    def new_ts(self) -> str:
        """A message timestamp: now, and later than every one before."""
        tick = int(self.now().timestamp() * 1_000_000)
        self._last_tick = max(tick, self._last_tick + 1)
        return f"{self._last_tick // 1_000_000}.{self._last_tick % 1_000_000:06d}"

    def notify(self, kind: str, **details: object) -> None:
        """Tell the open pages what changed."""
        for listener in list(self.listeners):
            listener({"type": kind, **details})

    # Channels

    def add_channel(
        self, name: str, *, members: Iterable[str] = (), is_private: bool = False, purpose: str = ""
    ) -> Channel:
        """Create a channel; the caller has checked that the name is free."""
        channel = Channel(
            id=self.new_id("C"),
            name=name,
            created=int(self.now().timestamp()),
            members=set(members),
            is_private=is_private,
            purpose=purpose,
        )
        self.channels[channel.id] = channel
        self.notify("channels")
        return channel

    def direct_channel(self, user: str) -> Channel:
        """The direct conversation of the bot with a person, opened on first use."""
        for channel in self.channels.values():
            if channel.is_im and user in channel.members:
                return channel
        name = self.people[user].name
        channel = Channel(
            id=self.new_id("D"),
            name=name,
            created=int(self.now().timestamp()),
            members={user, BOT_USER_ID},
            is_im=True,
        )
        self.channels[channel.id] = channel
        self.notify("channels")
        return channel

    def find_channel(self, reference: str, *, by_name: bool = False) -> Channel:
        """The channel with that id, or by name where the method takes names.

        Raises:
            RefusedError: `channel_not_found`.
        """
        if reference in self.channels:
            return self.channels[reference]
        if by_name:
            wanted = reference.removeprefix("#").lower()
            for channel in self.channels.values():
                if channel.name == wanted and not channel.is_im:
                    return channel
        raise RefusedError("channel_not_found")

    def find_person(self, reference: str) -> Person:
        """The person with that id or handle.

        Raises:
            RefusedError: `user_not_found`.
        """
        wanted = reference.removeprefix("@")
        for person in list(self.people.values()):
            if wanted in (person.id, person.name):
                return person
        raise RefusedError("user_not_found")

    # Messages

    def add_message(self, channel: Channel, message: Json) -> Json:
        """Store a message and count it in its thread."""
        message["ts"] = message.get("ts") or self.new_ts()
        with self.lock:
            channel.messages[message["ts"]] = message
        parent_ts = message.get("thread_ts")
        if parent_ts and parent_ts != message["ts"]:
            self._count_reply(channel, parent_ts, message)
        if message.get("user") in self.people:
            channel.read_by[message["user"]] = message["ts"]
        self.notify("message", channel=channel.id, message=copy.deepcopy(message))
        return message

    def _count_reply(self, channel: Channel, parent_ts: str, reply: Json) -> None:
        parent = channel.messages[parent_ts]
        users = parent.setdefault("reply_users", [])
        if reply.get("user") and reply["user"] not in users:
            users.append(reply["user"])
        parent["thread_ts"] = parent_ts
        parent["reply_count"] = parent.get("reply_count", 0) + 1
        parent["reply_users_count"] = len(users)
        parent["latest_reply"] = reply["ts"]
        self.notify("message_changed", channel=channel.id, message=copy.deepcopy(parent))

    def remove_message(self, channel: Channel, ts: str) -> None:
        """Delete a message; its thread, if any, stays."""
        with self.lock:
            gone = channel.messages.pop(ts)
        parent = channel.messages.get(gone.get("thread_ts", ""))
        if parent is not None:
            parent["reply_count"] = max(0, parent.get("reply_count", 1) - 1)
            self.notify("message_changed", channel=channel.id, message=copy.deepcopy(parent))
        self.notify("message_deleted", channel=channel.id, ts=ts)

    def add_ephemeral(self, channel: Channel, message: Json, *, user: str) -> Json:
        """Show a message to one person only; it is in no history."""
        message.update(ts=self.new_ts(), is_ephemeral=True, _to=user)
        with self.lock:
            channel.ephemerals[message["ts"]] = message
        self.notify("message", channel=channel.id, message=copy.deepcopy(message))
        return message

    def loaded_options(self, container: str) -> Callable[[str, str], list[Json]]:
        """What the bot offered in the external menus of a view or message, by block and action."""
        return lambda block_id, action_id: self.suggested.get((container, block_id, action_id), [])

    # What a person's deed allows for a while

    def new_trigger(self, *, user: str, channel: str = "", view_id: str = "") -> Trigger:
        """A `trigger_id`, good for one modal within three seconds."""
        trigger = Trigger(
            id=f"{next(self._numbers)}.{self.team_id}.{secrets.token_hex(8)}",
            user=user,
            channel=channel,
            view_id=view_id,
            expires=self.now() + timedelta(seconds=limit("trigger.seconds")),
        )
        self.triggers[trigger.id] = trigger
        return trigger

    def new_response_address(self, *, user: str, channel: str, source_ts: str = "") -> ResponseAddress:
        """A `response_url`, good for five answers within thirty minutes."""
        address = ResponseAddress(
            id=secrets.token_hex(12),
            user=user,
            channel=channel,
            source_ts=source_ts,
            expires=self.now() + timedelta(seconds=limit("response_url.seconds")),
        )
        self.response_addresses[address.id] = address
        return address

    @property
    def bot_profile(self) -> Json:
        """The author that stands in the bot's messages."""
        name = self.people[BOT_USER_ID].name
        return {"id": BOT_ID, "app_id": APP_ID, "name": name, "deleted": False, "team_id": self.team_id}
