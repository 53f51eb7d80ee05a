"""A person's messages, slash commands and files."""

from __future__ import annotations

import copy
import re

from bot.sandbox.arguments import Arguments
from bot.sandbox.chat_methods import find_parent, person_message
from bot.sandbox.deeds import Deeds
from bot.sandbox.delivery import Delivery
from bot.sandbox.file_store import add_file, describe_file
from bot.sandbox.payloads import compose_command, compose_message_event
from bot.sandbox.records import BOT_USER_ID, Channel, Json, RefusedError
from bot.sandbox.response_urls import show_answer

_COMMAND = re.compile(r"(/[\w-]+)\s*(.*)", re.DOTALL)


class Writing(Deeds):
    """What a person types into a message box, or drops on it."""

    async def write(self, channel_id: str, text: str, *, thread_ts: str = "") -> None:
        """Send what was typed into a message box: a message, or a slash command."""
        channel = self.workspace.find_channel(channel_id)
        if channel.is_archived:
            raise RefusedError("is_archived")
        command = _COMMAND.fullmatch(text.strip())
        if command and thread_ts:
            self.tell(channel, f"{command[1]} is not supported in threads. Sorry!")
        elif command:
            await self.run_command(channel, command[1], command[2].strip())
        else:
            self._say(channel, text, thread_ts)

    def _say(self, channel: Channel, text: str, thread_ts: str) -> None:
        if not text.strip():
            raise RefusedError("no_text")
        encoded = encode_text(text.strip(), bot_name=self.workspace.people[BOT_USER_ID].name)
        self._post(channel, person_message(self.user, encoded, team_id=self.workspace.team_id), thread_ts)

    def _post(self, channel: Channel, message: Json, thread_ts: str) -> None:
        """Store the person's message and tell the bot of it, where the bot is a member."""
        if thread_ts:
            message["thread_ts"] = find_parent(channel, thread_ts)["ts"]
        stored = self.workspace.add_message(channel, message)
        if BOT_USER_ID not in channel.members:
            return
        event = compose_message_event(channel, stored)
        self.emit(event)
        if f"<@{BOT_USER_ID}>" in stored["text"] and not channel.is_im:
            self.emit({**event, "type": "app_mention"})

    def edit(self, channel_id: str, ts: str, text: str) -> None:
        """Change a message of one's own; the bot gets `message_changed`."""
        channel, message = self._own(channel_id, ts)
        if not text.strip():
            raise RefusedError("no_text")
        before = copy.deepcopy(message)
        message["text"] = encode_text(text.strip(), bot_name=self.workspace.people[BOT_USER_ID].name)
        message["edited"] = {"user": self.user, "ts": self.workspace.new_ts()}
        self.workspace.notify("message_changed", channel=channel.id, message=copy.deepcopy(message))
        change = {"subtype": "message_changed", "message": copy.deepcopy(message)}
        self._tell_of(channel, change | {"previous_message": before})

    def delete(self, channel_id: str, ts: str) -> None:
        """Delete a message of one's own, or put an ephemeral one away; the bot gets `message_deleted`."""
        channel = self.workspace.find_channel(channel_id)
        if channel.ephemerals.get(ts, {}).get("_to") == self.user:
            del channel.ephemerals[ts]
            self.workspace.notify("message_deleted", channel=channel.id, ts=ts)
            return
        channel, message = self._own(channel_id, ts)
        self.workspace.remove_message(channel, ts)
        change = {"subtype": "message_deleted", "deleted_ts": ts, "previous_message": message}
        self._tell_of(channel, change)

    def _own(self, channel_id: str, ts: str) -> tuple[Channel, Json]:
        channel = self.workspace.find_channel(channel_id)
        message = self.find_message(channel, ts)
        if message.get("user") != self.user:
            raise RefusedError("cant_update_message")
        return channel, message

    def _tell_of(self, channel: Channel, change: Json) -> None:
        """Tell the bot of what became of a message, where it is a member."""
        if BOT_USER_ID in channel.members:
            event: Json = {"type": "message", "ts": self.workspace.new_ts(), "hidden": True, **change}
            self.emit(compose_message_event(channel, event))

    async def run_command(self, channel: Channel, command: str, text: str) -> None:
        """Run a slash command; what goes wrong is shown as Slack shows it."""
        known = {each.name for each in self.workspace.commands}
        if known and command not in known:
            self.tell(channel, f"{command} is not a valid command.")
            return
        payload = compose_command(
            self.workspace, channel, command, text, user=self.user, address=self.address
        )
        delivery, error = await self.deliver("slash_commands", payload)
        if not error:
            error = self._show_command_answer(channel, delivery)
        if error:
            self.tell(channel, f'{command} failed with the error "{error}"')

    def _show_command_answer(self, channel: Channel, delivery: Delivery) -> str:
        answer = {"text": delivery.answer} if isinstance(delivery.answer, str) else delivery.answer
        if not isinstance(answer, dict) or not (answer.get("text") or answer.get("blocks")):
            return ""
        try:
            show_answer(self.workspace, channel, Arguments(answer), user=self.user)
        except RefusedError as refusal:
            return refusal.code
        return ""

    def tell(self, channel: Channel, text: str) -> None:
        """A sentence of the workspace itself, for this person only."""
        message: Json = {"type": "message", "user": "USLACKBOT", "text": text}
        self.workspace.add_ephemeral(channel, message, user=self.user)

    def upload(
        self, channel_id: str, name: str, content: bytes, *, text: str = "", thread_ts: str = ""
    ) -> Json:
        """Share a file in a channel; the bot gets `file_shared` and a `message` of subtype `file_share`."""
        channel = self.workspace.find_channel(channel_id)
        if channel.is_archived:
            raise RefusedError("is_archived")
        file = add_file(self.workspace, name, content, user=self.user)
        file.channels.append(channel.id)
        described = describe_file(self.workspace, file, self.address)
        message = person_message(self.user, text, team_id=self.workspace.team_id) | {
            "subtype": "file_share",
            "files": [described],
        }
        self._post(channel, message, thread_ts)
        if BOT_USER_ID in channel.members:
            event = {"type": "file_shared", "file_id": file.id, "file": {"id": file.id}}
            self.emit(event | {"user_id": self.user, "channel_id": channel.id})
        return described


def encode_text(text: str, *, bot_name: str) -> str:
    """What was typed, as Slack stores it: `&`, `<`, `>` escaped, addresses as links, the bot mentioned by id."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = re.sub(r"\bhttps?://[^\s|]+", lambda match: f"<{match[0]}>", safe)
    return re.sub(rf"@{re.escape(bot_name)}\b", f"<@{BOT_USER_ID}>", linked)
