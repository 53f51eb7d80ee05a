"""The web server: one event loop in one thread, which opens a site a port."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType

from aiohttp import web

from bot.errors import SettingError

MOST_BYTES = 1_000_000  # of a request's body; Slack's own are far below
THREADS = 4  # for what pages and figures ask of database and Slack
_START_SECONDS, _END_SECONDS = 10.0, 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What is served on one port."""

    setting: str  # that names the port, for people
    host: str
    port: int  # 0 for any that is free
    routes: Sequence[web.AbstractRouteDef]


class WebServer:
    """Serves sites until it is closed. Handlers run in its event loop: what takes time they hand to threads."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._runners: list[web.AppRunner] = []
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")
        self._loop.set_default_executor(self._threads)
        self._thread = threading.Thread(target=self._loop.run_forever, name="web", daemon=True)
        self._thread.start()

    def open(self, site: Site) -> int:
        """Serve a site; returns its port.

        Raises:
            SettingError: the port is taken, or the address is none of this machine's.
        """
        try:
            opened = asyncio.run_coroutine_threadsafe(self._open(site), self._loop)
            return opened.result(_START_SECONDS)
        except OSError as error:
            raise SettingError(
                f"{site.setting} is wrong: port {site.port} on {site.host} is taken, expected a free one.",
                cause=repr(error),
            ) from error

    async def _open(self, site: Site) -> int:
        application = web.Application(client_max_size=MOST_BYTES)
        application.add_routes(site.routes)
        # No access log: addresses carry codes and states, and health is asked every few seconds.
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=_END_SECONDS / 2)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, site.host, site.port).start()
        return int(runner.addresses[0][1])

    def close(self) -> None:
        """Answer what is being asked, then stop."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(2 * _END_SECONDS)
        self._threads.shutdown()  # an install that has begun is kept, before the database closes
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_END_SECONDS)
        self._loop.close()

    async def _close(self) -> None:
        for runner in self._runners:
            await runner.cleanup()

    def __enter__(self) -> WebServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
