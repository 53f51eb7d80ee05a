"""Socket Mode: connections of the bot, envelopes sent over them, and their acknowledgements."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import WSMsgType, web

from bot.sandbox.records import APP_ID, Json

_KEPT_DELIVERIES = 10_000
EnvelopeType = Literal["slash_commands", "interactive", "events_api"]


@dataclass(kw_only=True)
class Delivery:
    """One envelope, as it went."""

    envelope_id: str
    type: EnvelopeType
    payload: Json
    outcome: Literal["waiting", "acknowledged", "timeout", "no_connection"] = "waiting"
    seconds: float = 0.0  # from sending to the acknowledgement
    answer: object = None  # what came with the acknowledgement
    sent: float = field(default_factory=time.monotonic)


class SocketHub:
    """The open connections; an envelope goes to one of them, the least recently used."""

    def __init__(
        self, *, ack_seconds: float = 3.0, retry_delays: tuple[float, ...] = (1.0, 60.0, 300.0)
    ) -> None:
        self.ack_seconds = ack_seconds
        self.retry_delays = retry_delays
        self.deliveries: deque[Delivery] = deque(maxlen=_KEPT_DELIVERIES)
        self.is_mute = False  # connections stay open and nothing comes through
        self.on_change: Callable[[int], None] = lambda _count: None
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[object]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connection_count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def new_address(self, address: str) -> str:
        """A WebSocket address good for one connection."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{address.replace('http', 'ws', 1)}/socket?ticket={ticket}&app_id={APP_ID}"

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Handle one connection from its opening to its close."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="invalid_ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=20.0, timeout=0.1)
        await socket.prepare(request)
        self._connections.append(socket)
        try:
            await socket.send_json(self._hello())
            self.on_change(self.connection_count)
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            if socket in self._connections:
                self._connections.remove(socket)
            self.on_change(self.connection_count)
        return socket

    def _hello(self) -> Json:
        debug = {"host": "local", "build_number": 1, "approximate_connection_time": 18_060}
        info = {"app_id": APP_ID}
        return {
            "type": "hello",
            "num_connections": self.connection_count,
            "debug_info": debug,
            "connection_info": info,
        }

    def _acknowledge(self, text: str) -> None:
        try:
            body = json.loads(text)
        except ValueError:
            return  # Slack, too, ignores what is no JSON
        waiting = self._waiting.get(str(body.get("envelope_id"))) if isinstance(body, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(body.get("payload"))

    async def deliver(
        self, kind: EnvelopeType, payload: Json, *, retry: int = 0, reason: str = ""
    ) -> Delivery:
        """Send one envelope and wait, three seconds at most, for its acknowledgement."""
        delivery = Delivery(envelope_id=str(uuid.uuid4()), type=kind, payload=payload)
        self.deliveries.append(delivery)
        envelope: Json = {
            "envelope_id": delivery.envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        waiting: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting[delivery.envelope_id] = waiting
        try:
            if not await self._send(envelope):
                delivery.outcome = "no_connection"
                return delivery
            delivery.answer = await asyncio.wait_for(waiting, self.ack_seconds)
            delivery.outcome = "acknowledged"
        except TimeoutError:
            delivery.outcome = "timeout"
        finally:
            delivery.seconds = time.monotonic() - delivery.sent
            self._waiting.pop(delivery.envelope_id, None)
        return delivery

    async def _send(self, envelope: Json) -> bool:
        for _ in range(len(self._connections)):
            socket = self._connections.pop(0)
            self._connections.append(socket)
            if socket.closed:
                continue
            if self.is_mute:
                return True
            try:
                await socket.send_json(envelope)
            except ConnectionError:
                continue  # the next connection takes it
            return True
        return False

    def emit(self, payload: Json) -> None:
        """Send an event in the background, again after `retry_delays` while it is not acknowledged."""
        task = asyncio.get_running_loop().create_task(self._emit(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _emit(self, payload: Json) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self.retry_delays)):
            await asyncio.sleep(delay)
            delivery = await self.deliver("events_api", payload, retry=attempt, reason=reason)
            if delivery.outcome == "acknowledged":
                return
            reason = "timeout" if delivery.outcome == "timeout" else "connection_failed"

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be renewed, as Slack does every few hours; each closes after being told."""
        for socket in list(self._connections):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})
            await socket.close()

    async def drop(self) -> None:
        """Close every connection at once, as a server in trouble does."""
        await asyncio.gather(*(socket.close(code=1011) for socket in self._connections))

    async def close(self) -> None:
        """Close all connections and drop events that wait to be sent again."""
        for task in list(self._tasks):
            task.cancel()
        for socket in list(self._connections):
            await socket.close(code=1001)
