"""conversations.*: the channels that the bot sees, and their history."""

from __future__ import annotations

import copy
from decimal import Decimal, InvalidOperation

from bot.sandbox.membership import describe_channel
from bot.sandbox.methods import Call, Method, is_visible
from bot.sandbox.paging import page_of
from bot.sandbox.records import BOT_USER_ID, Channel, Json, RefusedError

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


def list_channels(call: Call) -> Json:
    """conversations.list; private channels only where the bot is a member."""
    return _list(call, [c for c in call.workspace.channels.values() if is_visible(c)])


def list_own_channels(call: Call) -> Json:
    """users.conversations: those of which the bot, or another given user, is a member."""
    user = call.arguments.text("user", BOT_USER_ID)
    return _list(call, [c for c in call.workspace.channels.values() if user in c.members and is_visible(c)])


def _list(call: Call, channels: list[Channel]) -> Json:
    wanted = {kind.strip() for kind in call.arguments.text("types", "public_channel").split(",")}
    if not wanted <= {"public_channel", "private_channel", "im", "mpim"}:
        raise RefusedError("invalid_types")
    kinds = {"channels": "public_channel", "groups": "private_channel", "im": "im"}
    if call.arguments.flag("exclude_archived"):
        channels = [c for c in channels if not c.is_archived]
    rows = [describe_channel(c) for c in channels if kinds[c.kind] in wanted]
    page, cursor = page_of(rows, call, default=100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def show_channel(call: Call) -> Json:
    """conversations.info."""
    channel = call.visible_channel()
    row = describe_channel(channel)
    if call.arguments.flag("include_num_members"):
        row["num_members"] = len(channel.members)
    return {"channel": row}


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
    channel = call.visible_channel()
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


METHODS = {
    "conversations.list": Method(answer=list_channels, scopes=_READ),
    "users.conversations": Method(answer=list_own_channels, scopes=_READ),
    "conversations.info": Method(answer=show_channel, scopes=_READ),
    "conversations.history": Method(answer=read_history, scopes=_HISTORY),
    "conversations.replies": Method(answer=read_replies, scopes=_HISTORY),
}
