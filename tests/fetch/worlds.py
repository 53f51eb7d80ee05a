"""The outside world in small: a web server on loopback whose pages a test writes, and sample feeds and pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiohttp import web

from bot.fetch.download import Downloader

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """A web site on 127.0.0.1: `site.page("/a", "text")`, `site.answers("/b", 404)`; `site.requests` tells who came."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.origin = ""
        self.endpoint = ""
        self._pages: dict[str, Handler] = {}

    def page(
        self, path: str, body: str | bytes, *, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> None:
        """A page that is there."""
        data = body.encode() if isinstance(body, str) else body

        async def answer(request: web.Request) -> web.Response:
            return web.Response(body=data, headers={"Content-Type": kind, **_named(headers)})

        self._pages[path] = answer

    def answers(self, path: str, status: int, **headers: str) -> None:
        """A page that answers with a status and nothing else."""

        async def answer(request: web.Request) -> web.Response:
            return web.Response(status=status, headers=_named(headers))

        self._pages[path] = answer

    def handles(self, path: str, handler: Handler) -> None:
        """A page with a will of its own."""
        self._pages[path] = handler

    async def _dispatch(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        handler = self._pages.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Site]:
        """Serves until the end of the block."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._dispatch)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        endpoint = web.TCPSite(runner, "127.0.0.1", 0)
        await endpoint.start()
        port = runner.addresses[0][1]
        self.endpoint, self.origin = f"127.0.0.1:{port}", f"http://127.0.0.1:{port}"
        try:
            yield self
        finally:
            await runner.cleanup()


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def visit(site: Site, journey: Callable[[Downloader], Coroutine[Any, Any, T]], **options: Any) -> T:
    """Runs `journey` with a downloader that may reach the site."""

    async def run() -> T:
        async with (
            site.open(),
            Downloader(**{"allow": [site.endpoint], "deadline": 5.0, **options}) as downloader,
        ):
            return await journey(downloader)

    return asyncio.run(run())


def rss(*items: str, title: str = "Harbour News", about: str = "") -> bytes:
    """An RSS feed of the given items."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://harbour.test/</link>{about}{''.join(items)}</channel></rss>"
    ).encode()


def item(title: str = "Ships wait", link: str = "https://harbour.test/ships", **parts: str) -> str:
    """One item of an RSS feed; further elements by name."""
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
    return f"<item><title>{title}</title>{f'<link>{link}</link>' if link else ''}{inner}</item>"


STORY = (
    "LISBON — Ninety ships were waiting off the coast on Tuesday, the harbour office said, more than in any week since spring.",
    "“We have not enough pilots,” said Tomas Abreu, the harbour master. “Nobody wants to work at night.”",
    "Shipowners blamed the new tariff. They have asked the ministry for a meeting.",
    "The ministry did not answer.",
    "A second channel is to be dredged next year if parliament agrees to the budget.",
)
