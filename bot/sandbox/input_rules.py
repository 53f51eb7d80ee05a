"""What Slack's own client asks of inputs before a modal is sent: required ones filled, texts and numbers as said."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from bot.sandbox.block_walk import walk_blocks
from bot.sandbox.element_rules import is_link
from bot.sandbox.records import Json

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def check_inputs(blocks: list[Json], state: Json) -> dict[str, str]:
    """What is wrong with the inputs, by `block_id`, in the sentence that the modal shows."""
    errors = {}
    for block in walk_blocks(blocks):
        if block.get("type") != "input":
            continue
        element = block["element"]
        fields = state["values"].get(block["block_id"], {}).get(element["action_id"], {})
        given = next((value for key, value in fields.items() if key != "type" and value), None)
        if given is None:
            fault = "" if block.get("optional") else "Please complete this required field."
        else:
            fault = _fault(element, given)
        if fault:
            errors[block["block_id"]] = fault
    return errors


def _fault(element: Json, given: object) -> str:
    match element["type"]:
        case "number_input":
            return _number_fault(element, str(given))
        case "plain_text_input":
            return _length_fault(element, str(given))
        case "email_text_input" if not _EMAIL.fullmatch(str(given)):
            return "Please enter a valid email address."
        case "url_text_input" if not is_link(str(given)):
            return "Please enter a valid URL."
    return ""


def _length_fault(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3_000)
    if len(text) < least:
        return f"This needs at least {least} characters."
    return f"This takes {most} characters at most." if len(text) > most else ""


def _number_fault(element: Json, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number not below {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number not above {element['max_value']}."
    return ""
