"""One bot a data folder: two would post beside each other and claim each other's files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StorageError

LOCK_FILE = "running.lock"


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Hold the data folder until the end; the system lets go of it where the process dies.

    Raises:
        StorageError: another bot holds it, or the folder cannot be written.
    """
    try:
        file = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StorageError(
            f"The data folder {folder} cannot be written.",
            advice="Set RAPPORTEUR_DATA_DIR to a folder that can.",
            cause=repr(error),
        ) from error
    try:
        _lock(file, folder)
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())  # for whoever wonders which process it is
        yield
    finally:
        os.close(file)


def _lock(file: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no such lock
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StorageError(
            f"Another bot (process {_holder(file)}) is running on the data folder {folder}.",
            advice="Stop it first, or set RAPPORTEUR_DATA_DIR to another folder for this one.",
            cause=repr(error),
        ) from error
    except OSError:  # a network disk without locks: nothing better can be had there
        return


def _holder(file: int) -> str:
    return os.read(file, 20).decode("ascii", errors="replace").strip() or "unknown"
