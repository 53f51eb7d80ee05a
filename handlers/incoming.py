"""Slack's payloads → what was asked, by whom, and where to answer. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COMMAND = "command"
"""The action of a call that is a slash command, not a button."""

_STAMP = re.compile(r"\d{1,15}\.\d{1,9}")

Value = str | tuple[str, ...]
"""What an input holds: "" or () where it was left empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenView:
    """The modal or Home tab in which something was pressed or sent."""

    id: str
    name: str  # callback_id
    kept: str  # private_metadata: what the form was opened with
    values: Mapping[str, Value]  # by the input's name
    hash: str = ""  # of the state that the person saw


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One command typed, button pressed, form sent, shortcut chosen, or event told."""

    line: str  # the command line to run, or the value of what was pressed or chosen
    action: str  # "command", or the name of the action, form, shortcut or event
    team_id: str
    user_id: str
    channel_id: str
    response_url: str
    id: str  # the same where Slack, or somebody, delivers the same call again
    trigger_id: str = ""  # opens a modal within three seconds, once
    message_ts: str = ""  # of the message whose button or shortcut it was
    button: str = ""  # its action_id, where a button was pressed: no two of a message are the same
    pressed_at: float = 0.0  # when it was pressed, in Slack's seconds since 1970
    view: OpenView | None = None
    told: Mapping[str, Any] = field(default_factory=dict)  # Slack's own record of the event or message


def parse_command(body: Mapping[str, Any]) -> Call:
    """A slash command."""
    command, text = str(body.get("command", "")), str(body.get("text") or "")
    return Call(
        line=f"{command} {text}".strip(),
        action=COMMAND,
        team_id=str(body.get("team_id", "")),
        user_id=str(body.get("user_id", "")),
        channel_id=str(body.get("channel_id", "")),
        response_url=str(body.get("response_url", "")),
        id=f"command:{body.get('trigger_id', '')}",
        trigger_id=str(body.get("trigger_id", "")),
    )


def parse_action(body: Mapping[str, Any]) -> Call:
    """A button or menu; its value is the command line to run, or what its action needs."""
    actions = body.get("actions") or [{}]
    action = actions[0]
    id, stamp = str(action.get("action_id", "")), str(action.get("action_ts", ""))
    name, _, _ = id.partition(":")
    return Call(
        line=_single(read_value(action)),
        action=name,
        team_id=_team(body),
        user_id=_id(body, "user"),
        channel_id=_id(body, "channel") or str((body.get("container") or {}).get("channel_id", "")),
        response_url=str(body.get("response_url", "")),
        id=f"action:{body.get('trigger_id', '')}:{stamp}:{id}",
        trigger_id=str(body.get("trigger_id", "")),
        message_ts=str((body.get("container") or {}).get("message_ts", "")),
        button=id if action.get("type") == "button" else "",
        pressed_at=float(stamp) if _STAMP.fullmatch(stamp) else 0.0,
        view=parse_view(body["view"]) if body.get("view") else None,
        told=body.get("message") or {},
    )


def parse_submission(body: Mapping[str, Any]) -> Call:
    """A form that was sent."""
    view = parse_view(body.get("view") or {})
    return Call(
        line="",
        action=view.name,
        team_id=_team(body),
        user_id=_id(body, "user"),
        channel_id="",
        response_url="",
        id=f"view:{view.id}:{view.hash}:{body.get('trigger_id', '')}",
        trigger_id=str(body.get("trigger_id", "")),
        view=view,
    )


def parse_shortcut(body: Mapping[str, Any]) -> Call:
    """A shortcut, of a message or of the whole workspace."""
    return Call(
        line="",
        action=str(body.get("callback_id", "")),
        team_id=_team(body),
        user_id=_id(body, "user"),
        channel_id=_id(body, "channel"),
        response_url=str(body.get("response_url", "")),
        id=f"shortcut:{body.get('trigger_id', '')}",
        trigger_id=str(body.get("trigger_id", "")),
        message_ts=str(body.get("message_ts", "")),
        told=body.get("message") or {},
    )


def parse_event(body: Mapping[str, Any]) -> Call:
    """An event of the Events API."""
    event = body.get("event") or {}
    channel, user = event.get("channel"), event.get("user")
    return Call(
        line="",
        action=str(event.get("type", "")),
        team_id=str(body.get("team_id", "")),
        user_id=str(event.get("user_id") or (user if isinstance(user, str) else "") or ""),
        channel_id=str(event.get("channel_id") or (channel if isinstance(channel, str) else "") or ""),
        response_url="",
        id=f"event:{body.get('event_id', '')}",
        message_ts=str(event.get("ts", "")),
        view=parse_view(event["view"]) if event.get("view") else None,
        told=event,
    )


def parse_view(view: Mapping[str, Any]) -> OpenView:
    """A view as Slack tells it, the inputs' values by their names (their `action_id`)."""
    state = (view.get("state") or {}).get("values") or {}
    values = {name: read_value(element) for block in state.values() for name, element in block.items()}
    return OpenView(
        id=str(view.get("id", "")),
        name=str(view.get("callback_id", "")),
        kept=str(view.get("private_metadata") or ""),
        values=values,
        hash=str(view.get("hash", "")),
    )


_MANY = ("users", "conversations", "channels")
_ONE = ("user", "conversation", "channel", "date", "time", "date_time")


def read_value(element: Mapping[str, Any]) -> Value:
    """What an input, menu or button holds, whatever its kind."""
    if "selected_options" in element:
        return tuple(str(option["value"]) for option in element["selected_options"] or ())
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    for name in _MANY:
        if f"selected_{name}" in element:
            return tuple(map(str, element[f"selected_{name}"] or ()))
    for name in _ONE:
        if f"selected_{name}" in element:
            return str(element[f"selected_{name}"] or "")
    if "files" in element:
        return tuple(str(file["id"]) for file in element["files"] or ())
    return str(element.get("value") or "")


def _single(value: Value) -> str:
    return value if isinstance(value, str) else " ".join(value)


def _team(body: Mapping[str, Any]) -> str:
    return _id(body, "team") or str((body.get("user") or {}).get("team_id", ""))


def _id(body: Mapping[str, Any], key: str) -> str:
    return str((body.get(key) or {}).get("id", ""))
