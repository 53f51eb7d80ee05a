"""The human's deeds: writing, running commands, pressing buttons, sending modals; the page and tests call these.

All are coroutines of the server's event loop. They return when the bot has acknowledged, or failed to.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from bot.sandbox.answers import compose_state, missing_inputs, read_answer
from bot.sandbox.arguments import Arguments
from bot.sandbox.chat_methods import find_parent, human_message
from bot.sandbox.conversation_methods import add_member, require_free_name
from bot.sandbox.messages import interactive_elements
from bot.sandbox.payloads import (
    compose_action,
    compose_command,
    compose_event,
    compose_interaction,
    compose_message_event,
    compose_message_press,
    compose_shortcut,
    compose_view_press,
)
from bot.sandbox.records import BOT_USER_ID, HUMAN_ID, Channel, Json, RefusedError
from bot.sandbox.response_urls import show_answer
from bot.sandbox.socket_mode import Delivery, SocketHub
from bot.sandbox.state import Workspace
from bot.sandbox.view_methods import close_modals, notify_modals, replace_view, require_valid_view, show_modal

_COMMAND = re.compile(r"(/[\w-]+)\s*(.*)", re.DOTALL)
_FAILURES = {"timeout": "operation_timeout", "no_connection": "dispatch_failed"}


class Human:
    """The one person of the local workspace."""

    def __init__(self, workspace: Workspace, hub: SocketHub) -> None:
        self.workspace = workspace
        self.hub = hub
        self.address = ""  # of the server, set when its port is known

    async def write(self, channel_id: str, text: str, *, thread_ts: str = "") -> None:
        """Send what was typed into a message box: a message, or a slash command."""
        channel = self.workspace.find_channel(channel_id)
        command = _COMMAND.fullmatch(text.strip())
        if command and thread_ts:
            self._tell(channel, f"{command[1]} is not supported in threads. Sorry!")
        elif command:
            await self.run_command(channel, command[1], command[2].strip())
        else:
            self._say(channel, text, thread_ts)

    def _say(self, channel: Channel, text: str, thread_ts: str) -> None:
        if not text.strip():
            raise RefusedError("no_text")
        if thread_ts:
            find_parent(channel, thread_ts)
        encoded = encode_text(text.strip(), bot_name=self.workspace.people[BOT_USER_ID].name)
        message = self.workspace.add_message(channel, human_message(encoded, thread_ts=thread_ts))
        if BOT_USER_ID not in channel.members:
            return
        event = compose_message_event(channel, message)
        self.emit(event)
        if f"<@{BOT_USER_ID}>" in message["text"] and not channel.is_im:
            self.emit({**event, "type": "app_mention"})

    def emit(self, event: Json) -> None:
        """Send an event to the bot in the background."""
        self.hub.emit(compose_event(self.workspace, event))

    async def run_command(self, channel: Channel, command: str, text: str) -> None:
        """Run a slash command; what goes wrong is shown as Slack shows it."""
        known = {each.name for each in self.workspace.commands}
        if known and command not in known:
            self._tell(channel, f"{command} is not a valid command.")
            return
        payload = compose_command(self.workspace, channel, command, text, address=self.address)
        delivery = await self.hub.deliver("slash_commands", payload)
        error = _FAILURES.get(delivery.outcome, "")
        if not error:
            error = self._show_command_answer(channel, delivery)
        if error:
            self._tell(channel, f'{command} failed with the error "{error}"')

    def _show_command_answer(self, channel: Channel, delivery: Delivery) -> str:
        answer = {"text": delivery.answer} if isinstance(delivery.answer, str) else delivery.answer
        if not isinstance(answer, dict) or not (answer.get("text") or answer.get("blocks")):
            return ""
        try:
            show_answer(self.workspace, channel, Arguments(answer), user=HUMAN_ID)
        except RefusedError as refusal:
            return refusal.code
        return ""

    def _tell(self, channel: Channel, text: str) -> None:
        """A sentence of the workspace itself, for the human only."""
        message: Json = {"type": "message", "user": "USLACKBOT", "text": text}
        self.workspace.add_ephemeral(channel, message, user=HUMAN_ID)

    async def press(
        self,
        block_id: str,
        action_id: str,
        *,
        channel_id: str = "",
        ts: str = "",
        view_id: str = "",
        **given: Any,
    ) -> str:
        """Press a button or choose in a menu, in a message or in a view.

        `given["answer"]` is what was chosen, `given["state"]` what stands in the other inputs.

        Returns:
            "" or the error that the human sees.
        """
        if view_id:
            view = self._view(view_id)
            view["state"] = compose_state(view["blocks"], given.get("state") or {})
            action = self._action(view["blocks"], block_id, action_id, given.get("answer"))
            payload = compose_view_press(self.workspace, view, action)
        else:
            payload = self._message_press(channel_id, ts, block_id, action_id, given)
        delivery = await self.hub.deliver("interactive", payload)
        return _FAILURES.get(delivery.outcome, "")

    def _message_press(self, channel_id: str, ts: str, block_id: str, action_id: str, given: Json) -> Json:
        channel = self.workspace.find_channel(channel_id)
        message = self._message(channel, ts)
        blocks = [*message.get("blocks", [])]
        for attachment in message.get("attachments", []):
            blocks += attachment.get("blocks", [])
        action = self._action(blocks, block_id, action_id, given.get("answer"))
        state = compose_state(blocks, given.get("state") or {})
        return compose_message_press(
            self.workspace, channel, message, action, address=self.address, state=state
        )

    def _message(self, channel: Channel, ts: str) -> Json:
        message = channel.messages.get(ts) or channel.ephemerals.get(ts)
        if message is None:
            raise RefusedError("message_not_found")
        return message

    def _action(self, blocks: list[Json], block_id: str, action_id: str, answer: Any) -> Json:
        for block in blocks:
            for element in interactive_elements(block):
                if (block["block_id"], element["action_id"]) == (block_id, action_id):
                    return compose_action(self.workspace, block, element, read_answer(element, answer))
        raise RefusedError("element_not_found")

    def _view(self, view_id: str) -> Json:
        view = self.workspace.views.get(view_id)
        if view is None:
            raise RefusedError("not_found")
        return view

    async def submit(self, view_id: str, state: Json) -> dict[str, str]:
        """Send the modal on top; returns the errors to show, by `block_id` ("" for the modal as a whole)."""
        view = self._view(view_id)
        view["state"] = compose_state(view["blocks"], state)
        missing = missing_inputs(view["blocks"], view["state"])
        if missing:
            return missing
        payload = compose_interaction(self.workspace, "view_submission", view_id=view_id)
        payload |= {"view": copy.deepcopy(view), "response_urls": []}
        delivery = await self.hub.deliver("interactive", payload)
        if delivery.outcome != "acknowledged":
            return {"": "We had some trouble connecting. Try again?"}
        try:
            return self._follow(view, delivery.answer)
        except RefusedError as refusal:
            return {"": f"The app answered with something that cannot be shown ({refusal.code})."}

    def _follow(self, view: Json, answer: object) -> dict[str, str]:
        """Do what the acknowledgement of a submission asks for."""
        body = answer if isinstance(answer, dict) else {}
        action = body.get("response_action")
        if action == "errors":
            return {str(key): str(value) for key, value in body.get("errors", {}).items()}
        if action == "clear":
            close_modals(self.workspace)
        elif action in {"update", "push"}:
            fresh = require_valid_view(body.get("view"), "modal")
            if action == "update":
                replace_view(self.workspace, view, fresh)
            else:
                show_modal(self.workspace, fresh, on_top=True)
        elif view["id"] in self.workspace.views:
            self._drop_top()
        return {}

    def _drop_top(self) -> None:
        self.workspace.views.pop(self.workspace.modal_stack.pop(), None)
        notify_modals(self.workspace)

    async def close_modal(self) -> None:
        """Close the modal on top, as its cross does."""
        if not self.workspace.modal_stack:
            return
        view = self.workspace.views[self.workspace.modal_stack[-1]]
        self._drop_top()
        if view.get("notify_on_close"):
            payload = compose_interaction(self.workspace, "view_closed")
            await self.hub.deliver("interactive", payload | {"view": view, "is_cleared": False})

    def open_home(self) -> None:
        """Look at the bot's Home tab."""
        channel = self.workspace.direct_channel(HUMAN_ID)
        event: Json = {"type": "app_home_opened", "user": HUMAN_ID, "channel": channel.id, "tab": "home"}
        view = self.workspace.views.get(self.workspace.homes.get(HUMAN_ID, ""))
        self.emit(event | ({"view": copy.deepcopy(view)} if view else {}))

    async def use_shortcut(self, channel_id: str, ts: str, callback_id: str) -> str:
        """Use a message shortcut; returns "" or the error that the human sees."""
        channel = self.workspace.find_channel(channel_id)
        payload = compose_shortcut(
            self.workspace, channel, self._message(channel, ts), callback_id, address=self.address
        )
        return _FAILURES.get((await self.hub.deliver("interactive", payload)).outcome, "")

    def create_channel(self, name: str) -> Channel:
        """Make a channel; the bot is not in it until it is invited."""
        require_free_name(self.workspace, name)
        return self.workspace.add_channel(name, members=[HUMAN_ID])

    def invite_bot(self, channel_id: str) -> None:
        """Bring the bot into a channel."""
        channel = self.workspace.find_channel(channel_id)
        if BOT_USER_ID not in channel.members:
            add_member(self.workspace, channel, BOT_USER_ID)
            self.emit({"type": "member_joined_channel", "user": BOT_USER_ID, "channel": channel.id})


def encode_text(text: str, *, bot_name: str) -> str:
    """What was typed, as Slack stores it: `&`, `<`, `>` escaped and a mention of the bot by its id."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(rf"@{re.escape(bot_name)}\b", f"<@{BOT_USER_ID}>", safe)
