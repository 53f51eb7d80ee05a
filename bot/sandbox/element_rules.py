"""Slack's rules for interactive elements: buttons, menus, inputs, and what they are composed of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from bot.sandbox.findings import Findings, Json
from bot.sandbox.limits import limit
from bot.sandbox.records import RefusedError

Rule = Callable[[Json, str, Findings], None]

_BARE_SELECTS = frozenset(("users_select", "conversations_select", "channels_select"))
_MULTI_SELECTS = frozenset(f"multi_{kind}" for kind in ("static_select", "external_select", *_BARE_SELECTS))
_DATES = frozenset(("datepicker", "timepicker", "datetimepicker"))
_CHOICES = (
    frozenset(("static_select", "external_select", "radio_buttons", "checkboxes"))
    | _BARE_SELECTS
    | _MULTI_SELECTS
    | _DATES
)
_TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")

IN_SECTION = (_CHOICES - {"datetimepicker"}) | {"button", "image", "overflow", "workflow_button"}
IN_ACTIONS = (IN_SECTION | {"datetimepicker"}) - _MULTI_SELECTS - {"image"}
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
IN_CONTEXT_ACTIONS = frozenset(("feedback_buttons", "icon_button"))
IN_INPUT = _CHOICES | {*_TEXT_INPUTS, "file_input"}


def check_element(element: object, at: str, findings: Findings, allowed: frozenset[str]) -> None:
    """Check one element that stands where only the `allowed` types may."""
    body = findings.record(element, at)
    if not body:
        return
    kind = findings.kind(body, at, allowed)
    if not kind:
        return
    findings.string(body, "action_id", at, "action_id")
    if "confirm" in body:
        _check_confirm(body["confirm"], f"{at}/confirm", findings)
    if "placeholder" in body:
        findings.text(body, "placeholder", at, "placeholder")
    _RULES.get(kind, _nothing_more)(body, at, findings)


def read_offered(answer: object) -> list[Json]:
    """The options or option groups in the acknowledgement of a `block_suggestion`.

    Raises:
        RefusedError: `invalid_options`, where Slack would show none.
    """
    body = answer if isinstance(answer, dict) else {}
    key = "option_groups" if "option_groups" in body else "options"
    findings = Findings()
    if body.get(key) != []:  # nothing found is an answer, too
        _check_menu({key: body.get(key)}, "", findings)
    if findings.faults:
        raise RefusedError("invalid_options", messages=findings.messages)
    offered: list[Json] = body[key]
    return offered


def check_url(
    owner: Json, key: str, at: str, findings: Findings, rule: str, *, required: bool = False
) -> None:
    """Check that `owner[key]` is an http(s), mailto or tel address within the limit."""
    url = findings.string(owner, key, at, rule, required=required)
    if url and not is_link(url):
        findings.add(f"{at}/{key}", "invalid url")


def is_link(url: str) -> bool:
    """Whether Slack takes `url` as a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (parts.scheme in {"http", "https"} and bool(parts.netloc)) or parts.scheme in {"mailto", "tel"}


def _nothing_more(_body: Json, _at: str, _findings: Findings) -> None:
    """Types of which only the common fields are checked."""


def _check_button(button: Json, at: str, findings: Findings) -> None:
    findings.text(button, "text", at, "button.text")
    findings.string(button, "value", at, "button.value")
    findings.string(button, "accessibility_label", at, "accessibility_label")
    check_url(button, "url", at, findings, "button.url")
    if "style" in button:
        findings.choice(button, "style", at, ("primary", "danger"))


def _check_feedback(buttons: Json, at: str, findings: Findings) -> None:
    for side in ("positive_button", "negative_button"):
        if side not in buttons:
            findings.add(at, f"missing required field: {side}")
            continue
        button = findings.record(buttons[side], f"{at}/{side}")
        findings.text(button, "text", f"{at}/{side}", "button.text")
        findings.string(button, "value", f"{at}/{side}", "button.value", required=True)
        findings.string(button, "accessibility_label", f"{at}/{side}", "accessibility_label")


def _check_icon_button(button: Json, at: str, findings: Findings) -> None:
    findings.choice(button, "icon", at, ("trash",))
    findings.text(button, "text", at, "button.text")
    findings.string(button, "value", at, "button.value")


def _check_image(image: Json, at: str, findings: Findings) -> None:
    check_url(image, "image_url", at, findings, "image.url", required="slack_file" not in image)
    findings.string(image, "alt_text", at, "image.alt_text", required=True)


def _check_menu(menu: Json, at: str, findings: Findings) -> None:
    if "option_groups" in menu:
        if "options" in menu:
            findings.add(at, "only one of options and option_groups allowed")
        for index, group in enumerate(findings.items(menu, "option_groups", at, "select.groups")):
            place = f"{at}/option_groups/{index}"
            findings.text(findings.record(group, place), "label", place, "group.label")
            _check_options(findings.record(group, place), place, findings, "select.options")
        return
    _check_options(menu, at, findings, "select.options")
    if "initial_option" in menu and menu["initial_option"] not in (menu.get("options") or []):
        findings.add(f"{at}/initial_option", "must be one of the options")


def _check_overflow(menu: Json, at: str, findings: Findings) -> None:
    _check_options(menu, at, findings, "overflow.options")


def _check_choices(menu: Json, at: str, findings: Findings) -> None:
    _check_options(menu, at, findings, "choice.options", plain=False)


def _check_options(menu: Json, at: str, findings: Findings, rule: str, *, plain: bool = True) -> None:
    values = []
    for index, option in enumerate(findings.items(menu, "options", at, rule)):
        place = f"{at}/options/{index}"
        body = findings.record(option, place)
        findings.text(body, "text", place, "option.text", plain=plain)
        values.append(findings.string(body, "value", place, "option.value", required=True))
        findings.text(body, "description", place, "option.description", plain=plain, required=False)
        check_url(body, "url", place, findings, "option.url")
    findings.unique(values, f"{at}/options", "option value")


def _check_text_input(element: Json, at: str, findings: Findings) -> None:
    for key in ("min_length", "max_length"):
        value = element.get(key)
        if value is None:
            continue
        if not isinstance(value, int) or not 0 <= value <= limit("plain_text_input.length"):
            findings.add(f"{at}/{key}", f"must be between 0 and {limit('plain_text_input.length')}")
    findings.string(element, "initial_value", at, "plain_text_input.length")


def _check_number(element: Json, at: str, findings: Findings) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        findings.add(at, "missing required field: is_decimal_allowed")


def _check_external(menu: Json, at: str, findings: Findings) -> None:
    least = menu.get("min_query_length", 0)
    if not isinstance(least, int) or least < 0:
        findings.add(f"{at}/min_query_length", "must be a whole number from 0 on")
    for key in ("options", "option_groups"):
        if key in menu:
            findings.add(f"{at}/{key}", "an external menu loads its options")


def _check_files(element: Json, at: str, findings: Findings) -> None:
    most = limit("file_input.max_files")
    if not isinstance(element.get("max_files", most), int) or not 1 <= element.get("max_files", most) <= most:
        findings.add(f"{at}/max_files", f"must be between 1 and {most}")


def _check_moment(element: Json, at: str, findings: Findings) -> None:
    initial = element.get("initial_date_time")
    if initial is not None and (not isinstance(initial, int) or len(str(initial)) != 10):
        findings.add(f"{at}/initial_date_time", "must be unix seconds of 10 digits")


def _check_date(element: Json, at: str, findings: Findings) -> None:
    initial = element.get("initial_date")
    if initial is None:
        return
    try:
        date.fromisoformat(initial)
    except (TypeError, ValueError):
        findings.add(f"{at}/initial_date", "must be in the form YYYY-MM-DD")


def _check_time(element: Json, at: str, findings: Findings) -> None:
    initial = element.get("initial_time")
    if initial is not None and not _TIME.fullmatch(str(initial)):
        findings.add(f"{at}/initial_time", "must be in the form HH:mm")


def _check_confirm(confirm: object, at: str, findings: Findings) -> None:
    body = findings.record(confirm, at)
    findings.text(body, "title", at, "confirm.title")
    findings.text(body, "text", at, "confirm.text", plain=False)
    findings.text(body, "confirm", at, "confirm.button")
    findings.text(body, "deny", at, "confirm.button")


_RULES: dict[str, Rule] = {
    "button": _check_button,
    "feedback_buttons": _check_feedback,
    "icon_button": _check_icon_button,
    "image": _check_image,
    "static_select": _check_menu,
    "multi_static_select": _check_menu,
    "overflow": _check_overflow,
    "radio_buttons": _check_choices,
    "checkboxes": _check_choices,
    "plain_text_input": _check_text_input,
    "number_input": _check_number,
    "external_select": _check_external,
    "multi_external_select": _check_external,
    "file_input": _check_files,
    "datepicker": _check_date,
    "timepicker": _check_time,
    "datetimepicker": _check_moment,
}
