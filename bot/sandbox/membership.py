"""conversations.*: making channels, and who is in them."""

from __future__ import annotations

import re

from bot.sandbox.methods import Call, Method
from bot.sandbox.paging import page_of
from bot.sandbox.records import BOT_USER_ID, HUMAN_ID, Channel, Json, RefusedError
from bot.sandbox.state import Workspace

_NAME = re.compile(r"[\w-]{1,80}")


def describe_channel(channel: Channel) -> Json:
    """A channel as Slack's JSON has it."""
    if channel.is_im:
        user = next((member for member in channel.members if member != BOT_USER_ID), "")
        return {"id": channel.id, "created": channel.created, "is_im": True, "user": user, "is_open": True}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": HUMAN_ID,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_private": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_member": BOT_USER_ID in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
    }


def join_channel(call: Call) -> Json:
    """conversations.join: public channels only."""
    channel = _writable(call)
    if channel.is_private or channel.is_im:
        raise RefusedError("method_not_supported_for_channel_type")
    already = BOT_USER_ID in channel.members
    if not already:
        add_member(call.workspace, channel, BOT_USER_ID)
        call.emit({"type": "member_joined_channel", "user": BOT_USER_ID, "channel": channel.id})
    extra: Json = {"warning": "already_in_channel"} if already else {}
    return {"channel": describe_channel(channel), **extra}


def add_member(workspace: Workspace, channel: Channel, user: str) -> None:
    """Make someone a member and say so in the channel."""
    channel.members.add(user)
    text = f"<@{user}> has joined the channel"
    workspace.add_message(channel, {"type": "message", "subtype": "channel_join", "user": user, "text": text})
    workspace.notify("channels")


def remove_member(workspace: Workspace, channel: Channel, user: str) -> None:
    """Let someone leave and say so in the channel."""
    channel.members.discard(user)
    text = f"<@{user}> has left the channel"
    workspace.add_message(
        channel, {"type": "message", "subtype": "channel_leave", "user": user, "text": text}
    )
    workspace.notify("channels")


def open_direct(call: Call) -> Json:
    """conversations.open: the direct conversation with one person."""
    user = call.arguments.text("users") or call.arguments.text("channel")
    if user not in call.workspace.people or user == BOT_USER_ID:
        raise RefusedError("user_not_found")
    channel = call.workspace.direct_channel(user)
    row = describe_channel(channel) if call.arguments.flag("return_im") else {"id": channel.id}
    return {"channel": row}


def list_members(call: Call) -> Json:
    """conversations.members."""
    channel = call.visible_channel()
    page, cursor = page_of([{"id": user} for user in sorted(channel.members)], call, default=100)
    return {"members": [row["id"] for row in page], "response_metadata": {"next_cursor": cursor}}


def invite_people(call: Call) -> Json:
    """conversations.invite."""
    channel = _writable(call)
    for user in call.arguments.required("users", "no_user").split(","):
        if user not in call.workspace.people:
            raise RefusedError("user_not_found")
        if user in channel.members:
            raise RefusedError("already_in_channel")
        add_member(call.workspace, channel, user)
    return {"channel": describe_channel(channel)}


def create_channel(call: Call) -> Json:
    """conversations.create; the bot is its first member."""
    name = call.arguments.required("name", "invalid_name_required")
    require_free_name(call.workspace, name)
    private = call.arguments.flag("is_private")
    return {
        "channel": describe_channel(
            call.workspace.add_channel(name, members=[BOT_USER_ID], is_private=private)
        )
    }


def require_free_name(workspace: Workspace, name: str) -> None:
    """Refuse a channel name in a form that Slack does not take, or one that is taken."""
    if not _NAME.fullmatch(name) or name != name.lower():
        raise RefusedError("invalid_name_specials")
    if any(channel.name == name for channel in workspace.channels.values() if not channel.is_im):
        raise RefusedError("name_taken")


def leave_channel(call: Call) -> Json:
    """conversations.leave."""
    channel = _shared(call)
    if channel.name == "general":
        raise RefusedError("cant_leave_general")
    if BOT_USER_ID not in channel.members:
        raise RefusedError("not_in_channel", not_in_channel=True)
    remove_member(call.workspace, channel, BOT_USER_ID)
    return {}


def kick_person(call: Call) -> Json:
    """conversations.kick."""
    channel = _shared(call)
    user = call.arguments.required("user", "user_not_found")
    if user == BOT_USER_ID:
        raise RefusedError("cant_kick_self")
    if channel.name == "general":
        raise RefusedError("cant_kick_from_general")
    if user not in channel.members:
        raise RefusedError("not_in_channel")
    remove_member(call.workspace, channel, user)
    return {}


def archive_channel(call: Call) -> Json:
    """conversations.archive; a bot cannot undo it, since bot tokens may not call conversations.unarchive."""
    channel = call.visible_channel()
    if channel.is_im:
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusedError("already_archived")
    if channel.name == "general":
        raise RefusedError("cant_archive_general")
    if BOT_USER_ID not in channel.members:
        raise RefusedError("not_in_channel")
    channel.is_archived = True
    call.workspace.notify("channels")
    return {}


def _shared(call: Call) -> Channel:
    """A channel that is no direct conversation."""
    channel = _writable(call)
    if channel.is_im:
        raise RefusedError("method_not_supported_for_channel_type")
    return channel


def _writable(call: Call) -> Channel:
    channel = call.visible_channel()
    if channel.is_archived:
        raise RefusedError("is_archived")
    return channel


_MANAGE = ("channels:manage", "groups:write")

METHODS = {
    "conversations.join": Method(answer=join_channel, scopes=("channels:join",)),
    "conversations.leave": Method(answer=leave_channel, scopes=_MANAGE),
    "conversations.open": Method(answer=open_direct, scopes=("im:write", "mpim:write")),
    "conversations.members": Method(
        answer=list_members, scopes=("channels:read", "groups:read", "im:read", "mpim:read")
    ),
    "conversations.invite": Method(answer=invite_people, scopes=_MANAGE),
    "conversations.kick": Method(answer=kick_person, scopes=_MANAGE),
    "conversations.create": Method(answer=create_channel, scopes=_MANAGE),
    "conversations.archive": Method(answer=archive_channel, scopes=_MANAGE),
}
