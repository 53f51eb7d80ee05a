"""Socket Mode: connections of the bot, envelopes sent over them, and their acknowledgements."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable

from aiohttp import WSMsgType, web

from bot.sandbox.delivery import Delivery
from bot.sandbox.records import APP_ID, Json


class SocketHub:
    """The open connections; an envelope goes to one of them, the least recently used."""

    def __init__(self) -> None:
        self.is_mute = False  # connections stay open and nothing comes through
        self.on_change: Callable[[int], None] = lambda _count: None
        self._tickets: set[str] = set()
        self._connections: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[object]] = {}

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

    async def carry(self, delivery: Delivery, seconds: float) -> None:
        """Send one envelope and wait for its acknowledgement."""
        waiting: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting[delivery.envelope_id] = waiting
        try:
            if not await self._send(_envelope(delivery)):
                delivery.outcome = "no_connection"
                return
            delivery.answer = await asyncio.wait_for(waiting, seconds)
            delivery.outcome = "acknowledged"
        except TimeoutError:
            delivery.outcome = "timeout"
        finally:
            self._waiting.pop(delivery.envelope_id, None)

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

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be renewed, as Slack does every few hours; each closes after being told."""
        for socket in list(self._connections):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})
            await socket.close()

    async def drop(self) -> None:
        """Close every connection at once, as a server in trouble does."""
        await asyncio.gather(*(socket.close(code=1011) for socket in self._connections))

    async def close(self) -> None:
        """Close all connections."""
        for socket in list(self._connections):
            await socket.close(code=1001)


def _envelope(delivery: Delivery) -> Json:
    envelope: Json = {
        "envelope_id": delivery.envelope_id,
        "type": delivery.type,
        "accepts_response_payload": delivery.type != "events_api",
        "payload": delivery.payload,
    }
    if delivery.type == "events_api":
        envelope |= {"retry_attempt": delivery.retry, "retry_reason": delivery.reason.removeprefix("http_")}
    return envelope
