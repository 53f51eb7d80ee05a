"""The Web API: lets a call in or refuses it, applies faults and pace, and runs the method."""

from __future__ import annotations

import copy
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.sandbox import chat_methods, conversation_methods, file_methods, people_methods, view_methods
from bot.sandbox.arguments import Arguments, read_arguments, read_token
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.methods import Call, Emit, Method, require_scope
from bot.sandbox.records import Json, RefusedError
from bot.sandbox.state import Workspace

_KEPT_CALLS = 10_000

METHODS: dict[str, Method] = {
    **chat_methods.METHODS,
    **conversation_methods.METHODS,
    **file_methods.METHODS,
    **people_methods.METHODS,
    **view_methods.METHODS,
}


@dataclass(frozen=True, kw_only=True)
class CallRecord:
    """One call of the Web API and its answer, for tests to look at; holds no token."""

    method: str
    arguments: Json
    answer: Json
    status: int
    at: datetime


class PostAllowance:
    """How much may be posted: about one message a second a channel, with short bursts.

    https://docs.slack.dev/apis/web-api/rate-limits
    """

    def __init__(self, burst: int | None) -> None:
        self.burst = burst  # None: no limit
        self._spent: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))

    def spend(self, channel: str) -> bool:
        """Count one message; False where it is too many."""
        if self.burst is None:
            return True
        now = time.monotonic()
        level, since = self._spent[channel]
        level = max(0.0, level - (now - since))
        if level + 1 > self.burst:
            return False
        self._spent[channel] = (level + 1, now)
        return True


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        *,
        emit: Emit,
        open_socket: Callable[[], str],
        burst: int | None,
    ) -> None:
        self.workspace = workspace
        self.faults = faults
        self.calls: deque[CallRecord] = deque(maxlen=_KEPT_CALLS)
        self.address = ""  # set when the server knows its port
        self._emit = emit
        self._open_socket = open_socket
        self._allowance = PostAllowance(burst)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request."""
        name = request.match_info["method"]
        fault = self.faults.take(name)
        if fault.kind == "hold_before":
            await fault.hold.wait()
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
        headers = {"x-oauth-scopes": ",".join(sorted(self.workspace.scopes))}
        try:
            arguments = await read_arguments(request)
            answer, status = self._run(name, arguments, read_token(request, arguments), fault), 200
        except RefusedError as refusal:
            answer, status = refusal.answer, refusal.status
            headers |= refusal.headers
        if fault.kind == "server_error_after":
            answer, status = {"ok": False, "error": "internal_error"}, fault.status
        self._record(name, arguments, answer, status)
        return web.json_response(answer, status=status, headers=headers)

    def _run(self, name: str, arguments: Arguments, token: str, fault: Fault) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise RefusedError("unknown_method", req_method=name)
        self._authorise(method, token)
        _strike(fault)
        if name == "chat.postMessage" and not self._allowance.spend(arguments.text("channel")):
            raise _rate_limited(1)
        call = Call(
            workspace=self.workspace,
            arguments=arguments,
            address=self.address,
            emit=self._emit,
            open_socket=self._open_socket,
        )
        with self.workspace.lock:
            return {"ok": True, **method.answer(call)}

    def _authorise(self, method: Method, token: str) -> None:
        if method.caller == "anyone":
            return
        if not token:
            raise RefusedError("not_authed")
        known = {self.workspace.bot_token: "bot", self.workspace.app_token: "app"}
        if token not in known:
            raise RefusedError("invalid_auth")
        if known[token] != method.caller:
            raise RefusedError("not_allowed_token_type")
        if method.caller == "bot":
            require_scope(self.workspace, *method.scopes)

    def _record(self, name: str, arguments: Arguments, answer: Json, status: int) -> None:
        values = {key: value for key, value in arguments.values.items() if key != "token"}
        record = CallRecord(
            method=name,
            arguments=values,
            answer=copy.deepcopy(answer),
            status=status,
            at=self.workspace.now(),
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
