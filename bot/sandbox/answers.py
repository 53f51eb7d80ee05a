"""What a person chose or typed in an element, in the form that Slack's payloads have for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bot.sandbox.block_walk import interactive_elements, walk_blocks
from bot.sandbox.records import Json, RefusedError

Loaded = Callable[[str, str], list[Json]]
"""The options that an external menu got from the bot, by `block_id` and `action_id`."""

_BY_OPTION = frozenset(("static_select", "external_select", "overflow", "radio_buttons"))
_BY_OPTIONS = frozenset(("multi_static_select", "multi_external_select", "checkboxes"))
_FIELDS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def read_answer(element: Json, answer: Any, loaded: Iterable[Json] = ()) -> Json:
    """The fields that `answer` adds to an action or to a view's state.

    Args:
        element: as it stands in the block.
        answer: an option's value, a list of them, a text, a date, a user or channel id, files, rich text;
            None for "nothing".
        loaded: the options that an external menu got from the bot.

    Raises:
        RefusedError: `unknown_option` for a value that is no option of the element.
    """
    kind = element["type"]
    if kind in _BY_OPTION:
        return {"selected_option": _find_option(element, answer, loaded) if answer else None}
    if kind in _BY_OPTIONS:
        if answer and not isinstance(answer, list):
            raise RefusedError("unknown_option")
        return {"selected_options": [_find_option(element, value, loaded) for value in answer or []]}
    if kind == "number_input":  # a text in Slack's payloads
        return {"value": None if answer in (None, "") else str(answer)}
    if kind in _FIELDS:
        return {_FIELDS[kind]: answer or None}
    if kind == "file_input":
        return {"files": answer or []}
    if kind == "rich_text_input":
        return {"rich_text_value": _rich_text(answer) if answer else None}
    if kind == "feedback_buttons":
        side = "negative_button" if answer == "negative" else "positive_button"
        return {"value": element[side]["value"], "text": element[side]["text"]}
    return {key: element[key] for key in ("value", "text") if key in element}


def _rich_text(answer: Any) -> Json:
    """Rich text as it is, or what was typed as one section."""
    if isinstance(answer, dict):
        return answer
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(answer)}]}
    return {"type": "rich_text", "elements": [section]}


def initial_answer(element: Json) -> Any:
    """The answer that stands in an element before anything was chosen."""
    if "initial_option" in element:
        return element["initial_option"]["value"]
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    for key, value in element.items():
        if key.startswith("initial_"):
            return value
    return None


def _find_option(element: Json, value: Any, loaded: Iterable[Json]) -> Json:
    groups = element.get("option_groups", [])
    first = [element.get("initial_option"), *element.get("initial_options", [])]
    options = element.get("options", []) + [option for group in groups for option in group.get("options", [])]
    for option in [*options, *loaded, *filter(None, first)]:
        if option["value"] == value:
            found: Json = option
            return found
    raise RefusedError("unknown_option")


def compose_state(blocks: list[Json], answers: Json, loaded: Loaded = lambda _block, _action: []) -> Json:
    """The `state` of a view: the answer in every input, by block and action.

    Args:
        blocks: of the view.
        answers: what the person put in, by `block_id` and `action_id`; the rest has its initial answer.
        loaded: the options of external menus.
    """
    values: Json = {}
    for block in walk_blocks(blocks):
        for element in answerable(block):
            given, action = answers.get(block["block_id"], {}), element["action_id"]
            answer = given.get(action, initial_answer(element))
            fields = read_answer(element, answer, loaded(block["block_id"], action))
            values.setdefault(block["block_id"], {})[action] = {"type": element["type"], **fields}
    return {"values": values}


def fitting_answers(blocks: list[Json], answers: Json, loaded: Loaded) -> Json:
    """Those answers that a view's new blocks still have a place for, as Slack keeps them on an update."""
    kept: Json = {}
    for block in walk_blocks(blocks):
        for element in answerable(block):
            block_id, action = block["block_id"], element["action_id"]
            if action not in answers.get(block_id, {}):
                continue
            answer = answers[block_id][action]
            try:
                read_answer(element, answer, loaded(block_id, action))
            except RefusedError:
                continue  # the option is gone
            kept.setdefault(block_id, {})[action] = answer
    return kept


def answerable(block: Json) -> list[Json]:
    """The elements of a block whose answers stand in the state."""
    return [element for element in interactive_elements(block) if element["type"] in _STATEFUL]


_STATEFUL = ((_BY_OPTION | _BY_OPTIONS) - {"overflow"}) | {*_FIELDS, "file_input", "rich_text_input"}
