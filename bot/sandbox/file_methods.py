"""files.*: uploads in the two steps that `files_upload_v2` takes."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox.chat_methods import find_parent
from bot.sandbox.messages import bot_message
from bot.sandbox.methods import Call, Method
from bot.sandbox.records import BOT_USER_ID, Json, RefusedError, StoredFile
from bot.sandbox.state import Workspace

_MOST_BYTES = 50_000_000


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    name = call.arguments.required("filename")
    length = call.arguments.number("length", 0, most=_MOST_BYTES, error="invalid_arguments")
    if not length:
        raise RefusedError("invalid_arguments", messages=["[ERROR] missing required field: length"])
    file = StoredFile(id=call.workspace.new_id("F"), name=name, length=length)
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
    return {"files": [describe_file(file, call.address) for file in files]}


def _complete(workspace: Workspace, item: object) -> StoredFile:
    file = workspace.files.get(str(item.get("id"))) if isinstance(item, dict) else None
    if file is None or len(file.content) != file.length:
        raise RefusedError("file_not_found")
    file.title = str(item.get("title") or file.name) if isinstance(item, dict) else file.name
    file.is_complete = True
    return file


def _share(call: Call, files: list[StoredFile], reference: str) -> None:
    channel = call.workspace.find_channel(reference)
    if BOT_USER_ID not in channel.members:
        raise RefusedError("not_in_channel")
    for file in files:
        file.channels.append(channel.id)
    described = [describe_file(file, call.address) for file in files]
    message = bot_message(
        call.workspace, {"text": call.arguments.text("initial_comment"), "files": described}
    )
    thread_ts = call.arguments.text("thread_ts")
    if thread_ts:
        message["thread_ts"] = find_parent(channel, thread_ts)["ts"]
    call.workspace.add_message(channel, message)


def describe_file(file: StoredFile, address: str) -> Json:
    """A file as Slack's JSON has it."""
    url = f"{address}/files/{file.id}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.length,
        "user": BOT_USER_ID,
        "channels": list(file.channels),
        "url_private": url,
        "url_private_download": url,
        "permalink": url,
    }


async def receive_upload(workspace: Workspace, request: web.Request) -> web.Response:
    """Take the bytes sent to an upload address."""
    file = workspace.files.get(request.match_info["file"])
    if file is None or file.is_complete:
        raise web.HTTPNotFound
    content = await request.read()
    if len(content) != file.length:
        raise web.HTTPBadRequest(text="length differs from the one announced")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


def send_file(workspace: Workspace, request: web.Request) -> web.Response:
    """Give a file back, always as a download, so that no browser runs what is in it."""
    file = workspace.files.get(request.match_info["file"])
    if file is None or not file.is_complete:
        raise web.HTTPNotFound
    headers = {
        "Content-Disposition": f'attachment; filename="{file.id}"',
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=file.content, content_type="application/octet-stream", headers=headers)


METHODS = {
    "files.getUploadURLExternal": Method(answer=get_upload_url, scopes=("files:write",)),
    "files.completeUploadExternal": Method(answer=complete_upload, scopes=("files:write",)),
}
