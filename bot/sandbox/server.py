"""The local workspace as a server on this machine: Web API, Socket Mode, `response_url`s and a page.

`start_sandbox()` runs it in a thread of its own and returns a `RunningSandbox`, which also lets tests act as
the human, look at what was posted, and make calls fail.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from aiohttp import web

from bot.clock import Clock, system_clock
from bot.sandbox.delivery import Courier
from bot.sandbox.faults import Faults
from bot.sandbox.file_store import receive_upload, send_private
from bot.sandbox.human import Human
from bot.sandbox.oauth_methods import show_consent
from bot.sandbox.operating import Operator
from bot.sandbox.pace import Pace
from bot.sandbox.page_api import PageApi
from bot.sandbox.payloads import compose_event
from bot.sandbox.records import BOT_SCOPES, BOT_USER_ID, HUMAN_ID, Json, Person, SlashCommand
from bot.sandbox.response_urls import receive_answer
from bot.sandbox.running import RunningSandbox
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.state import Workspace
from bot.sandbox.threaded import ThreadedServer
from bot.sandbox.web_api import WebApi

_MOST_BYTES = 64 * 1024 * 1024

CHANNELS = {
    "general": "Announcements for everyone",
    "relations": "Russia, China and what they say about each other",
    "energy": "Oil, gas and the pipelines",
    "random": "Everything else; the bot is not in here",
}
"""The channels of a fresh workspace, with their purposes."""


class Sandbox:
    """The parts of one local workspace, wired together; runs in one event loop.

    Workspaces beside the first share its Web API, its connections to the bot, and its faults.
    """

    def __init__(
        self,
        workspace: Workspace,
        hub: SocketHub,
        courier: Courier,
        pace: Pace,
        *,
        first: Sandbox | None = None,
    ) -> None:
        self.workspace = workspace
        self.hub = hub
        self.courier = courier
        self.pace = pace
        self.faults: Faults = first.faults if first else Faults()
        self.operator = Operator(workspace, courier, hub)
        self.api: WebApi = (
            first.api
            if first
            else WebApi(workspace, self.faults, emit=self._emit, open_socket=self._open_socket, pace=pace)
        )
        self.page = PageApi(workspace, self.operator, self.faults, self.human_of)
        if first is None:
            hub.on_change = self._tell_connections

    def beside(self, team_id: str, name: str, *, installed: bool) -> Sandbox:
        """Another workspace of the same server."""
        number = 1_000_000 * len(self.api.workspaces) + 1
        app = self.workspace.installation.app
        workspace = Workspace(
            self.workspace.clock, app=app, team_id=team_id, team_name=name, first_number=number
        )
        workspace.installation.is_installed = installed
        _furnish(workspace, bot_channels=("general",) if installed else ())
        made = Sandbox(workspace, self.hub, self.courier, self.pace, first=self)
        self.api.workspaces.append(workspace)
        self.page.beside[team_id] = made.page
        return made

    def set_address(self, address: str) -> None:
        """Tell the parts where the server listens ("http://127.0.0.1:1234")."""
        self.api.address = address

    def human_of(self, user: str) -> Human:
        """The deeds of one person.

        Raises:
            RefusedError: `user_not_found`.
        """
        person = self.workspace.find_person(user)
        return Human(self.workspace, self.courier, person.id, self.api.address)

    def _emit(self, workspace: Workspace, event: Json) -> None:
        self.courier.emit(compose_event(workspace, event))

    def _open_socket(self) -> str:
        return self.hub.new_address(self.api.address)

    def _tell_connections(self, count: int) -> None:
        for workspace in self.api.workspaces:
            workspace.notify("connections", count=count)

    def application(self) -> web.Application:
        """The HTTP application."""
        application = web.Application(client_max_size=_MOST_BYTES)
        application.add_routes(self.page.routes())
        application.add_routes(
            [
                web.route("*", "/api/{method}", self.api.handle),
                web.get("/socket", self.hub.serve),
                web.post("/response/{address}", self._receive_answer),
                web.post("/upload/{file}", self._receive_upload),
                web.get("/files-pri/{file}/{name}", self._send_file),
                web.get("/files-pri/{file}/download/{name}", self._send_file),
                web.get("/oauth/v2/authorize", self._show_consent),
            ]
        )
        application.on_shutdown.append(self._shut_down)
        return application

    async def _receive_answer(self, request: web.Request) -> web.Response:
        return await receive_answer(self.api.workspaces, request)

    async def _receive_upload(self, request: web.Request) -> web.Response:
        return await receive_upload(self.api.workspaces, request)

    async def _send_file(self, request: web.Request) -> web.Response:
        return send_private(self.api.workspaces, request)

    async def _show_consent(self, request: web.Request) -> web.Response:
        return show_consent(self.api.workspaces, request)

    async def _shut_down(self, _application: web.Application) -> None:
        self.page.close()
        self.courier.close()
        await self.hub.close()
        await asyncio.sleep(0)


def start_sandbox(
    port: int = 0,
    *,
    clock: Clock = system_clock,
    commands: Iterable[SlashCommand] = (),
    shortcuts: Mapping[str, str] = MappingProxyType({}),
    global_shortcuts: Mapping[str, str] = MappingProxyType({}),
    timezone: str = "UTC",
    people: Iterable[Person] = (),
    bot_name: str = "rapporteur",
    bot_channels: Iterable[str] = ("general", "relations", "energy"),
    scopes: Iterable[str] = BOT_SCOPES,
    charts_in_ephemeral: bool = True,
    post_burst: int | None = 30,
    tiers: bool = False,
    events: Iterable[str] | None = None,
    ack_seconds: float = 3.0,
    retry_delays: tuple[float, ...] = (1.0, 60.0, 300.0),
) -> RunningSandbox:
    """Start a local workspace on 127.0.0.1.

    Args:
        port: 0 for any that is free.
        clock: gives timestamps, and the age of triggers and `response_url`s.
        commands: the slash commands that the message box suggests; empty: any command is passed on.
        shortcuts: message shortcuts, callback_id → name.
        global_shortcuts: shortcuts that are used from anywhere, callback_id → name.
        timezone: IANA name, of the first person.
        people: colleagues of the first person, in all channels.
        bot_name: handle of the bot user.
        bot_channels: names of the first channels in which the bot is a member.
        scopes: what the bot token may do.
        charts_in_ephemeral: whether native charts are taken in ephemeral messages (Slack's docs do not say).
        post_burst: messages that one channel takes at once; it recovers by one a second. None: no limit.
        tiers: whether the other methods are held to Slack's calls a minute.
        events: what the app subscribes to, as its manifest names it ("message.im"); None: all.
        ack_seconds: how long a payload waits for its acknowledgement.
        retry_delays: seconds before an event that was not acknowledged is sent again.

    Raises:
        OSError: the port is taken.
    """
    workspace = Workspace(
        clock,
        bot_name=bot_name,
        timezone=timezone,
        commands=commands,
        shortcuts=shortcuts,
        global_shortcuts=global_shortcuts,
        scopes=scopes,
        charts_in_ephemeral=charts_in_ephemeral,
    )
    workspace.people |= {person.id: person for person in people}
    _furnish(workspace, bot_channels=bot_channels)
    hub = SocketHub()
    courier = Courier(hub, ack_seconds=ack_seconds, retry_delays=retry_delays, events=events)
    sandbox = Sandbox(workspace, hub, courier, Pace(burst=post_burst, tiers=tiers))
    server = ThreadedServer(sandbox.application, port=port)
    address = server.start()
    sandbox.set_address(address)
    return RunningSandbox(sandbox, server, address)


def _furnish(workspace: Workspace, *, bot_channels: Iterable[str]) -> None:
    """The channels of a fresh workspace; the bot is in those named."""
    joined, everybody = set(bot_channels), set(workspace.people)
    for name, purpose in CHANNELS.items():
        members = everybody if name in joined else everybody - {BOT_USER_ID}
        workspace.add_channel(name, members=members, purpose=purpose)
    workspace.direct_channel(HUMAN_ID)
