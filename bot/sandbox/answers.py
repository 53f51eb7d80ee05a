"""What a human chose or typed in an element, in the form that Slack's payloads have for it."""

from __future__ import annotations

from typing import Any

from bot.sandbox.records import Json, RefusedError

_BY_OPTION = frozenset(("static_select", "overflow", "radio_buttons"))
_BY_OPTIONS = frozenset(("multi_static_select", "checkboxes"))
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


def read_answer(element: Json, answer: Any) -> Json:
    """The fields that `answer` adds to an action or to a view's state.

    Args:
        element: as it stands in the block.
        answer: an option's value, a list of them, a text, a date, a user or channel id; None for "nothing".

    Raises:
        RefusedError: `unknown_option` for a value that is no option of the element.
    """
    kind = element["type"]
    if kind in _BY_OPTION:
        return {"selected_option": _find_option(element, answer) if answer else None}
    if kind in _BY_OPTIONS:
        return {"selected_options": [_find_option(element, value) for value in answer or []]}
    if kind in _FIELDS:
        return {_FIELDS[kind]: answer or None}
    if kind == "feedback_buttons":
        side = "negative_button" if answer == "negative" else "positive_button"
        return {"value": element[side]["value"], "text": element[side]["text"]}
    return {key: element[key] for key in ("value", "text") if key in element}


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


def _find_option(element: Json, value: Any) -> Json:
    groups = element.get("option_groups", [])
    options = element.get("options", []) + [option for group in groups for option in group.get("options", [])]
    for option in options:
        if option["value"] == value:
            found: Json = option
            return found
    raise RefusedError("unknown_option")


def compose_state(blocks: list[Json], answers: Json) -> Json:
    """The `state` of a view: the answer in every input, by block and action.

    Args:
        blocks: of the view.
        answers: what the human put in, by `block_id` and `action_id`; the rest has its initial answer.
    """
    values: Json = {}
    for block in blocks:
        for element in _answerable(block):
            given = answers.get(block["block_id"], {})
            answer = given.get(element["action_id"], initial_answer(element))
            fields = {"type": element["type"], **read_answer(element, answer)}
            values.setdefault(block["block_id"], {})[element["action_id"]] = fields
    return {"values": values}


def _answerable(block: Json) -> list[Json]:
    candidates = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
    kinds = (_BY_OPTION | _BY_OPTIONS | set(_FIELDS)) - {"overflow"}
    return [c for c in candidates if isinstance(c, dict) and c.get("type") in kinds and "action_id" in c]


def missing_inputs(blocks: list[Json], state: Json) -> dict[str, str]:
    """The required inputs that are empty, by `block_id`, with the sentence that the modal shows."""
    errors = {}
    for block in blocks:
        if block.get("type") != "input" or block.get("optional"):
            continue
        fields = state["values"].get(block["block_id"], {}).get(block["element"]["action_id"], {})
        if not any(value for key, value in fields.items() if key != "type"):
            errors[block["block_id"]] = "Please complete this required field."
    return errors
