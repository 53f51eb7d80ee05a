"""A person's channels: made, archived, joined by people and by the bot, with the events that Slack sends then."""

from __future__ import annotations

from bot.sandbox.deeds import Deeds
from bot.sandbox.membership import (
    add_member,
    describe_channel,
    remove_member,
    require_free_name,
)
from bot.sandbox.records import BOT_USER_ID, Channel, Json, RefusedError


class ChannelDeeds(Deeds):
    """What a person does with channels."""

    def create_channel(self, name: str, *, is_private: bool = False) -> Channel:
        """Make a channel; the bot is not in it until it is invited."""
        require_free_name(self.workspace, name)
        channel = self.workspace.add_channel(name, members=[self.user], is_private=is_private)
        if not is_private:
            self.emit({"type": "channel_created", "channel": describe_channel(channel)})
        return channel

    def invite(self, channel_id: str, user: str) -> None:
        """Bring a person or the bot into a channel; the bot hears of it where it is a member."""
        channel = self._open_channel(channel_id)
        person = self.workspace.find_person(user)
        if person.id in channel.members:
            return
        add_member(self.workspace, channel, person.id)
        if BOT_USER_ID in channel.members:
            event: Json = {"type": "member_joined_channel", "user": person.id, "channel": channel.id}
            self.emit(event | {"channel_type": _letter(channel), "inviter": self.user})

    def invite_bot(self, channel_id: str) -> None:
        """Bring the bot into a channel."""
        self.invite(channel_id, BOT_USER_ID)

    def remove(self, channel_id: str, user: str) -> None:
        """Take a person or the bot out of a channel; the bot is told in either case."""
        channel = self._open_channel(channel_id)
        person = self.workspace.find_person(user)
        if person.id not in channel.members:
            return
        remove_member(self.workspace, channel, person.id)
        if person.id == BOT_USER_ID:
            kind = "group_left" if channel.is_private else "channel_left"
            self.emit({"type": kind, "channel": channel.id, "actor_id": self.user})
        elif BOT_USER_ID in channel.members:
            event: Json = {"type": "member_left_channel", "user": person.id, "channel": channel.id}
            self.emit(event | {"channel_type": _letter(channel)})

    def remove_bot(self, channel_id: str) -> None:
        """Take the bot out of a channel."""
        self.remove(channel_id, BOT_USER_ID)

    def archive(self, channel_id: str, *, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        channel = self.workspace.find_channel(channel_id)
        if channel.is_im or channel.name == "general":
            raise RefusedError("cant_archive_general" if channel.name == "general" else "not_supported")
        channel.is_archived = archived
        self.workspace.notify("channels")
        if not channel.is_private or BOT_USER_ID in channel.members:
            kind = f"{'group' if channel.is_private else 'channel'}_{'archive' if archived else 'unarchive'}"
            self.emit({"type": kind, "channel": channel.id, "user": self.user, "is_moved": 0})

    def _open_channel(self, channel_id: str) -> Channel:
        channel = self.workspace.find_channel(channel_id)
        if channel.is_im:
            raise RefusedError("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise RefusedError("is_archived")
        return channel


def _letter(channel: Channel) -> str:
    """The `channel_type` of membership events: C for public, G for private."""
    return "G" if channel.is_private else "C"
