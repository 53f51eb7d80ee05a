"""A modal before it becomes Slack's view, and the inputs that it is made of. Pure.

An input's name is its `action_id` and its `block_id` alike: values and errors are both told by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import UsageError
from bot.slack.bounds import LIMITS
from bot.slack.message import Block
from digests.blocks import plain_text, render_blocks
from digests.page import Part

Json = dict[str, Any]

MOST_OPTIONS = 100  # of a menu


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What one is asked in a modal; the names are those under which features listen (handlers/features.py)."""

    name: str  # callback_id; its listener takes what is sent
    title: str  # at most 24 characters
    blocks: tuple[Block, ...]  # inputs from here, text by `say`
    submit: str = ""  # the label of the button that sends; "" where there is nothing to send
    close: str = "Close"
    kept: str = ""  # what the listener needs to know again: private_metadata, at most 3,000 characters


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu."""

    label: str
    value: str
    hint: str = ""


def render_view(form: Form) -> Json:
    """The form as Slack's modal view."""
    view: Json = {
        "type": "modal",
        "callback_id": form.name,
        "title": plain_text(form.title, LIMITS["view title"].most),
        "close": plain_text(form.close, LIMITS["view button"].most),
        "private_metadata": form.kept,
        "blocks": list(form.blocks),
    }
    if form.submit:
        view["submit"] = plain_text(form.submit, LIMITS["view button"].most)
    return view


def say(*parts: Part) -> tuple[Block, ...]:
    """Text in a form."""
    return tuple(render_blocks(parts))


def ask_text(
    name: str,
    label: str,
    *,
    initial: str = "",
    placeholder: str = "",
    hint: str = "",
    optional: bool = False,
    multiline: bool = False,
    most: int = 3_000,
    live: bool = False,
) -> Block:
    """A box to write in; with `live`, Enter is told at once (as an action of that name)."""
    element: Json = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": most,
    }
    if initial:
        element["initial_value"] = initial[:most]
    return _input(name, label, element, placeholder=placeholder, hint=hint, optional=optional, live=live)


def ask_choice(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    initial: str = "",
    hint: str = "",
    optional: bool = False,
    live: bool = False,
) -> Block:
    """A menu of one choice; with `live`, a choice is told at once (as an action of that name)."""
    element: Json = {"type": "static_select", "action_id": name, "options": render_options(options)}
    chosen = [option for option in element["options"] if option["value"] == initial]
    if initial and chosen:
        element["initial_option"] = chosen[0]
    return _input(name, label, element, hint=hint, optional=optional, live=live)


def ask_choices(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    initial: Iterable[str] = (),
    hint: str = "",
    optional: bool = True,
    live: bool = False,
) -> Block:
    """A menu of several choices."""
    element: Json = {"type": "multi_static_select", "action_id": name, "options": render_options(options)}
    wanted = set(initial)
    chosen = [option for option in element["options"] if option["value"] in wanted]
    if chosen:
        element["initial_options"] = chosen
    return _input(name, label, element, hint=hint, optional=optional, live=live)


def ask_time(name: str, label: str, *, initial: str = "", hint: str = "", live: bool = False) -> Block:
    """A time of day, "08:30"."""
    element: Json = {"type": "timepicker", "action_id": name}
    if initial:
        element["initial_time"] = initial
    return _input(name, label, element, hint=hint, live=live)


def ask_channel(name: str, label: str, *, initial: str = "", hint: str = "") -> Block:
    """A channel or a direct message that the person can see."""
    element: Json = {"type": "conversations_select", "action_id": name}
    if initial:
        element["initial_conversation"] = initial
    else:
        element["default_to_current_conversation"] = True
    return _input(name, label, element, hint=hint)


def ask_channels(name: str, label: str, *, initial: Sequence[str] = (), most: int, hint: str = "") -> Block:
    """Any number of channels, also none."""
    element: Json = {"type": "multi_conversations_select", "action_id": name, "max_selected_items": most}
    if initial:
        element["initial_conversations"] = list(initial)
    return _input(name, label, element, hint=hint, optional=True)


def ask_people(name: str, label: str, *, initial: Sequence[str] = (), most: int, hint: str = "") -> Block:
    """Any number of people, also none."""
    element: Json = {"type": "multi_users_select", "action_id": name, "max_selected_items": most}
    if initial:
        element["initial_users"] = list(initial)
    return _input(name, label, element, hint=hint, optional=True)


def ask_file(name: str, label: str, kinds: Sequence[str], *, hint: str = "") -> Block:
    """One file of those kinds (endings without the dot)."""
    element: Json = {"type": "file_input", "action_id": name, "filetypes": list(kinds), "max_files": 1}
    return _input(name, label, element, hint=hint)


def parse_kept(kept: str, *keys: str) -> dict[str, Any]:
    """What a form was opened with, as JSON with these keys.

    Raises:
        UsageError: an older version of the bot opened it.
    """
    try:
        found = json.loads(kept)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not found.keys() >= set(keys):
        raise UsageError("That form belongs to an older version.", advice="Open it again.")
    return found


def render_options(options: Sequence[Option]) -> list[Json]:
    """A menu's options within Slack's limits; one whose value is too long is left out, never cut."""
    most = LIMITS["option value"].most
    fitting = [option for option in options if 0 < len(option.value) <= most]
    return [_option(option) for option in fitting[:MOST_OPTIONS]]


def _option(option: Option) -> Json:
    shown: Json = {"text": plain_text(option.label, LIMITS["option text"].most), "value": option.value}
    if option.hint:
        shown["description"] = plain_text(option.hint, LIMITS["option text"].most)
    return shown


def _input(
    name: str,
    label: str,
    element: Json,
    *,
    placeholder: str = "",
    hint: str = "",
    optional: bool = False,
    live: bool = False,
) -> Block:
    if placeholder:
        element["placeholder"] = plain_text(placeholder, 150)
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(label, 200),
        "element": element,
        "optional": optional,
        "dispatch_action": live,
    }
    if hint:
        block["hint"] = plain_text(hint, 200)
    return block
