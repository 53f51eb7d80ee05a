"""The limit checks of what blocks and elements are composed of: texts, links, options, confirmations."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from bot.slack.bounds import length, refuse, require

Json = Mapping[str, Any]

PLAIN = ("plain_text",)
EITHER = ("plain_text", "mrkdwn")


def check_text(value: Any, name: str, where: str, *, kinds: tuple[str, ...] = PLAIN) -> None:
    """A text object, not empty, within the limit of that name."""
    if not isinstance(value, Mapping) or value.get("type") not in kinds:
        raise refuse(where, f"{name} is no text object of {' or '.join(kinds)}")
    check_string(value.get("text"), name, where)
    require("text object", length(value["text"]), where)


def check_string(value: Any, name: str, where: str) -> None:
    """A string, not empty, within the limit of that name."""
    if not isinstance(value, str) or not value:
        raise refuse(where, f"{name} is empty")
    require(name, length(value), where)


def check_link(url: Any, name: str, where: str) -> None:
    """An http or https address: we link to nothing else, though Slack takes mailto: and tel: too."""
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise refuse(where, "a link that is neither https nor http")
    require(name, length(url), where)


def check_choice(value: Any, name: str, where: str, choices: Iterable[str]) -> None:
    """One of the words that Slack knows there."""
    if value not in choices:
        raise refuse(where, f"{name} is {value!r}, not one of {', '.join(choices)}")


def check_unique(values: Iterable[Hashable], name: str, where: str) -> None:
    """No value twice; those that are not given do not count."""
    given = [value for value in values if value]
    if len(set(given)) < len(given):
        raise refuse(where, f"{name} stands twice")


def check_options(owner: Json, name: str, where: str, *, kinds: tuple[str, ...] = PLAIN) -> None:
    """The options of a menu, as many as the limit of that name allows, each value once."""
    options = some(owner, "options", where)
    require(name, len(options), where)
    for option in options:
        check_text(option.get("text"), "option text", where, kinds=kinds)
        check_string(option.get("value"), "option value", where)
        if "description" in option:
            check_text(option["description"], "option description", where, kinds=kinds)
    check_unique((option["value"] for option in options), "an option's value", where)


def check_confirm(confirm: Json, where: str) -> None:
    """The question that is asked before a button acts."""
    check_text(confirm.get("title"), "confirm title", where)
    check_text(confirm.get("text"), "confirm text", where, kinds=EITHER)
    check_text(confirm.get("confirm"), "confirm button", where)
    check_text(confirm.get("deny"), "confirm button", where)


def some(owner: Json, key: str, where: str) -> list[Any]:
    """The list under `key`, which may not be empty."""
    items = owner.get(key)
    if not isinstance(items, list) or not items:
        raise refuse(where, f"{key} is missing or empty")
    return items
