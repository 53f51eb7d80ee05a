"""conversations.*: channels, their members, their history."""

from __future__ import annotations

import copy
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from decimal import Decimal, InvalidOperation

from bot.sandbox.methods import Call, Method
from bot.sandbox.records import BOT_USER_ID, HUMAN_ID, Channel, Json, RefusedError
from bot.sandbox.state import Workspace

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
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
        "is_archived": False,
        "is_general": channel.name == "general",
        "is_member": BOT_USER_ID in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
    }


def list_channels(call: Call) -> Json:
    """conversations.list; private channels only where the bot is a member."""
    return _list(call, [c for c in call.workspace.channels.values() if _is_visible(c)])


def list_own_channels(call: Call) -> Json:
    """users.conversations: those of which the bot, or another given user, is a member."""
    user = call.arguments.text("user", BOT_USER_ID)
    return _list(call, [c for c in call.workspace.channels.values() if user in c.members and _is_visible(c)])


def _list(call: Call, channels: list[Channel]) -> Json:
    wanted = {kind.strip() for kind in call.arguments.text("types", "public_channel").split(",")}
    if not wanted <= {"public_channel", "private_channel", "im", "mpim"}:
        raise RefusedError("invalid_types")
    kinds = {"channels": "public_channel", "groups": "private_channel", "im": "im"}
    rows = [describe_channel(c) for c in channels if kinds[c.kind] in wanted]
    page, cursor = page_of(rows, call, default=100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def _is_visible(channel: Channel) -> bool:
    return not (channel.is_private or channel.is_im) or BOT_USER_ID in channel.members


def show_channel(call: Call) -> Json:
    """conversations.info."""
    channel = _visible(call)
    row = describe_channel(channel)
    if call.arguments.flag("include_num_members"):
        row["num_members"] = len(channel.members)
    return {"channel": row}


def _visible(call: Call) -> Channel:
    channel = call.channel()
    if not _is_visible(channel):
        raise RefusedError("channel_not_found")
    return channel


def read_history(call: Call) -> Json:
    """conversations.history: newest first, without replies and ephemeral messages."""
    channel = _readable(call)
    messages = [m for m in channel.messages.values() if m.get("thread_ts", m["ts"]) == m["ts"]]
    return _answer_messages(call, _within(call, messages)[::-1])


def read_replies(call: Call) -> Json:
    """conversations.replies: the parent first, then its replies, oldest first."""
    channel = _readable(call)
    ts = call.arguments.required("ts")
    if ts not in channel.messages:
        raise RefusedError("thread_not_found")
    replies = [m for m in channel.messages.values() if m.get("thread_ts") == ts and m["ts"] != ts]
    return _answer_messages(call, [channel.messages[ts], *_within(call, replies)])


def _readable(call: Call) -> Channel:
    channel = _visible(call)
    call.require_scope(f"{channel.kind}:history")
    if BOT_USER_ID not in channel.members:
        raise RefusedError("not_in_channel")
    return channel


def _within(call: Call, messages: list[Json]) -> list[Json]:
    oldest, latest = _instant(call, "oldest", "0"), _instant(call, "latest", "99999999999")
    inclusive = call.arguments.flag("inclusive")
    chosen = []
    for message in messages:
        ts = Decimal(message["ts"])
        if oldest < ts < latest or (inclusive and ts in (oldest, latest)):
            chosen.append(message)
    return chosen


def _instant(call: Call, name: str, default: str) -> Decimal:
    try:
        return Decimal(call.arguments.text(name) or default)
    except InvalidOperation as error:
        raise RefusedError(f"invalid_ts_{name}") from error


def _answer_messages(call: Call, messages: list[Json]) -> Json:
    page, cursor = page_of(messages, call, default=100)
    with_metadata = call.arguments.flag("include_all_metadata")
    rows = copy.deepcopy(page)
    for row in rows:
        if not with_metadata:
            row.pop("metadata", None)
    answer: Json = {"messages": rows, "has_more": bool(cursor), "pin_count": 0}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def page_of(rows: list[Json], call: Call, *, default: int) -> tuple[list[Json], str]:
    """The page of `rows` that `cursor` and `limit` ask for, and the cursor of the next ("" after the last)."""
    size = call.arguments.number("limit", default, most=999)
    start = 0
    if call.arguments.text("cursor"):
        try:
            start = int(urlsafe_b64decode(call.arguments.text("cursor")).decode().removeprefix("next:"))
        except ValueError as error:
            raise RefusedError("invalid_cursor") from error
    more = start + size < len(rows)
    return rows[start : start + size], urlsafe_b64encode(
        f"next:{start + size}".encode()
    ).decode() if more else ""


def join_channel(call: Call) -> Json:
    """conversations.join: public channels only."""
    channel = _visible(call)
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
    channel = _visible(call)
    page, cursor = page_of([{"id": user} for user in sorted(channel.members)], call, default=100)
    return {"members": [row["id"] for row in page], "response_metadata": {"next_cursor": cursor}}


def invite_people(call: Call) -> Json:
    """conversations.invite."""
    channel = _visible(call)
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


METHODS = {
    "conversations.list": Method(answer=list_channels, scopes=_READ),
    "users.conversations": Method(answer=list_own_channels, scopes=_READ),
    "conversations.info": Method(answer=show_channel, scopes=_READ),
    "conversations.history": Method(answer=read_history, scopes=_HISTORY),
    "conversations.replies": Method(answer=read_replies, scopes=_HISTORY),
    "conversations.join": Method(answer=join_channel, scopes=("channels:join",)),
    "conversations.open": Method(answer=open_direct, scopes=("im:write", "mpim:write")),
    "conversations.members": Method(answer=list_members, scopes=_READ),
    "conversations.invite": Method(answer=invite_people, scopes=("channels:manage", "groups:write")),
    "conversations.create": Method(answer=create_channel, scopes=("channels:manage", "groups:write")),
}
