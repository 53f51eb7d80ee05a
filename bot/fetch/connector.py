"""The one way out: aiohttp's connector with the address guard at the moment of connecting. [network]"""

from __future__ import annotations

import socket
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import FetchError
from bot.fetch.guard import AddressGuard


@dataclass(kw_only=True, slots=True)
class Target:
    """Where the present request goes. Set for the task that makes it; tasks that it starts see the same one."""

    host: str
    port: int
    refusals: list[FetchError] = field(default_factory=list)  # why no socket was opened


TARGET: ContextVar[Target] = ContextVar("rapporteur_fetch_target")


class _RefusedError(OSError):
    """Stops aiohttp from connecting; the reason is in the target."""


def make_connector(
    guard: AddressGuard, *, limit: int = 100, resolver: AbstractResolver | None = None
) -> aiohttp.TCPConnector:
    """A connector that opens sockets to allowed addresses only. Call it within a running event loop.

    Args:
        limit: open connections at one time.
        resolver: stands in for the system's, in tests.
    """

    def open_socket(info: Any) -> socket.socket:
        family, kind, protocol, _, endpoint = info
        _check(guard, str(endpoint[0]), int(endpoint[1]))
        opened = socket.socket(family=family, type=kind, proto=protocol)
        opened.setblocking(False)
        return opened

    return aiohttp.TCPConnector(
        limit=limit,
        resolver=_GuardedResolver(guard, resolver or aiohttp.ThreadedResolver()),
        use_dns_cache=False,  # a name that was public a moment ago is asked for again
        socket_factory=open_socket,
    )


def _check(guard: AddressGuard, ip: str, port: int) -> None:
    target = TARGET.get()
    try:
        guard.check_endpoint(ip, port, target.host)
    except FetchError as refusal:
        target.refusals.append(refusal)
        raise _RefusedError(refusal.sentence) from refusal


class _GuardedResolver(AbstractResolver):
    """Refuses a name as soon as one of its addresses is forbidden: mixed answers are an attack."""

    def __init__(self, guard: AddressGuard, inner: AbstractResolver) -> None:
        self._guard = guard
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        for answer in found:
            _check(self._guard, answer["host"], port)
        return found

    async def close(self) -> None:
        await self._inner.close()
