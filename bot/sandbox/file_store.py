"""The files of the workspace: taking them in, describing them, giving them out to whoever has the bot's token."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.records import Json, RefusedError, StoredFile
from bot.sandbox.state import Workspace

MOST_BYTES = 50_000_000


def add_file(workspace: Workspace, name: str, content: bytes, *, user: str) -> StoredFile:
    """Keep a file that a person brings.

    Raises:
        RefusedError: `file_upload_size_restricted` for an empty or a too large one.
    """
    if not 0 < len(content) <= MOST_BYTES:
        raise RefusedError("file_upload_size_restricted")
    clean = name.replace("\\", "/").rpartition("/")[2][:255] or "file"
    file = StoredFile(
        id=workspace.new_id("F"), name=clean, title=clean, length=len(content), user=user, content=content
    )
    file.is_complete = True
    workspace.files[file.id] = file
    return file


def describe_file(workspace: Workspace, file: StoredFile, address: str) -> Json:
    """A file as Slack's JSON has it; `url_private` wants the bot's token."""
    url = f"{address}/files-pri/{workspace.team_id}-{file.id}"
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    suffix = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    shared = [workspace.channels[channel] for channel in file.channels if channel in workspace.channels]
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": kind,
        "filetype": suffix,
        "pretty_type": suffix.upper(),
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": any(channel.kind == "channels" for channel in shared),
        "user": file.user,
        "channels": [channel.id for channel in shared if channel.kind == "channels"],
        "groups": [channel.id for channel in shared if channel.kind == "groups"],
        "ims": [channel.id for channel in shared if channel.is_im],
        "url_private": f"{url}/{quote(file.name)}",
        "url_private_download": f"{url}/download/{quote(file.name)}",
        "permalink": f"{address}/page-api/file/{file.id}",
        **({"alt_txt": file.alt_txt} if file.alt_txt else {}),
    }


async def receive_upload(workspaces: list[Workspace], request: web.Request) -> web.Response:
    """Take the bytes sent to an upload address, as a body or as a form with one file in it."""
    wanted = request.match_info["file"]
    file = next((w.files[wanted] for w in workspaces if wanted in w.files), None)
    if file is None or file.is_complete:
        raise web.HTTPNotFound
    content = await _read_content(request)
    if len(content) != file.length:
        raise web.HTTPBadRequest(text="length differs from the one announced")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


async def _read_content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, web.FileField):
            return field.file.read()
    return b""


def send_private(workspaces: list[Workspace], request: web.Request) -> web.Response:
    """A file for the bot, by `url_private`; without a good token Slack leads to its page for signing in."""
    team, _, file = request.match_info["file"].rpartition("-")
    workspace = next((w for w in workspaces if w.team_id == team), workspaces[0])
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        workspace.installation.caller_of(token.strip() if scheme.lower() == "bearer" else "")
    except RefusedError as error:
        raise web.HTTPFound("/") from error
    if "files:read" not in workspace.installation.scopes:
        raise web.HTTPForbidden(text="missing_scope: files:read")
    return send_content(workspace, file)


def send_content(workspace: Workspace, file_id: str) -> web.Response:
    """A file's bytes, always as a download, so that no browser runs what is in it."""
    file = workspace.files.get(file_id)
    if file is None or not file.is_complete:
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(file.name)[0] or ""
    is_picture = kind in {"image/png", "image/jpeg", "image/gif", "image/webp"}
    headers = {
        "Content-Disposition": f"{'inline' if is_picture else 'attachment'}; filename*=UTF-8''{quote(file.name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(
        body=file.content, content_type=kind if is_picture else "application/octet-stream", headers=headers
    )
