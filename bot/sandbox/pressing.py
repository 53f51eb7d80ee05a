"""A person's presses: buttons and menus in messages and views, shortcuts."""

from __future__ import annotations

from typing import Any

from bot.sandbox.answers import answerable, compose_state, read_answer
from bot.sandbox.block_walk import interactive_elements, walk_blocks
from bot.sandbox.deeds import Deeds
from bot.sandbox.element_rules import read_offered
from bot.sandbox.file_store import describe_file
from bot.sandbox.payloads import (
    compose_action,
    compose_global_shortcut,
    compose_message_press,
    compose_shortcut,
    compose_suggestion,
    compose_view_press,
    in_message,
    in_view,
)
from bot.sandbox.records import Json, RefusedError


class Pressing(Deeds):
    """What a person presses or chooses."""

    async def press(
        self,
        block_id: str,
        action_id: str,
        *,
        channel_id: str = "",
        ts: str = "",
        view_id: str = "",
        answer: Any = None,
        state: Json | None = None,
    ) -> str:
        """Press a button or choose in a menu, in a message or in a view.

        Args:
            block_id: of the element's block.
            action_id: of the element.
            channel_id: where the message stands; with `ts`.
            ts: of the message.
            view_id: of the modal or Home tab, instead of a message.
            answer: what was chosen or typed.
            state: what was put into the other inputs, by block and action.

        Returns:
            "" or the error that the person sees.
        """
        if view_id:
            payload = self._view_press(view_id, block_id, action_id, answer, state or {})
        else:
            payload = self._message_press(channel_id, ts, block_id, action_id, answer, state or {})
        return (await self.deliver("interactive", payload))[1]

    def _view_press(self, view_id: str, block_id: str, action_id: str, answer: Any, state: Json) -> Json:
        view = self.find_view(view_id)
        block, element = find_element(view["blocks"], block_id, action_id)
        if element in answerable(block):
            state = {**state, block_id: {**state.get(block_id, {}), action_id: answer}}
        self.put_in(view, state)
        action = self._action(view_id, block, element, answer)
        return compose_view_press(self.workspace, view, action)

    def _message_press(
        self, channel_id: str, ts: str, block_id: str, action_id: str, answer: Any, state: Json
    ) -> Json:
        channel = self.workspace.find_channel(channel_id)
        message = self.find_message(channel, ts)
        blocks = blocks_of(message)
        action = self._action(ts, *find_element(blocks, block_id, action_id), answer)
        return compose_message_press(
            self.workspace,
            channel,
            message,
            action,
            user=self.user,
            address=self.address,
            state=compose_state(blocks, state, self.workspace.loaded_options(ts)),
        )

    def _action(self, container: str, block: Json, element: Json, answer: Any) -> Json:
        loaded = self.workspace.loaded_options(container)(block["block_id"], element["action_id"])
        return compose_action(self.workspace, block, element, read_answer(element, answer, loaded))

    def find_view(self, view_id: str) -> Json:
        """A modal or Home tab that is before this person.

        Raises:
            RefusedError: `not_found`.
        """
        view = self.workspace.views.get(view_id)
        if view is None or self.workspace.seats[view_id].user != self.user:
            raise RefusedError("not_found")
        return view

    def put_in(self, view: Json, state: Json) -> None:
        """Note what was put into a view's inputs, beside what stands there already."""
        kept = self.workspace.seats[view["id"]].answers
        for block_id, answers in state.items():
            kept.setdefault(block_id, {}).update(answers)
        self._name_files(view["blocks"], kept)
        view["state"] = compose_state(view["blocks"], kept, self.workspace.loaded_options(view["id"]))

    def _name_files(self, blocks: list[Json], answers: Json) -> None:
        """In file inputs, put Slack's descriptions of the files in place of their ids."""
        for block in walk_blocks(blocks):
            element = block.get("element", {})
            if element.get("type") != "file_input" or block["block_id"] not in answers:
                continue
            given = answers[block["block_id"]]
            ids = [file for file in given.get(element["action_id"]) or [] if isinstance(file, str)]
            if ids:
                found = [self.workspace.files[file] for file in ids if file in self.workspace.files]
                described = [describe_file(self.workspace, file, self.address) for file in found]
                given[element["action_id"]] = described

    async def suggest(
        self,
        block_id: str,
        action_id: str,
        value: str,
        *,
        channel_id: str = "",
        ts: str = "",
        view_id: str = "",
    ) -> list[Json]:
        """What an external menu offers for what was typed: options, or option groups.

        Raises:
            RefusedError: the bot did not answer, or with something that is no list of options.
        """
        if view_id:
            view = self.find_view(view_id)
            place, blocks = in_view(view), view["blocks"]
        else:
            channel = self.workspace.find_channel(channel_id)
            message = self.find_message(channel, ts)
            place, blocks = in_message(channel, message), blocks_of(message)
        _, element = find_element(blocks, block_id, action_id)
        payload = compose_suggestion(self.workspace, place, element, block_id, value, user=self.user)
        delivery, error = await self.deliver("interactive", payload)
        if error:
            raise RefusedError(error)
        offered = read_offered(delivery.answer)
        groups = [each for each in offered if "options" in each]
        flat = [option for group in groups for option in group["options"]] if groups else offered
        self.workspace.suggested[view_id or ts, block_id, action_id] = flat
        return offered

    async def use_shortcut(self, channel_id: str, ts: str, callback_id: str) -> str:
        """Use a message shortcut; returns "" or the error that the person sees."""
        channel = self.workspace.find_channel(channel_id)
        message = self.find_message(channel, ts)
        payload = compose_shortcut(
            self.workspace, channel, message, callback_id, user=self.user, address=self.address
        )
        return (await self.deliver("interactive", payload))[1]

    async def use_global_shortcut(self, callback_id: str) -> str:
        """Use a shortcut that stands beside the message box; returns "" or the error that the person sees."""
        payload = compose_global_shortcut(self.workspace, callback_id, user=self.user)
        return (await self.deliver("interactive", payload))[1]


def blocks_of(message: Json) -> list[Json]:
    """The blocks of a message, those in its attachments included."""
    blocks = [*message.get("blocks", [])]
    for attachment in message.get("attachments", []):
        blocks += attachment.get("blocks", [])
    return blocks


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """A block and its element of those ids.

    Raises:
        RefusedError: `element_not_found`.
    """
    for block in walk_blocks(blocks):
        for element in interactive_elements(block):
            if (block["block_id"], element["action_id"]) == (block_id, action_id):
                return block, element
    raise RefusedError("element_not_found")
