"""A person of the running local workspace, as a test drives them; every method may be called from any thread."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.sandbox.answers import answerable
from bot.sandbox.block_walk import interactive_elements, walk_blocks
from bot.sandbox.payloads import public_message
from bot.sandbox.pressing import blocks_of
from bot.sandbox.records import Channel, Json
from bot.sandbox.threaded import ThreadedServer

if TYPE_CHECKING:
    from bot.sandbox.human import Human
    from bot.sandbox.server import Sandbox


class PersonDriver:
    """Somebody at the page. Channels are named by id or name; "@you" is their conversation with the bot."""

    def __init__(self, sandbox: Sandbox, server: ThreadedServer, user: str) -> None:
        self.user = user  # id
        self._sandbox = sandbox
        self._server = server

    # What they see

    def channel_id(self, name: str) -> str:
        """The id of a channel; "@you" is the bot's direct conversation with this person."""
        return self._channel(name).id

    def ephemerals(self, channel: str) -> list[Json]:
        """The messages in a channel that only this person sees, oldest first."""
        with self._sandbox.workspace.lock:
            found = self._channel(channel).ephemerals.values()
            return [public_message(message) for message in found if message["_to"] == self.user]

    @property
    def modals(self) -> list[Json]:
        """The open modals, the one on top last."""
        workspace = self._sandbox.workspace
        with workspace.lock:
            return [copy.deepcopy(workspace.views[view]) for view in workspace.modal_stacks[self.user]]

    @property
    def modal(self) -> Json | None:
        """The modal on top, or None."""
        return self.modals[-1] if self.modals else None

    @property
    def home(self) -> Json | None:
        """The person's Home tab, or None before it was published."""
        workspace = self._sandbox.workspace
        with workspace.lock:
            return copy.deepcopy(workspace.views.get(workspace.homes.get(self.user, "")))

    # What they write and press

    def write(self, channel: str, text: str, *, thread_ts: str = "") -> None:
        """Type a message or a slash command into a channel's box and send it."""
        self._server.call(self._human.write(self._channel(channel).id, text, thread_ts=thread_ts))

    def upload(self, channel: str, name: str, content: bytes, *, text: str = "", thread_ts: str = "") -> Json:
        """Drop a file on a channel; returns it as Slack describes it."""
        place = self._channel(channel).id
        described: Json = self._do(
            lambda: self._human.upload(place, name, content, text=text, thread_ts=thread_ts)
        )
        return described

    def edit(self, channel: str, ts: str, text: str) -> None:
        """Change a message of this person's own."""
        self._do(lambda: self._human.edit(self._channel(channel).id, ts, text))

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message of this person's own, or put an ephemeral one away."""
        self._do(lambda: self._human.delete(self._channel(channel).id, ts))

    def press(
        self, channel: str, ts: str, action_id: str, *, answer: Any = None, state: Json | None = None
    ) -> str:
        """Press the button, or choose in the menu, that has this `action_id`; returns the error shown, or ""."""
        place = self._channel(channel)
        message = place.messages.get(ts) or place.ephemerals[ts]
        block, element = _find(blocks_of(message), action_id)
        deed = self._human.press(
            block["block_id"], element["action_id"], channel_id=place.id, ts=ts, answer=answer, state=state
        )
        return self._server.call(deed)

    def press_in_view(
        self, view: Json, action_id: str, *, answer: Any = None, state: Json | None = None
    ) -> str:
        """Press or choose in a modal or the Home tab; returns the error shown, or ""."""
        block, _ = _find(view["blocks"], action_id)
        deed = self._human.press(block["block_id"], action_id, view_id=view["id"], answer=answer, state=state)
        return self._server.call(deed)

    def fill(self, action_id: str, answer: Any) -> str:
        """Put an answer into the modal on top; the bot hears of it at once where the element dispatches."""
        view = self._top()
        block, element = _find(view["blocks"], action_id)
        if block["type"] != "input" or block.get("dispatch_action"):
            return self.press_in_view(view, action_id, answer=answer)
        if element not in answerable(block):
            raise LookupError(f"{action_id} takes no answer")
        self._do(
            lambda: self._human.put_in(
                self._sandbox.workspace.views[view["id"]], {block["block_id"]: {action_id: answer}}
            )
        )
        return ""

    def suggest(self, view: Json, action_id: str, typed: str) -> list[Json]:
        """What an external menu of a view offers for what was typed; the options may be chosen from then on."""
        block, _ = _find(view["blocks"], action_id)
        return self._server.call(self._human.suggest(block["block_id"], action_id, typed, view_id=view["id"]))

    def submit(self, state: Json | None = None) -> dict[str, str]:
        """Send the modal on top, with these answers by block and action; returns the errors shown."""
        return self._server.call(self._human.submit(self._top()["id"], state or {}))

    def close_modal(self) -> None:
        """Close the modal on top."""
        self._server.call(self._human.close_modal())

    def use_shortcut(self, channel: str, ts: str, callback_id: str) -> str:
        """Use a message shortcut; returns the error shown, or ""."""
        return self._server.call(self._human.use_shortcut(self._channel(channel).id, ts, callback_id))

    def use_global_shortcut(self, callback_id: str) -> str:
        """Use a global shortcut; returns the error shown, or ""."""
        return self._server.call(self._human.use_global_shortcut(callback_id))

    def open_home(self) -> None:
        """Look at the bot's Home tab."""
        self._do(self._human.open_home)

    def open_messages(self) -> None:
        """Look at the Messages tab of the bot."""
        self._do(self._human.open_messages)

    # Channels

    def create_channel(self, name: str, *, with_bot: bool = False, is_private: bool = False) -> str:
        """Make a channel; returns its id."""
        made: Channel = self._do(lambda: self._human.create_channel(name, is_private=is_private))
        if with_bot:
            self.invite_bot(made.id)
        return made.id

    def invite(self, channel: str, user: str) -> None:
        """Bring somebody, by id or handle, into a channel."""
        self._do(lambda: self._human.invite(self._channel(channel).id, user))

    def invite_bot(self, channel: str) -> None:
        """Bring the bot into a channel."""
        self._do(lambda: self._human.invite_bot(self._channel(channel).id))

    def remove(self, channel: str, user: str) -> None:
        """Take somebody, by id or handle, out of a channel."""
        self._do(lambda: self._human.remove(self._channel(channel).id, user))

    def remove_bot(self, channel: str) -> None:
        """Take the bot out of a channel."""
        self._do(lambda: self._human.remove_bot(self._channel(channel).id))

    def archive(self, channel: str, *, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        self._do(lambda: self._human.archive(self._channel(channel).id, archived=archived))

    @property
    def _human(self) -> Human:
        return self._sandbox.human_of(self.user)

    def _top(self) -> Json:
        if self.modal is None:
            raise LookupError("no modal is open")
        return self.modal

    def _channel(self, name: str) -> Channel:
        if name == "@you":
            return self._sandbox.workspace.direct_channel(self.user)
        return self._sandbox.workspace.find_channel(name, by_name=True)

    def _do(self, deed: Callable[[], Any]) -> Any:
        async def work() -> Any:
            return deed()

        return self._server.call(work())


def elements_of(shown: Json) -> list[Json]:
    """All buttons, menus and inputs of a message, modal or Home tab, in the order in which they stand."""
    blocks = blocks_of(shown)
    return [element for block in walk_blocks(blocks) for element in interactive_elements(block)]


def _find(blocks: list[Json], action_id: str) -> tuple[Json, Json]:
    """The first block and element with that `action_id`."""
    for block in walk_blocks(blocks):
        for element in interactive_elements(block):
            if element["action_id"] == action_id:
                return block, element
    raise LookupError(f"no element with the action_id {action_id}")
