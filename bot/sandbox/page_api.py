"""The web page of the local workspace: its state, its live feed, and the deeds it asks for."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.conversation_methods import describe_channel
from bot.sandbox.human import Human
from bot.sandbox.page_files import require_local, send_page_file
from bot.sandbox.people_methods import describe_person
from bot.sandbox.records import BOT_USER_ID, HUMAN_ID, Json, RefusedError
from bot.sandbox.state import Workspace

_KEEP_ALIVE_SECONDS = 15.0

Deed = Callable[[Json], Awaitable[Json]]


class PageApi:
    """Serves the page and carries out what is done on it."""

    def __init__(self, workspace: Workspace, human: Human) -> None:
        self.workspace = workspace
        self.human = human
        self.queues: set[asyncio.Queue[Json | None]] = set()
        workspace.listeners.append(self._spread)
        self._deeds: dict[str, Deed] = {
            "write": self._write,
            "press": self._press,
            "submit": self._submit,
            "close": self._close,
            "home": self._home,
            "read": self._read,
            "create": self._create,
            "invite": self._invite,
            "shortcut": self._shortcut,
        }

    def routes(self) -> list[web.RouteDef]:
        """Where the page and its calls are found."""
        return [
            web.get("/", self.send_page),
            web.get("/archives/{channel}/{message}", self.send_page),
            web.get("/page/{name}", self.send_file),
            web.get("/page-api/state", self.send_state),
            web.get("/page-api/feed", self.send_feed),
            web.post("/page-api/{deed}", self.do_deed),
        ]

    async def send_page(self, _request: web.Request) -> web.Response:
        """The page itself."""
        return send_page_file("index.html")

    async def send_file(self, request: web.Request) -> web.Response:
        """A script or style sheet of the page."""
        return send_page_file(request.match_info["name"])

    async def send_state(self, request: web.Request) -> web.Response:
        """All that the page shows when it opens."""
        require_local(request)
        with self.workspace.lock:
            return web.json_response(self._state())

    def _state(self) -> Json:
        workspace = self.workspace
        top = workspace.views.get(workspace.modal_stack[-1]) if workspace.modal_stack else None
        home = workspace.views.get(workspace.homes.get(HUMAN_ID, ""))
        now = workspace.now()
        return {
            "team": workspace.team_name,
            "me": HUMAN_ID,
            "bot": BOT_USER_ID,
            "connections": self.human.hub.connection_count,
            "people": {person.id: describe_person(person, now) for person in workspace.people.values()},
            "commands": [
                {"name": c.name, "usage": c.usage, "description": c.description} for c in workspace.commands
            ],
            "shortcuts": [{"callback_id": key, "name": name} for key, name in workspace.shortcuts.items()],
            "channels": [self._channel(channel_id) for channel_id in workspace.channels],
            "modal": copy.deepcopy(top),
            "depth": len(workspace.modal_stack),
            "home": copy.deepcopy(home),
        }

    def _channel(self, channel_id: str) -> Json:
        channel = self.workspace.channels[channel_id]
        messages = sorted([*channel.messages.values(), *channel.ephemerals.values()], key=lambda m: m["ts"])
        return {
            **describe_channel(channel),
            "name": channel.name,
            "has_bot": BOT_USER_ID in channel.members,
            "last_read": channel.last_read,
            "messages": copy.deepcopy(messages),
        }

    async def send_feed(self, request: web.Request) -> web.StreamResponse:
        """What changes, as server-sent events."""
        require_local(request)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self.queues.add(queue)
        try:
            await response.write(b": open\n\n")
            await self._pump(queue, response)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self.queues.discard(queue)
        return response

    async def _pump(self, queue: asyncio.Queue[Json | None], response: web.StreamResponse) -> None:
        while True:
            try:
                change = await asyncio.wait_for(queue.get(), _KEEP_ALIVE_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if change is None:
                return
            await response.write(f"data: {json.dumps(change)}\n\n".encode())

    def _spread(self, change: Json) -> None:
        if change["type"] == "channels":
            change = {
                "type": "channels",
                "channels": [self._channel(each) for each in self.workspace.channels],
            }
        for queue in self.queues:
            queue.put_nowait(change)

    def close(self) -> None:
        """End all feeds, so that the server can stop."""
        for queue in self.queues:
            queue.put_nowait(None)

    async def do_deed(self, request: web.Request) -> web.Response:
        """Carry out what the human did on the page."""
        require_local(request)
        deed = self._deeds.get(request.match_info["deed"])
        if deed is None:
            raise web.HTTPNotFound
        try:
            answer = await deed(await _read_body(request))
        except RefusedError as refusal:
            return web.json_response({"ok": False, "error": refusal.code}, status=400)
        return web.json_response({"ok": True, **answer})

    async def _write(self, body: Json) -> Json:
        await self.human.write(
            _text(body, "channel"), _text(body, "text"), thread_ts=_text(body, "thread_ts")
        )
        return {}

    async def _press(self, body: Json) -> Json:
        error = await self.human.press(
            _text(body, "block_id"),
            _text(body, "action_id"),
            channel_id=_text(body, "channel"),
            ts=_text(body, "ts"),
            view_id=_text(body, "view_id"),
            answer=body.get("answer"),
            state=_answers(body),
        )
        return {"error": error}

    async def _submit(self, body: Json) -> Json:
        return {"errors": await self.human.submit(_text(body, "view_id"), _answers(body))}

    async def _close(self, _body: Json) -> Json:
        await self.human.close_modal()
        return {}

    async def _home(self, _body: Json) -> Json:
        self.human.open_home()
        return {}

    async def _read(self, body: Json) -> Json:
        self.workspace.find_channel(_text(body, "channel")).last_read = _text(body, "ts")
        return {}

    async def _create(self, body: Json) -> Json:
        return {"channel": self.human.create_channel(_text(body, "name")).id}

    async def _invite(self, body: Json) -> Json:
        self.human.invite_bot(_text(body, "channel"))
        return {}

    async def _shortcut(self, body: Json) -> Json:
        error = await self.human.use_shortcut(
            _text(body, "channel"), _text(body, "ts"), _text(body, "callback_id")
        )
        return {"error": error}


async def _read_body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as error:
        raise RefusedError("invalid_json") from error
    if not isinstance(body, dict):
        raise RefusedError("json_not_object")
    return body


def _answers(body: Json) -> Json:
    """What was put in, by block and action."""
    state = body.get("state")
    if not isinstance(state, dict):
        return {}
    return {block: answers for block, answers in state.items() if isinstance(answers, dict)}


def _text(body: Json, key: str) -> str:
    value: Any = body.get(key)
    return value if isinstance(value, str) else ""
