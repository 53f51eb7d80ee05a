"""Trouble on request: calls that are refused, slowed, held, answered with 500, or cut off after their effect."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal[
    "none",
    "refuse",
    "rate_limit",
    "server_error",
    "server_error_after",
    "delay",
    "drop_before",
    "drop_after",
    "hold_before",
    "hold_after",
]
"""What happens to a call; `…_after` strikes when the call has had its effect, `…_before` when it has had none."""


class Hold:
    """A call kept waiting until a test lets it go; safe to use from any thread."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._go = threading.Event()

    def release(self) -> None:
        """Let the call go on."""
        self._go.set()

    async def wait(self) -> None:
        """Note that the call is here and wait for its release."""
        self.reached.set()
        while not self._go.is_set():
            await asyncio.sleep(0.01)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong with one call."""

    kind: FaultKind
    error: str = ""
    seconds: int = 0  # of Retry-After
    delay: float = 0.0  # seconds before the call is handled
    status: int = 500
    hold: Hold = field(default_factory=Hold)


class Faults:
    """The faults that wait for the next calls of each method, first in, first out."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self._lock = threading.Lock()

    def add(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let `fault` strike the next `times` calls of `method` that no earlier fault takes."""
        with self._lock:
            self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault:
        """The fault that strikes this call; its kind is "none" where all goes well."""
        with self._lock:
            waiting = self._waiting[method]
            return waiting.popleft() if waiting else Fault(kind="none")
