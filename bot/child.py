"""Processes that can be killed: hostile input is read in one, within limits of CPU, memory and time.

A pool keeps its children, so that a thousand feeds do not start a thousand interpreters. A child that dies,
hangs or runs out of memory is replaced; the others do not notice. Children are spawned, never forked: the
parent has threads.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from bot.errors import ChildError, RapporteurError

P = ParamSpec("P")
T = TypeVar("T")

CPU_SECONDS = 5
MEMORY_BYTES = 512 * 1024 * 1024  # beyond what the interpreter takes before it begins
TASKS_EACH = 500  # then a child is replaced, so that leaks in parsers do not add up
_ADVICE = "It was left aside; everything else goes on."


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one call in a child may use."""

    cpu_seconds: int = CPU_SECONDS
    memory_bytes: int = MEMORY_BYTES


class ChildPool:
    """A few child processes that run functions one at a time each.

    `run` may be called from many threads; it waits until a child is free. Children start when first needed.
    Use as a context manager, or call `close`.
    """

    def __init__(self, size: int = 2, *, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._children = [_Child(self._limits) for _ in range(max(1, size))]
        self._free: queue.LifoQueue[_Child] = queue.LifoQueue()
        for child in self._children:
            self._free.put(child)
        self._closed = threading.Event()

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`run_within` with a wall time of four times the CPU limit."""
        return self.run_within(4.0 * self._limits.cpu_seconds, function, *args, **kwargs)

    def run_within(self, timeout: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Calls `function(*args, **kwargs)` in a child; all of it must be picklable.

        Args:
            timeout: wall time in seconds, from the moment that a child is free.

        Raises:
            RapporteurError: as raised by the function.
            ChildError: the child was stopped at a limit, died, or the function raised anything else.
        """
        if self._closed.is_set():
            raise ChildError("The helper processes are stopped already.")
        child = self._free.get()
        try:
            result: T = child.run(timeout, function, args, kwargs)
            return result
        finally:
            self._free.put(child)

    def close(self) -> None:
        """Stops all children; a call that is running ends in a ChildError."""
        self._closed.set()
        for child in self._children:
            child.stop()

    def __enter__(self) -> ChildPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Child:
    """One process with its pipe; the process is replaced as often as it must."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._tasks = 0

    def run(self, timeout: float, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        pipe = self._ready()
        self._tasks += 1
        try:
            pipe.send((function, args, kwargs))
            if not pipe.poll(timeout):
                self.stop()
                raise ChildError(f"It took longer than {timeout:g} seconds to read.", advice=_ADVICE)
            fine, value = pipe.recv()
        except (EOFError, OSError) as error:
            raise self._death(error) from error
        if fine:
            return value
        if isinstance(value, _OutOfMemory):
            self.stop()
        raise _as_error(value, self._limits)

    def _ready(self) -> Connection:
        """The pipe to a living process."""
        if self._tasks >= TASKS_EACH or (self._process is not None and not self._process.is_alive()):
            self.stop()
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._limits), daemon=True, name="reader"
            )
            self._process.start()
            theirs.close()
            self._tasks = 0
        return self._pipe

    def _death(self, error: Exception) -> ChildError:
        """What the end of a process says; leaves the child ready to be replaced."""
        code = None
        if self._process is not None:
            self._process.join(1)
            code = self._process.exitcode
        self.stop()
        if code is not None and -code == signal.SIGXCPU:
            return ChildError(
                f"It took more than {self._limits.cpu_seconds} seconds of computing to read.", advice=_ADVICE
            )
        return ChildError(
            "Reading it ended in a crash of the reader.", advice=_ADVICE, cause=f"exit code {code}, {error!r}"
        )

    def stop(self) -> None:
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is not None:
            process.kill()
            process.join(5)
        if pipe is not None:
            pipe.close()


@dataclass(frozen=True)
class _OutOfMemory:
    """Told by a child whose allocation failed."""


@dataclass(frozen=True)
class _Bug:
    """An error that nobody foresaw, as text: the exception itself may not be picklable."""

    trace: str


def _as_error(value: object, limits: Limits) -> RapporteurError:
    if isinstance(value, RapporteurError):
        return value
    if isinstance(value, _OutOfMemory):
        size = limits.memory_bytes // (1024 * 1024)
        return ChildError(f"It needs more than {size} MB of memory to read.", advice=_ADVICE)
    return ChildError(
        "It could not be read.", advice=_ADVICE, cause=value.trace if isinstance(value, _Bug) else repr(value)
    )


def _serve(pipe: Connection, limits: Limits) -> None:
    """The child's loop: one call, one answer, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _limit_memory(limits.memory_bytes)
    while True:
        try:
            function, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_cpu(limits.cpu_seconds)
        answer = _call(function, args, kwargs)
        try:
            pipe.send(answer)
        except (ValueError, TypeError, AttributeError, MemoryError) as error:
            pipe.send((False, _Bug(f"the answer cannot be sent: {error!r}")))


def _call(function: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, object]:
    try:
        return True, function(*args, **kwargs)
    except RapporteurError as error:
        return False, error
    except MemoryError:
        return False, _OutOfMemory()
    except RecursionError:
        return False, _Bug("nested too deeply")
    except Exception:  # noqa: BLE001 - a border: the trace goes to the parent, whose log it reaches
        return False, _Bug(traceback.format_exc(limit=20))


def _limit_cpu(seconds: int) -> None:
    """The limit counts from the start of the process, so each call moves it on."""
    try:
        import resource
    except ImportError:  # Windows: the wall time still holds
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def _limit_memory(allowance: int) -> None:
    try:
        import resource

        with open(f"/proc/{os.getpid()}/statm", encoding="ascii") as status:  # noqa: PTH123 - pathlib adds nothing here
            base = int(status.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (base + allowance, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        return  # no /proc or no such limit (macOS): CPU and wall time still hold
