"""The answers sent to a `response_url`: five within thirty minutes, to the person or to the channel.

As Slack does, a command's address only ever adds messages, even with `replace_original`; the address of a
pressed button replaces the button's message unless told `replace_original: false` or given a `response_type`.
"""

from __future__ import annotations

import copy
import json

from aiohttp import web

from bot.sandbox.arguments import Arguments
from bot.sandbox.limits import limit
from bot.sandbox.messages import bot_message, read_content
from bot.sandbox.records import Channel, Json, RefusedError, ResponseAddress
from bot.sandbox.state import Workspace


async def receive_answer(workspaces: list[Workspace], request: web.Request) -> web.Response:
    """Handle one request to a `response_url`."""
    wanted = request.match_info["address"]
    workspace = next((w for w in workspaces if wanted in w.response_addresses), workspaces[0])
    try:
        body = json.loads(await request.read())
    except ValueError:
        return _refused(RefusedError("invalid_payload", status=400))
    try:
        with workspace.lock:
            use_address(workspace, wanted, body)
    except RefusedError as refusal:
        return _refused(refusal)
    return web.Response(text="ok")


def _refused(refusal: RefusedError) -> web.Response:
    return web.json_response(refusal.answer, status=refusal.status)


def use_address(workspace: Workspace, address_id: str, body: object) -> None:
    """Carry out one answer.

    Raises:
        RefusedError: the address is unknown, used up or expired, or the message is not one that Slack takes.
    """
    address = workspace.response_addresses.get(address_id)
    if address is None:
        raise RefusedError("invalid_url", status=404)
    if workspace.now() > address.expires:
        raise RefusedError("expired_url", status=404)
    if address.uses >= limit("response_url.uses"):
        raise RefusedError("used_url", status=404)
    if not isinstance(body, dict):
        raise RefusedError("invalid_payload", status=400)
    address.uses += 1
    _carry_out(workspace, address, Arguments(body))


def _carry_out(workspace: Workspace, address: ResponseAddress, body: Arguments) -> None:
    channel = workspace.channels[address.channel]
    if body.flag("delete_original"):
        _delete_original(workspace, channel, address.source_ts)
        if not body.text("text") and "blocks" not in body:
            return
    if _replaces(address, body):
        _replace_original(workspace, channel, address, body)
        return
    show_answer(workspace, channel, body, user=address.user)


def show_answer(workspace: Workspace, channel: Channel, body: Arguments, *, user: str) -> None:
    """Show a command's or button's answer: to the person only, unless `response_type` is `in_channel`."""
    in_channel = body.text("response_type") == "in_channel"
    content = read_content(body, charts=in_channel or workspace.charts_in_ephemeral)
    message = bot_message(workspace, content)
    if body.text("thread_ts") in channel.messages:
        message["thread_ts"] = body.text("thread_ts")
    if in_channel:
        workspace.add_message(channel, message)
    else:
        workspace.add_ephemeral(channel, message, user=user)


def _replaces(address: ResponseAddress, body: Arguments) -> bool:
    if not address.source_ts or body.flag("delete_original"):
        return False
    return body.flag("replace_original", default="response_type" not in body)


def _delete_original(workspace: Workspace, channel: Channel, ts: str) -> None:
    if ts in channel.messages:
        workspace.remove_message(channel, ts)
    elif channel.ephemerals.pop(ts, None) is not None:
        workspace.notify("message_deleted", channel=channel.id, ts=ts)


def _replace_original(
    workspace: Workspace, channel: Channel, address: ResponseAddress, body: Arguments
) -> None:
    ts = address.source_ts
    original: Json | None = channel.messages.get(ts) or channel.ephemerals.get(ts)
    if original is None:
        raise RefusedError("message_not_found", status=404)
    is_ephemeral = ts in channel.ephemerals
    content = read_content(body, charts=not is_ephemeral or workspace.charts_in_ephemeral)
    for key in ("blocks", "attachments"):
        original.pop(key, None)
    original.update(content)
    workspace.notify("message_changed", channel=channel.id, message=copy.deepcopy(original))
