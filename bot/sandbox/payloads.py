"""The payloads that Slack sends to an app when a person does something; `user` is always who does it."""

from __future__ import annotations

import copy
import secrets
from typing import Any

from bot.sandbox.records import APP_ID, BOT_USER_ID, Channel, Json
from bot.sandbox.state import Workspace


def compose_command(
    workspace: Workspace, channel: Channel, command: str, text: str, *, user: str, address: str
) -> Json:
    """A slash command; `address` is where this server listens."""
    human = workspace.people[user]
    return {
        "token": "local",
        "team_id": workspace.team_id,
        "team_domain": "local",
        "channel_id": channel.id,
        "channel_name": _spoken_name(channel),
        "user_id": human.id,
        "user_name": human.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, channel, user=user, address=address),
        "trigger_id": workspace.new_trigger(user=user, channel=channel.id).id,
    }


def _spoken_name(channel: Channel) -> str:
    """What Slack calls the channel in payloads."""
    return "directmessage" if channel.is_im else "privategroup" if channel.is_private else channel.name


def response_url(
    workspace: Workspace, channel: Channel, *, user: str, address: str, source_ts: str = ""
) -> str:
    """A new `response_url` for the person in that channel."""
    made = workspace.new_response_address(user=user, channel=channel.id, source_ts=source_ts)
    return f"{address}/response/{made.id}"


def compose_interaction(
    workspace: Workspace, kind: str, *, user: str, channel: str = "", view_id: str = ""
) -> Json:
    """What every interactive payload begins with."""
    human = workspace.people[user]
    return {
        "type": kind,
        "user": {"id": human.id, "username": human.name, "name": human.name, "team_id": workspace.team_id},
        "api_app_id": APP_ID,
        "token": "local",
        "team": {"id": workspace.team_id, "domain": "local"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": workspace.new_trigger(user=user, channel=channel, view_id=view_id).id,
    }


def compose_message_press(
    workspace: Workspace,
    channel: Channel,
    message: Json,
    action: Json,
    *,
    user: str,
    address: str,
    state: Json,
) -> Json:
    """`block_actions` from a message."""
    payload = compose_interaction(workspace, "block_actions", user=user, channel=channel.id)
    payload |= in_message(channel, message) | {
        "state": state,
        "response_url": response_url(workspace, channel, user=user, address=address, source_ts=message["ts"]),
        "actions": [action],
    }
    return payload


def in_message(channel: Channel, message: Json) -> Json:
    """Where an element stands: `container`, `channel` and the message itself."""
    ephemeral = bool(message.get("is_ephemeral"))
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    place: Json = {"container": container, "channel": {"id": channel.id, "name": _spoken_name(channel)}}
    if not ephemeral:  # Slack does not send the content of an ephemeral message back
        place["message"] = public_message(message)
    return place


def in_view(view: Json) -> Json:
    """Where an element stands: `container` and the view itself."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": copy.deepcopy(view)}


def compose_view_press(workspace: Workspace, view: Json, action: Json) -> Json:
    """`block_actions` from a modal or the Home tab."""
    seat = workspace.seats[view["id"]]
    payload = compose_interaction(
        workspace, "block_actions", user=seat.user, channel=seat.channel, view_id=view["id"]
    )
    return payload | in_view(view) | {"actions": [action]}


def compose_suggestion(
    workspace: Workspace, place: Json, element: Json, block_id: str, value: str, *, user: str
) -> Json:
    """`block_suggestion`: the options that an external menu asks for; `place` is from `in_message`, `in_view`."""
    payload = compose_interaction(workspace, "block_suggestion", user=user)
    del payload["trigger_id"]
    return payload | place | {"action_id": element["action_id"], "block_id": block_id, "value": value}


def compose_shortcut(
    workspace: Workspace, channel: Channel, message: Json, callback_id: str, *, user: str, address: str
) -> Json:
    """`message_action`: a shortcut from a message's menu."""
    return compose_interaction(workspace, "message_action", user=user, channel=channel.id) | {
        "callback_id": callback_id,
        "channel": {"id": channel.id, "name": _spoken_name(channel)},
        "message_ts": message["ts"],
        "message": public_message(message),
        "response_url": response_url(workspace, channel, user=user, address=address, source_ts=message["ts"]),
        "action_ts": workspace.new_ts(),
    }


def compose_global_shortcut(workspace: Workspace, callback_id: str, *, user: str) -> Json:
    """`shortcut`: one that is used from anywhere; it carries no channel."""
    payload = compose_interaction(workspace, "shortcut", user=user)
    return payload | {"callback_id": callback_id, "action_ts": workspace.new_ts()}


def compose_event(workspace: Workspace, event: Json) -> Json:
    """An Events API payload around one event."""
    ts = workspace.new_ts()
    authorisation: Json = {
        "enterprise_id": None,
        "team_id": workspace.team_id,
        "user_id": BOT_USER_ID,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "local",
        "team_id": workspace.team_id,
        "api_app_id": APP_ID,
        "event": {**event, "event_ts": event.get("event_ts", ts)},
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(float(ts)),
        "authorizations": [authorisation],
        "is_ext_shared_channel": False,
    }


def compose_message_event(channel: Channel, message: Json) -> Json:
    """The `message` event of something a person wrote."""
    kind = {"channels": "channel", "groups": "group", "im": "im"}[channel.kind]
    return {**public_message(message), "channel": channel.id, "channel_type": kind, "event_ts": message["ts"]}


def public_message(message: Json) -> Json:
    """A message without what only this server keeps in it."""
    return {key: copy.deepcopy(value) for key, value in message.items() if not key.startswith("_")}


def compose_action(workspace: Workspace, block: Json, element: Json, fields: dict[str, Any]) -> Json:
    """One entry of `actions`."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": workspace.new_ts(),
    }
    return action | fields
