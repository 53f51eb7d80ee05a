"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

import copy
import re

from bot.sandbox.messages import bot_message, read_content
from bot.sandbox.methods import Call, Method, is_visible
from bot.sandbox.records import BOT_USER_ID, Channel, Json, RefusedError

_TS = re.compile(r"\d{1,12}\.\d{6}")


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = _target(call)
    content = read_content(call.arguments)
    _require_place(call, channel)
    message = bot_message(call.workspace, content)
    thread_ts = call.arguments.text("thread_ts")
    if thread_ts:
        parent = find_parent(channel, thread_ts)
        message |= {"thread_ts": parent["ts"], "parent_user_id": parent.get("user", "")}
    stored = call.workspace.add_message(channel, message)
    return {"channel": channel.id, "ts": stored["ts"], "message": copy.deepcopy(stored)}


def _require_place(call: Call, channel: Channel) -> None:
    """Refuse an archived channel, and one of which the bot is no member unless it may post in public ones."""
    if channel.is_archived:
        raise RefusedError("is_archived")
    if BOT_USER_ID in channel.members:
        return
    if not is_visible(channel):
        raise RefusedError("channel_not_found")
    if "chat:write.public" not in call.workspace.installation.scopes:
        raise RefusedError("not_in_channel")


def _target(call: Call) -> Channel:
    """Where to post: a channel by id or name, or a person, whose direct conversation is opened."""
    reference = call.arguments.text("channel")
    if reference.startswith("U") and reference in call.workspace.people:
        return call.workspace.direct_channel(reference)
    return call.workspace.find_channel(reference, by_name=True)


def find_parent(channel: Channel, thread_ts: str) -> Json:
    """The message that starts the thread, also where `thread_ts` names one of its replies.

    Raises:
        RefusedError: `invalid_thread_ts` for what is no timestamp, `thread_not_found` for an unknown one.
    """
    if not _TS.fullmatch(thread_ts):
        raise RefusedError("invalid_thread_ts")
    message = channel.messages.get(thread_ts)
    if message is None:
        raise RefusedError("thread_not_found")
    return channel.messages.get(message.get("thread_ts", thread_ts), message)


def update_message(call: Call) -> Json:
    """chat.update: the bot's own messages only; blocks that are not given are dropped, metadata stays."""
    channel = call.channel()
    if channel.is_archived:
        raise RefusedError("is_archived")
    message = _own_message(call, channel, "cant_update_message")
    content = read_content(call.arguments)
    for key in ("blocks", "attachments"):
        if key not in content:
            message.pop(key, None)
    message.update(content, edited={"user": BOT_USER_ID, "ts": call.workspace.new_ts()})
    call.workspace.notify("message_changed", channel=channel.id, message=copy.deepcopy(message))
    answer = copy.deepcopy(message)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": answer}


def delete_message(call: Call) -> Json:
    """chat.delete: the bot's own messages only."""
    channel = call.channel()
    message = _own_message(call, channel, "cant_delete_message")
    call.workspace.remove_message(channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def _own_message(call: Call, channel: Channel, error: str) -> Json:
    message = channel.messages.get(call.arguments.text("ts"))
    if message is None:
        raise RefusedError("message_not_found")
    if message.get("user") != BOT_USER_ID:
        raise RefusedError(error)
    return message


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: to one member of a channel in which the bot is."""
    channel = _target(call)
    user = call.arguments.required("user")
    content = read_content(call.arguments, charts=call.workspace.charts_in_ephemeral)
    _require_place(call, channel)
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    message = bot_message(call.workspace, content)
    thread_ts = call.arguments.text("thread_ts")
    if thread_ts:
        message["thread_ts"] = find_parent(channel, thread_ts)["ts"]
    return {"message_ts": call.workspace.add_ephemeral(channel, message, user=user)["ts"]}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink: an address on this server's own page."""
    channel = call.channel()
    ts = call.arguments.required("message_ts")
    if ts not in channel.messages:
        raise RefusedError("message_not_found")
    thread = channel.messages[ts].get("thread_ts", ts)
    suffix = f"?thread_ts={thread}&cid={channel.id}" if thread != ts else ""
    permalink = f"{call.address}/archives/{channel.id}/p{ts.replace('.', '')}{suffix}"
    return {"channel": channel.id, "permalink": permalink}


def add_reaction(call: Call) -> Json:
    """reactions.add."""
    channel = call.channel()
    message = channel.messages.get(call.arguments.required("timestamp", "bad_timestamp"))
    name = call.arguments.required("name", "invalid_name")
    if message is None:
        raise RefusedError("message_not_found")
    reaction = _reaction(message, name)
    if BOT_USER_ID in reaction["users"]:
        raise RefusedError("already_reacted")
    reaction["users"].append(BOT_USER_ID)
    reaction["count"] = len(reaction["users"])
    call.workspace.notify("message_changed", channel=channel.id, message=copy.deepcopy(message))
    return {}


def _reaction(message: Json, name: str) -> Json:
    reactions: list[Json] = message.setdefault("reactions", [])
    for reaction in reactions:
        if reaction["name"] == name:
            return reaction
    reactions.append({"name": name, "users": [], "count": 0})
    return reactions[-1]


def person_message(user: str, text: str, *, team_id: str) -> Json:
    """A message by a person, without `ts`."""
    return {"type": "message", "user": user, "team": team_id, "text": text}


METHODS = {
    "chat.postMessage": Method(answer=post_message, scopes=("chat:write",)),
    "chat.update": Method(answer=update_message, scopes=("chat:write",)),
    "chat.delete": Method(answer=delete_message, scopes=("chat:write",)),
    "chat.postEphemeral": Method(answer=post_ephemeral, scopes=("chat:write",)),
    "chat.getPermalink": Method(answer=get_permalink),
    "reactions.add": Method(answer=add_reaction, scopes=("reactions:write",)),
}
