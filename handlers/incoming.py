"""Slack's payloads of commands and buttons → what was asked, by whom, and where to answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COMMAND = "command"
"""The action of a call that is a slash command, not a button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One command typed or one button pressed."""

    line: str  # the command line to run
    action: str  # "command", or the name of a button's action
    team_id: str
    user_id: str
    channel_id: str
    response_url: str
    id: str  # the same where Slack, or somebody, delivers the same call again


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
    )


def parse_action(body: Mapping[str, Any]) -> Call:
    """A button; its value is the command line to run."""
    actions = body.get("actions") or [{}]
    action = actions[0]
    name, _, _ = str(action.get("action_id", "")).partition(":")
    return Call(
        line=str(action.get("value", "")),
        action=name,
        team_id=_id(body, "team") or str((body.get("user") or {}).get("team_id", "")),
        user_id=_id(body, "user"),
        channel_id=_id(body, "channel") or str((body.get("container") or {}).get("channel_id", "")),
        response_url=str(body.get("response_url", "")),
        id=f"action:{body.get('trigger_id', '')}:{action.get('action_ts', '')}:{action.get('action_id', '')}",
    )


def _id(body: Mapping[str, Any], key: str) -> str:
    return str((body.get(key) or {}).get("id", ""))
