"""The parent's side: a pool of children.

A pool keeps its children, so that a thousand feeds do not start a thousand interpreters. A child that dies,
hangs or runs out of memory is replaced; the others do not notice. Children are spawned, never forked: the
parent has threads.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from bot.child.serve import NOT_OURS, Bug, Limits, OutOfMemory, serve
from bot.errors import ChildError, RapporteurError, StoppedError

P = ParamSpec("P")
T = TypeVar("T")

TASKS_EACH = 500  # then a child is replaced, so that leaks in parsers do not add up
_ADVICE = "It was left aside; everything else goes on."


class ChildPool:
    """A few child processes that run functions one at a time each.

    `run` may be called from many threads; it waits until a child is free. Children start when first needed.
    Use as a context manager, or call `close`.
    """

    def __init__(self, size: int = 2, *, limits: Limits | None = None, tasks_each: int = TASKS_EACH) -> None:
        """`tasks_each`: calls after which a child is replaced."""
        self._limits = limits or Limits()
        self._children = [_Child(self._limits, tasks_each) for _ in range(max(1, size))]
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
            StoppedError: the pool was closed before there was an answer.
        """
        child = self._free.get()
        try:
            result: T = child.run(timeout, function, args, kwargs)
            return result
        except ChildError as error:
            if self._closed.is_set():  # what we killed ourselves tells nothing about the input
                raise StoppedError from error
            raise
        finally:
            self._free.put(child)

    def close(self) -> None:
        """Ends all children for good; a call that is running or waiting ends in a StoppedError."""
        self._closed.set()
        for child in self._children:
            child.end()

    def __enter__(self) -> ChildPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Child:
    """One process with its pipe; the process is replaced as often as it must.

    One thread at a time runs calls in it; only `end` may come from another one, at any moment.
    """

    def __init__(self, limits: Limits, tasks_each: int) -> None:
        self._limits = limits
        self._tasks_each = tasks_each
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._tasks = 0
        self._ended = False
        self._starting = threading.Lock()

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
        if isinstance(value, OutOfMemory):
            self.stop()
        raise _as_error(value, self._limits)

    def _ready(self) -> Connection:
        """The pipe to a living process."""
        if self._tasks >= self._tasks_each or (self._process is not None and not self._process.is_alive()):
            self.stop()
        if self._pipe is None:
            self._pipe = self._start()
            self._tasks = 0
        return self._pipe

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        with self._starting, closing(theirs):
            if self._ended:
                ours.close()
                raise StoppedError
            process = context.Process(target=serve, args=(theirs, self._limits), daemon=True, name="reader")
            with _signals_held():
                process.start()
            self._process = process
        return ours

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

    def end(self) -> None:
        """Kill the process and start no other; whoever waits for its answer learns it from the pipe."""
        with self._starting:
            self._ended = True
            process = self._process
        if process is not None:
            process.kill()
            process.join(5)

    def stop(self) -> None:
        """End the process; the next call starts another one."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is not None:
            process.kill()
            process.join(5)
        if pipe is not None:
            pipe.close()


def _as_error(value: object, limits: Limits) -> RapporteurError:
    if isinstance(value, RapporteurError):
        return value
    if isinstance(value, OutOfMemory):
        size = limits.memory_bytes // (1024 * 1024)
        return ChildError(f"It needs more than {size} MB of memory to read.", advice=_ADVICE)
    return ChildError(
        "It could not be read.", advice=_ADVICE, cause=value.trace if isinstance(value, Bug) else repr(value)
    )


@contextmanager
def _signals_held() -> Iterator[None]:
    """Keep Ctrl-C from a child that is being started, until it has learnt to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, NOT_OURS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
