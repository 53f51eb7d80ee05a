"""files.*: uploads in the two steps that `files_upload_v2` takes."""

from __future__ import annotations

import copy

from bot.sandbox.chat_methods import find_parent
from bot.sandbox.file_store import MOST_BYTES, describe_file
from bot.sandbox.messages import bot_message
from bot.sandbox.methods import Call, Method, is_visible
from bot.sandbox.records import BOT_USER_ID, Json, RefusedError, StoredFile
from bot.sandbox.state import Workspace


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    name = call.arguments.required("filename")
    length = call.arguments.number("length", 0, most=MOST_BYTES, error="invalid_arguments")
    if not length:
        raise RefusedError("invalid_arguments", messages=["[ERROR] missing required field: length"])
    file = StoredFile(
        id=call.workspace.new_id("F"),
        name=name,
        length=length,
        user=BOT_USER_ID,
        alt_txt=call.arguments.text("alt_txt"),
    )
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.address}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: shares the files in a channel, or keeps them private without one."""
    wanted = call.arguments.structure("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise RefusedError("invalid_arguments", messages=["[ERROR] missing required field: files"])
    files = [_complete(call.workspace, item) for item in wanted]
    channels = [c for c in call.arguments.text("channels").split(",") if c]
    channel_id = call.arguments.text("channel_id")
    for reference in [channel_id] if channel_id else channels:
        _share(call, files, reference)
    return {"files": [describe_file(call.workspace, file, call.address) for file in files]}


def _complete(workspace: Workspace, item: object) -> StoredFile:
    file = workspace.files.get(str(item.get("id"))) if isinstance(item, dict) else None
    if file is None or len(file.content) != file.length:
        raise RefusedError("file_not_found")
    file.title = str(item.get("title") or file.name) if isinstance(item, dict) else file.name
    file.is_complete = True
    return file


def _share(call: Call, files: list[StoredFile], reference: str) -> None:
    channel = call.workspace.find_channel(reference)
    if channel.is_archived:
        raise RefusedError("is_archived")
    if BOT_USER_ID not in channel.members:
        raise RefusedError("not_in_channel" if is_visible(channel) else "channel_not_found")
    for file in files:
        file.channels.append(channel.id)
    described = [describe_file(call.workspace, file, call.address) for file in files]
    message = bot_message(
        call.workspace, {"text": call.arguments.text("initial_comment"), "files": described}
    )
    thread_ts = call.arguments.text("thread_ts")
    if thread_ts:
        message["thread_ts"] = find_parent(channel, thread_ts)["ts"]
    call.workspace.add_message(channel, message)


def show_file(call: Call) -> Json:
    """files.info: of a file that the bot uploaded, or that was shared where it is a member."""
    file = _known_file(call)
    return {"file": describe_file(call.workspace, file, call.address), "comments": []}


def delete_file(call: Call) -> Json:
    """files.delete: the bot's own files only; they vanish from their messages."""
    file = _known_file(call)
    if file.user != BOT_USER_ID:
        raise RefusedError("cant_delete_file")
    del call.workspace.files[file.id]
    for channel in call.workspace.channels.values():
        for message in channel.messages.values():
            if any(each["id"] == file.id for each in message.get("files", [])):
                message["files"] = [each for each in message["files"] if each["id"] != file.id]
                changed = copy.deepcopy(message)
                call.workspace.notify("message_changed", channel=channel.id, message=changed)
    return {}


def _known_file(call: Call) -> StoredFile:
    file = call.workspace.files.get(call.arguments.required("file", "file_not_found"))
    if file is None or not file.is_complete:
        raise RefusedError("file_not_found")
    shared = [call.workspace.channels[channel] for channel in file.channels]
    if file.user != BOT_USER_ID and not any(BOT_USER_ID in channel.members for channel in shared):
        raise RefusedError("file_not_found")
    return file


METHODS = {
    "files.getUploadURLExternal": Method(answer=get_upload_url, scopes=("files:write",)),
    "files.completeUploadExternal": Method(answer=complete_upload, scopes=("files:write",)),
    "files.info": Method(answer=show_file, scopes=("files:read",)),
    "files.delete": Method(answer=delete_file, scopes=("files:write",)),
}
