"""What goes wrong on request, as a test asks for it; see `faults` for what each does to a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.faults import Fault, Hold
from bot.sandbox.threaded import ThreadedServer

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox


class FaultDriver:
    """Faults of the Web API, by method, and of the connections."""

    def __init__(self, sandbox: Sandbox, server: ThreadedServer) -> None:
        self._sandbox = sandbox
        self._server = server

    def fail_next(self, method: str, error: str, *, times: int = 1) -> None:
        """Refuse the next calls of a method with one of Slack's error codes."""
        self._sandbox.faults.add(method, Fault(kind="refuse", error=error), times=times)

    def rate_limit_next(self, method: str, retry_after: int = 1, *, times: int = 1) -> None:
        """Answer the next calls of a method with 429 and `Retry-After` in seconds."""
        self._sandbox.faults.add(method, Fault(kind="rate_limit", seconds=retry_after), times=times)

    def break_next(
        self, method: str, *, status: int = 500, after_handling: bool = False, times: int = 1
    ) -> None:
        """Answer the next calls of a method with an HTTP error, before or after their effect."""
        fault = Fault(kind="server_error_after" if after_handling else "server_error", status=status)
        self._sandbox.faults.add(method, fault, times=times)

    def drop_before_handling(self, method: str, *, times: int = 1) -> None:
        """Close the connection of the next calls of a method; they have no effect."""
        self._sandbox.faults.add(method, Fault(kind="drop_before"), times=times)

    def drop_after_handling(self, method: str, *, times: int = 1) -> None:
        """Close the connection of the next calls of a method; they have their effect, unknown to the caller."""
        self._sandbox.faults.add(method, Fault(kind="drop_after"), times=times)

    def hold(self, method: str, *, after_handling: bool = False) -> Hold:
        """Keep the next call of a method waiting, before or after its effect, until `release()`."""
        hold = Hold()
        self._sandbox.faults.add(
            method, Fault(kind="hold_after" if after_handling else "hold_before", hold=hold)
        )
        return hold

    def refresh_connections(self) -> None:
        """Ask the bot to renew its Socket Mode connections, as Slack does every few hours."""
        self._server.call(self._sandbox.hub.refresh())

    def drop_connections(self) -> None:
        """Break the Socket Mode connections."""
        self._server.call(self._sandbox.hub.drop())

    def mute_connections(self, *, mute: bool = True) -> None:
        """Leave the Socket Mode connections open, but let no envelope through."""
        self._sandbox.hub.is_mute = mute

    def delay_next(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Let the next calls of a method wait before they are handled."""
        self._sandbox.faults.add(method, Fault(kind="delay", delay=seconds), times=times)

    def refuse_charts_in_ephemerals(self, *, refuse: bool = True) -> None:
        """Refuse native charts in ephemeral and `response_url` messages, as Slack may (its docs do not say)."""
        self._sandbox.workspace.charts_in_ephemeral = not refuse
