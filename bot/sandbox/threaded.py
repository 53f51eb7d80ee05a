"""An aiohttp application that serves 127.0.0.1 from a thread and an event loop of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

Result = TypeVar("Result")
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0


class ThreadedServer:
    """Runs an application until it is stopped; methods are called from any other thread."""

    def __init__(self, make_application: Callable[[], web.Application], *, port: int = 0) -> None:
        self._make_application = make_application
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="local-server", daemon=True)
        self._runner: web.AppRunner | None = None

    def start(self) -> str:
        """Start serving and return the address, "http://127.0.0.1:PORT".

        Raises:
            OSError: the port is taken.
        """
        self._thread.start()
        try:
            port = self.call(self._open(), seconds=_START_SECONDS)
        except OSError:
            self._end_loop()
            raise
        return f"http://127.0.0.1:{port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _open(self) -> int:
        self._runner = web.AppRunner(self._make_application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, "127.0.0.1", self._port)
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        port: int = self._runner.addresses[0][1]
        return port

    def call(self, work: Coroutine[Any, Any, Result], *, seconds: float = 30.0) -> Result:
        """Run a coroutine in the server's loop and wait for its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def stop(self) -> None:
        """Close all connections and end the thread; a second call does nothing."""
        if not self._thread.is_alive():
            return
        if self._runner is not None:
            self.call(self._runner.cleanup(), seconds=_STOP_SECONDS)
        self._end_loop()

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_STOP_SECONDS)
