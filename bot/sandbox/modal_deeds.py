"""A person's modals: sending and closing them."""

from __future__ import annotations

import copy

from bot.sandbox.answers import answerable
from bot.sandbox.block_walk import walk_blocks
from bot.sandbox.input_rules import check_inputs
from bot.sandbox.payloads import compose_interaction, response_url
from bot.sandbox.pressing import Pressing
from bot.sandbox.records import Json, RefusedError
from bot.sandbox.view_methods import (
    close_modals,
    drop_top,
    notify_modals,
    replace_view,
    require_valid_view,
    show_modal,
)

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack's modals say when an app does not answer, or not in a form that they know."""


class ModalDeeds(Pressing):
    """What a person does with modals as a whole."""

    async def submit(self, view_id: str, state: Json) -> dict[str, str]:
        """Send the modal on top; returns the errors to show, by `block_id` ("" for the modal as a whole)."""
        view = self.find_view(view_id)
        self.put_in(view, state)
        wrong = check_inputs(view["blocks"], view["state"])
        if wrong:
            return wrong
        seat = self.workspace.seats[view_id]
        payload = compose_interaction(
            self.workspace, "view_submission", user=self.user, channel=seat.channel, view_id=view_id
        )
        payload |= {"view": copy.deepcopy(view), "response_urls": self._response_urls(view)}
        delivery, error = await self.deliver("interactive", payload)
        if error:
            return {"": TROUBLE}
        try:
            return self._follow(view, delivery.answer)
        except RefusedError as refusal:
            return {"": f"The app answered with something that cannot be shown ({refusal.code})."}

    def _response_urls(self, view: Json) -> list[Json]:
        """An address for each conversation that was chosen in a menu with `response_url_enabled`."""
        made = []
        for block in walk_blocks(view["blocks"]):
            for element in answerable(block):
                answer = view["state"]["values"][block["block_id"]][element["action_id"]]
                chosen = answer.get("selected_conversation") or answer.get("selected_channel")
                if element.get("response_url_enabled") and chosen:
                    channel = self.workspace.find_channel(chosen)
                    url = response_url(self.workspace, channel, user=self.user, address=self.address)
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    made.append({**ids, "channel_id": chosen, "response_url": url})
        return made

    def _follow(self, view: Json, answer: object) -> dict[str, str]:
        """Do what the acknowledgement of a submission asks for."""
        body = answer if isinstance(answer, dict) else {}
        action = body.get("response_action")
        if action == "errors":
            return _read_errors(view, body.get("errors"))
        if action == "clear":
            close_modals(self.workspace, self.user)
        elif action in {"update", "push"}:
            fresh = require_valid_view(body.get("view"), "modal")
            if action == "update":
                replace_view(self.workspace, view, fresh)
            else:
                show_modal(self.workspace, fresh, self.workspace.seats[view["id"]], on_top=True)
        elif view["id"] in self.workspace.views:
            drop_top(self.workspace, self.user)
        return {}

    async def close_modal(self) -> None:
        """Close the modal on top, as its cross does; the whole stack where it says `clear_on_close`."""
        stack = self.workspace.modal_stacks[self.user]
        if not stack:
            return
        clear = bool(self.workspace.views[stack[-1]].get("clear_on_close"))
        closed = [self._take_top() for _ in range(len(stack) if clear else 1)]
        notify_modals(self.workspace, self.user)
        for view, channel in closed:
            if view.get("notify_on_close"):
                payload = compose_interaction(self.workspace, "view_closed", user=self.user, channel=channel)
                del payload["trigger_id"]
                await self.deliver("interactive", payload | {"view": view, "is_cleared": clear})

    def _take_top(self) -> tuple[Json, str]:
        view_id = self.workspace.modal_stacks[self.user].pop()
        return self.workspace.views.pop(view_id), self.workspace.seats.pop(view_id).channel


def _read_errors(view: Json, errors: object) -> dict[str, str]:
    """The errors by `block_id`; Slack takes them for input blocks only."""
    inputs = {block["block_id"] for block in walk_blocks(view["blocks"]) if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        return {"": TROUBLE}
    return {str(key): str(value) for key, value in errors.items()}
