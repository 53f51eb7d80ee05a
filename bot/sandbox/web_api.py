"""The Web API: lets a call in or refuses it, applies faults and pace, and runs the method."""

from __future__ import annotations

import asyncio
import copy
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiohttp import web

from bot.sandbox import (
    chat_methods,
    conversation_methods,
    file_methods,
    membership,
    oauth_methods,
    people_methods,
    view_methods,
)
from bot.sandbox.arguments import Arguments, read_arguments, read_token
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.methods import Call, Method, require_scope
from bot.sandbox.pace import Pace
from bot.sandbox.records import Json, RefusedError
from bot.sandbox.state import Workspace

_KEPT_CALLS = 10_000
_SECRET = frozenset(("token", "client_secret"))

METHODS: dict[str, Method] = {
    **chat_methods.METHODS,
    **conversation_methods.METHODS,
    **membership.METHODS,
    **file_methods.METHODS,
    **oauth_methods.METHODS,
    **people_methods.METHODS,
    **view_methods.METHODS,
}


@dataclass(frozen=True, kw_only=True)
class CallRecord:
    """One call of the Web API and its answer, for tests to look at; holds no token."""

    method: str
    team_id: str  # of the workspace whose token it carried
    arguments: Json
    answer: Json
    status: int
    at: datetime


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        *,
        emit: Callable[[Workspace, Json], None],
        open_socket: Callable[[], str],
        pace: Pace,
    ) -> None:
        self.workspaces = [workspace]
        self.faults = faults
        self.calls: deque[CallRecord] = deque(maxlen=_KEPT_CALLS)
        self.address = ""  # set when the server knows its port
        self._emit = emit
        self._open_socket = open_socket
        self._pace = pace

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        name = request.match_info["method"]
        fault = self.faults.take(name)
        if fault.kind == "hold_before":
            await fault.hold.wait()
        if fault.kind == "delay":
            await asyncio.sleep(fault.delay)
        if fault.kind == "drop_before":
            return _cut(request)
        response = await self._answer(request, name, fault)
        if fault.kind == "hold_after":
            await fault.hold.wait()
        if fault.kind == "drop_after":
            return _cut(request)
        return response

    async def _answer(self, request: web.Request, name: str, fault: Fault) -> web.Response:
        arguments = Arguments({})
        headers: dict[str, str] = {}
        workspace = self.workspaces[0]
        try:
            arguments = await read_arguments(request)
            token = read_token(request, arguments)
            workspace = self._workspace_of(token)
            headers["x-oauth-scopes"] = ",".join(sorted(workspace.installation.scopes))
            method = self._find(name, workspace, token)
            _strike(fault)
            self._keep_pace(name, arguments)
            call = self._call(workspace, arguments, request.headers.get("Authorization", ""))
            with workspace.lock:
                answer, status = {"ok": True, **method.answer(call)}, 200
        except RefusedError as refusal:
            answer, status = refusal.answer, refusal.status
            headers |= refusal.headers
        if fault.kind == "server_error_after":
            answer, status = {"ok": False, "error": "internal_error"}, fault.status
        self._record(name, workspace, arguments, answer, status)
        return web.json_response(answer, status=status, headers=headers)

    def _workspace_of(self, token: str) -> Workspace:
        return next((w for w in self.workspaces if w.installation.knows(token)), self.workspaces[0])

    def _find(self, name: str, workspace: Workspace, token: str) -> Method:
        """The method of that name, if this token may call it."""
        method = METHODS.get(name)
        if method is None:
            raise RefusedError("unknown_method", req_method=name)
        if method.caller == "anyone":
            return method
        caller = workspace.installation.caller_of(token)
        if caller != method.caller:
            raise RefusedError("not_allowed_token_type")
        if caller == "bot":
            require_scope(workspace, *method.scopes)
        return method

    def _keep_pace(self, name: str, arguments: Arguments) -> None:
        if wait := self._pace.spend(name, arguments.text("channel")):
            raise _rate_limited(wait)

    def _call(self, workspace: Workspace, arguments: Arguments, authorization: str) -> Call:
        return Call(
            workspace=workspace,
            workspaces=self.workspaces,
            arguments=arguments,
            address=self.address,
            emit=partial(self._emit, workspace),
            open_socket=self._open_socket,
            authorization=authorization,
        )

    def _record(
        self, name: str, workspace: Workspace, arguments: Arguments, answer: Json, status: int
    ) -> None:
        values = {key: value for key, value in arguments.values.items() if key not in _SECRET}
        record = CallRecord(
            method=name,
            team_id=workspace.team_id,
            arguments=values,
            answer={key: copy.deepcopy(value) for key, value in answer.items() if key != "access_token"},
            status=status,
            at=workspace.now(),
        )
        self.calls.append(record)


def _strike(fault: Fault) -> None:
    if fault.kind == "refuse":
        raise RefusedError(fault.error)
    if fault.kind == "rate_limit":
        raise _rate_limited(fault.seconds)
    if fault.kind == "server_error":
        raise RefusedError("internal_error", status=fault.status)


def _rate_limited(seconds: int) -> RefusedError:
    return RefusedError("ratelimited", status=429, headers={"Retry-After": str(seconds)})


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
