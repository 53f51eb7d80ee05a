"""The child's side: one call after the other, each within its limits."""

from __future__ import annotations

import math
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from bot.errors import RapporteurError

CPU_SECONDS = 5
MEMORY_BYTES = 512 * 1024 * 1024  # beyond what the interpreter takes before it begins
NOT_OURS = (signal.SIGINT, signal.SIGTERM)
"""Signals that are the parent's to handle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one call in a child may use."""

    cpu_seconds: int = CPU_SECONDS
    memory_bytes: int = MEMORY_BYTES


@dataclass(frozen=True)
class OutOfMemory:
    """Told by a child whose allocation failed."""


@dataclass(frozen=True)
class Bug:
    """An error that nobody foresaw, as text: the exception itself may not be picklable."""

    trace: str


def _ignore_signals() -> None:
    """Ctrl-C, and a SIGTERM to the whole group as systemd sends it, are the parent's to handle: it ends us."""
    for number in NOT_OURS:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, NOT_OURS)


def serve(pipe: Connection, limits: Limits) -> None:
    """The child's loop: one call, one answer, until the pipe is closed."""
    os.environ.setdefault(
        "OMP_NUM_THREADS", "1"
    )  # before numpy comes: a child has one core, and the room of one
    _ignore_signals()
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
            pipe.send((False, Bug(f"the answer cannot be sent: {error!r}")))
        except OSError:  # the parent is gone
            return


def _call(function: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, object]:
    try:
        return True, function(*args, **kwargs)
    except RapporteurError as error:
        return False, error
    except MemoryError:
        return False, OutOfMemory()
    except RecursionError:
        return False, Bug("nested too deeply")
    except Exception:  # noqa: BLE001 - a border: the trace goes to the parent, whose log it reaches
        return False, Bug(traceback.format_exc(limit=20))


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
