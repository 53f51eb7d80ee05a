"""The web page of the local workspace: its state, its live feed, and the deeds it asks for.

Each page is one person's: `me` in every call says whose.
"""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.file_store import send_content
from bot.sandbox.human import Human
from bot.sandbox.membership import describe_channel
from bot.sandbox.operating import Operator
from bot.sandbox.page_deeds import PageDeeds
from bot.sandbox.page_files import require_local, send_page_file
from bot.sandbox.people_methods import describe_person
from bot.sandbox.records import BOT_USER_ID, HUMAN_ID, Channel, Json, RefusedError
from bot.sandbox.state import Workspace

_KEEP_ALIVE_SECONDS = 1.0  # also how soon a closed page is noticed


class PageApi:
    """Serves the page and carries out what is done on it."""

    def __init__(
        self, workspace: Workspace, operator: Operator, faults: Faults, human_of: Callable[[str], Human]
    ) -> None:
        self.workspace = workspace
        self.operator = operator
        self.deeds = PageDeeds(workspace, operator, faults, human_of)
        self.beside: dict[str, PageApi] = {}  # pages of the other workspaces, by team id
        self.queues: dict[asyncio.Queue[Json | None], str] = {}  # whose page each is
        self.is_preview = False  # the page shows messages only: nothing can be written or pressed
        workspace.listeners.append(self._spread)

    @property
    def is_watched(self) -> bool:
        """Whether a page is open."""
        return bool(self.queues)

    def routes(self) -> list[web.RouteDef]:
        """Where the page and its calls are found."""
        return [
            web.get("/", self.send_page),
            web.get("/archives/{channel}/{message}", self.send_page),
            web.get("/page/{name}", self.send_file),
            web.get("/page-api/state", self.send_state),
            web.get("/page-api/feed", self.send_feed),
            web.get("/page-api/file/{file}", self.send_shared_file),
            web.post("/page-api/upload", self.upload),
            web.post("/page-api/{deed}", self.do_deed),
        ]

    async def send_page(self, _request: web.Request) -> web.Response:
        """The page itself."""
        return send_page_file("index.html")

    async def send_file(self, request: web.Request) -> web.Response:
        """A script or style sheet of the page."""
        return send_page_file(request.match_info["name"])

    async def send_shared_file(self, request: web.Request) -> web.Response:
        """A file that was shared, for the page; the bot has `url_private`."""
        return send_content(self._of(request).workspace, request.match_info["file"])

    async def send_state(self, request: web.Request) -> web.Response:
        """All that the page shows when it opens."""
        require_local(request)
        return self._of(request).state_for(request)

    def _of(self, request: web.Request) -> PageApi:
        """The page of the workspace that the query names; this one unless it names another."""
        return self.beside.get(request.query.get("team", ""), self)

    def state_for(self, request: web.Request) -> web.Response:
        """The state for the person that the query names."""
        asked = request.query.get("me") or HUMAN_ID
        me = asked if asked in self.workspace.people else HUMAN_ID
        self.workspace.direct_channel(me)  # everybody has the app in their list
        with self.workspace.lock:
            return web.json_response(self._state(me))

    def _state(self, me: str) -> Json:
        workspace = self.workspace
        stack = workspace.modal_stacks[me]
        return {
            "team": workspace.team_name,
            "team_id": workspace.team_id,
            "me": me,
            "bot": BOT_USER_ID,
            "preview": self.is_preview,
            "installed": workspace.installation.is_installed,
            "connections": self.operator.hub.connection_count,
            "people": self._people(),
            "commands": [
                {"name": c.name, "usage": c.usage, "description": c.description} for c in workspace.commands
            ],
            "shortcuts": _named(workspace.shortcuts),
            "global_shortcuts": _named(workspace.global_shortcuts),
            "channels": self._channels(me),
            "modal": copy.deepcopy(workspace.views[stack[-1]]) if stack else None,
            "depth": len(stack),
            "home": copy.deepcopy(workspace.views.get(workspace.homes.get(me, ""))),
        }

    def _people(self) -> Json:
        now = self.workspace.now()
        return {
            person.id: describe_person(person, now, team_id=self.workspace.team_id)
            for person in self.workspace.people.values()
        }

    def _channels(self, me: str) -> list[Json]:
        """What a person sees in the list: public channels, and private ones and conversations of theirs."""
        shown = [c for c in self.workspace.channels.values() if c.kind == "channels" or me in c.members]
        return [self._channel(channel, me) for channel in shown]

    def _channel(self, channel: Channel, me: str) -> Json:
        own = [message for message in channel.ephemerals.values() if message["_to"] == me]
        messages = sorted([*channel.messages.values(), *own], key=lambda message: message["ts"])
        return {
            **describe_channel(channel),
            "name": channel.name,
            "has_bot": BOT_USER_ID in channel.members,
            "has_me": me in channel.members,
            "members": sorted(channel.members),
            "last_read": channel.read_by.get(me, "0"),
            "messages": copy.deepcopy(messages),
        }

    async def send_feed(self, request: web.Request) -> web.StreamResponse:
        """What changes, as server-sent events."""
        require_local(request)
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        queues = self._of(request).queues
        queues[queue] = request.query.get("me") or HUMAN_ID
        try:
            await response.write(b": open\n\n")
            await self._pump(queue, response)
        except ConnectionError:
            pass  # the page was closed
        finally:
            queues.pop(queue, None)
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
        """Tell each page what concerns its person."""
        for queue, me in list(self.queues.items()):
            if change.get("user", me) == me and change.get("message", {}).get("_to", me) == me:
                queue.put_nowait(self._complete(change, me))

    def _complete(self, change: Json, me: str) -> Json:
        if change["type"] == "channels":
            return {"type": "channels", "channels": self._channels(me)}
        if change["type"] == "people":
            return {"type": "people", "people": self._people()}
        return change

    def close(self) -> None:
        """End all feeds, so that the server can stop."""
        for page in (self, *self.beside.values()):
            for queue in page.queues:
                queue.put_nowait(None)

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file that was dropped on the page: its bytes as the body, the rest in the query."""
        require_local(request)
        content = await request.read()
        query = request.query
        try:
            described = self._of(request).deeds.upload(dict(query), content)
        except RefusedError as refusal:
            return web.json_response({"ok": False, "error": refusal.code}, status=400)
        return web.json_response({"ok": True, "file": described})

    async def do_deed(self, request: web.Request) -> web.Response:
        """Carry out what the person did on the page."""
        require_local(request)
        deed = self._of(request).deeds.find(request.match_info["deed"])
        if deed is None:
            raise web.HTTPNotFound
        try:
            answer = await deed(await _read_body(request))
        except RefusedError as refusal:
            return web.json_response({"ok": False, "error": refusal.code}, status=400)
        return web.json_response({"ok": True, **answer})


def _named(shortcuts: dict[str, str]) -> list[Json]:
    return [{"callback_id": key, "name": name} for key, name in shortcuts.items()]


async def _read_body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as error:
        raise RefusedError("invalid_json") from error
    if not isinstance(body, dict):
        raise RefusedError("json_not_object")
    return body
