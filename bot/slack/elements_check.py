"""The limit checks of interactive elements, and which of them may stand where.

https://docs.slack.dev/reference/block-kit/block-elements names for each element the blocks that take it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from bot.slack.bounds import length, refuse, require
from bot.slack.composition import (
    EITHER,
    Json,
    check_choice,
    check_confirm,
    check_link,
    check_options,
    check_string,
    check_text,
    some,
)

_PICKERS = {"users_select", "conversations_select", "channels_select", "datepicker", "timepicker"}
_SINGLE = _PICKERS | {"static_select", "external_select", "radio_buttons", "checkboxes"}
_MULTIPLE = {f"multi_{kind}" for kind in ("static", "external", "users", "conversations", "channels")}
_TYPED = {f"{kind}_input" for kind in ("plain_text", "email_text", "url_text", "number", "rich_text", "file")}
_MULTI_SELECTS = {f"{kind}_select" for kind in _MULTIPLE}

IN_ACTIONS = frozenset(_SINGLE | {"button", "overflow", "datetimepicker"})
IN_SECTION = frozenset(_SINGLE | {"button", "overflow", "image"} | _MULTI_SELECTS)
IN_INPUT = frozenset(_SINGLE | _MULTI_SELECTS | _TYPED | {"datetimepicker"})
IN_CONTEXT = frozenset({"image"})
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})


def check_element(element: Json, where: str, allowed: Collection[str]) -> None:
    """Raise unless Slack takes the element in a block that takes the `allowed` ones."""
    kind = element.get("type")
    if kind not in allowed:
        raise refuse(where, f"{kind!r} may not stand there, or is not sent")
    require("action_id", length(element.get("action_id", "")), where)
    if "confirm" in element:
        check_confirm(element["confirm"], where)
    if "placeholder" in element:
        check_text(element["placeholder"], "placeholder", where)
    if check := _ELEMENTS.get(str(kind)):
        check(element, where)


def _button(button: Json, where: str) -> None:
    check_text(button.get("text"), "button text", where)
    require("button value", length(button.get("value", "")), where)
    require("button label", length(button.get("accessibility_label", "")), where)
    if "style" in button:
        check_choice(button["style"], "a button's style", where, ("primary", "danger"))
    if "url" in button:
        check_link(button["url"], "button url", where)


def _feedback(buttons: Json, where: str) -> None:
    for side in ("positive_button", "negative_button"):
        button = buttons.get(side) or {}
        check_text(button.get("text"), "button text", where)
        check_string(button.get("value"), "button value", where)
        require("button label", length(button.get("accessibility_label", "")), where)


def _menu(menu: Json, where: str) -> None:
    if "option_groups" not in menu:
        check_options(menu, "select options", where)
        return
    groups = some(menu, "option_groups", where)
    require("select groups", len(groups), where)
    for group in groups:
        check_text(group.get("label"), "group label", where)
        check_options(group, "select options", where)


def _overflow(menu: Json, where: str) -> None:
    check_options(menu, "overflow options", where)


def _choices(element: Json, where: str) -> None:
    check_options(element, "choice options", where, kinds=EITHER)


def _text_input(element: Json, where: str) -> None:
    require("text input", length(element.get("initial_value", "")), where)
    for key in ("min_length", "max_length"):
        require("text input", element.get(key, 0), where)


def _number(element: Json, where: str) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        raise refuse(where, "a number_input without is_decimal_allowed")


def _files(element: Json, where: str) -> None:
    most = element.get("max_files", 1)
    require("input files", most, where)
    if most < 1:
        raise refuse(where, "a file_input that takes no file")


def _external(menu: Json, where: str) -> None:
    if "options" in menu or "option_groups" in menu:
        raise refuse(where, "an external menu with options of its own")


def _icon_button(button: Json, where: str) -> None:
    check_text(button.get("text"), "button text", where)
    check_choice(button.get("icon"), "an icon", where, ("trash",))
    require("button value", length(button.get("value", "")), where)


def check_image(image: Json, where: str) -> None:
    """A picture with its words for those who do not see it; as a block and within others."""
    check_link(image.get("image_url"), "image url", where)
    check_string(image.get("alt_text"), "image alt_text", where)
    if "title" in image:
        check_text(image["title"], "image title", where)


_ELEMENTS: dict[str, Callable[[Any, str], None]] = {
    "button": _button,
    "feedback_buttons": _feedback,
    "static_select": _menu,
    "multi_static_select": _menu,
    "overflow": _overflow,
    "radio_buttons": _choices,
    "checkboxes": _choices,
    "plain_text_input": _text_input,
    "number_input": _number,
    "file_input": _files,
    "external_select": _external,
    "multi_external_select": _external,
    "icon_button": _icon_button,
    "image": check_image,
}
