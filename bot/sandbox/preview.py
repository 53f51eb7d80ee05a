"""An answer or digest in the page, as it would stand in Slack: for `ask --open` and `digest --open`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType

from bot.clock import Clock, system_clock
from bot.sandbox.arguments import Arguments
from bot.sandbox.delivery import Courier
from bot.sandbox.messages import bot_message, read_content
from bot.sandbox.pace import Pace
from bot.sandbox.records import BOT_USER_ID, HUMAN_ID, Json
from bot.sandbox.server import Sandbox
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.state import Workspace
from bot.sandbox.threaded import ThreadedServer

CLOSED_SECONDS = 3.0  # without an open page after which it counts as closed; a reload is shorter
_STEP = 0.1  # seconds


class Preview:
    """A page that shows messages and nothing else; use it as a context manager."""

    def __init__(self, sandbox: Sandbox, server: ThreadedServer, url: str) -> None:
        self.url = url  # of the page, for a browser on this machine
        self._sandbox = sandbox
        self._server = server

    def __enter__(self) -> Preview:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()

    def wait_until_closed(self, *, seconds: float | None = None) -> bool:
        """Wait until the page was looked at and has been closed for `CLOSED_SECONDS`.

        Args:
            seconds: the longest wait; None for as long as it takes.

        Returns:
            Whether it was closed in time.
        """
        start, seen, alone = time.monotonic(), False, 0.0
        while not seen or alone < CLOSED_SECONDS:
            if seconds is not None and time.monotonic() - start > seconds:
                return False
            time.sleep(_STEP)
            is_open = self._sandbox.page.is_watched
            seen, alone = seen or is_open, 0.0 if is_open else alone + _STEP
        return True


def start_preview(messages: Sequence[Json], *, clock: Clock = system_clock, timezone: str = "UTC") -> Preview:
    """Serve a page on 127.0.0.1 that shows these messages.

    Args:
        messages: what the bot would post, each with `text` and `blocks`: the first in the channel, the others
            in its thread.
        clock: gives the time that stands beside them.
        timezone: IANA name, in which that time is shown.

    Raises:
        RefusedError: Slack would not take a message; its code and messages say why.
    """
    workspace = Workspace(clock, timezone=timezone)
    path = _post(workspace, messages)
    hub = SocketHub()
    sandbox = Sandbox(workspace, hub, Courier(hub), Pace(burst=None))
    sandbox.page.is_preview = True
    server = ThreadedServer(sandbox.application)
    address = server.start()
    sandbox.set_address(address)
    return Preview(sandbox, server, f"{address}{path}")


def _post(workspace: Workspace, messages: Sequence[Json]) -> str:
    """Put the messages into a channel; the path of the page that shows them."""
    channel = workspace.add_channel("preview", members=[HUMAN_ID, BOT_USER_ID])
    first = ""
    for message in messages:
        posted = bot_message(workspace, read_content(Arguments(message)))
        stored = workspace.add_message(channel, posted | ({"thread_ts": first} if first else {}))
        first = first or stored["ts"]
    thread = f"?thread_ts={first}" if len(messages) > 1 else ""
    return f"/archives/{channel.id}/p{first.replace('.', '')}{thread}"
