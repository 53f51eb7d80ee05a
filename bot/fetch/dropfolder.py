"""The drop folder: files are claimed when nobody writes to them any more, then archived or rejected. [disk]

A claim is a rename into `.work/`: it is atomic, and a crash leaves the file there, where the next start finds
it. Read files end in `done/`, bad ones in `rejected/` beside a note that says why; a file of which only parts could be read has such
a note in `done/`. Nothing is ever deleted
or overwritten.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path

from bot.child import ChildPool
from bot.clock import require_aware
from bot.fetch.documents.contents import Contents
from bot.fetch.files import not_regular, printable_name, read_contents

SETTLE = timedelta(seconds=2)
WORK, DONE, REJECTED = ".work", "done", "rejected"
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart", ".swp", "~")
_LONGEST_NAME = 200  # bytes, so that a suffix and ".why.txt" still fit into 255


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A file that belongs to us now."""

    name: str  # as it was dropped
    path: Path  # where it is: in .work/
    address: str  # printable: the place where it was dropped


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sight:
    """How a file looked when it last changed."""

    size: int
    modified: int  # nanoseconds
    since: datetime


class DropFolder:
    """One folder with its sub-folders. One process at a time may use it."""

    def __init__(self, path: Path | str, *, settle: timedelta = SETTLE) -> None:
        """`settle`: for how long size and time of a file must stay the same before it is claimed.

        Raises:
            OSError: the folder cannot be made.
        """
        self.path = Path(path)
        self._settle = settle
        self._seen: dict[str, _Sight] = {}
        self._recovered = False
        self.stuck: dict[str, str] = {}
        """Files that cannot be claimed (another owner, a full disk), with the reason; they are tried again."""
        for folder in ("", WORK, DONE, REJECTED):
            (self.path / folder).mkdir(parents=True, exist_ok=True)

    def claim(self, now: datetime) -> list[Claimed]:
        """The files that are ready; at the first call also those that a crash left claimed.

        What is no regular file (a link, a pipe, a device) goes to `rejected/` at once. Call it again and again:
        a file is ready when a later call finds it unchanged.
        """
        now = require_aware(now)
        claims = [] if self._recovered else list(self._left_behind())
        self._recovered = True
        present: dict[str, _Sight] = {}
        self.stuck.clear()
        for name, status in sorted(self._candidates(), key=itemgetter(0)):
            if not stat.S_ISREG(status.st_mode):
                self._set_aside(name, not_regular(status.st_mode))
                continue
            sight = self._sight(name, status, now)
            settled = now - sight.since >= self._settle
            claims += self._claim(name) if settled else []
            if not settled or name in self.stuck:
                present[name] = sight
        self._seen = present
        return claims

    def read(self, claimed: Claimed, children: ChildPool) -> Contents:
        """The entries in a claimed file, and the parts of it that are none.

        Raises:
            RejectedError, ChildError: it cannot be read as an article; hand the sentence to `reject`.
        """
        return read_contents(claimed.path, children=children, address=claimed.address, follow=False)

    def done(self, claimed: Claimed, note: str = "") -> Path:
        """Archives a file that was read; returns where it is now. `note`: of the parts that could not be read."""
        if note:
            return self._move_with_note(claimed.path, DONE, claimed.name, note)
        return _move(claimed.path, self.path / DONE, claimed.name)

    def reject(self, claimed: Claimed, sentence: str) -> Path:
        """Puts a file aside with a note that says why; returns where it is now."""
        return self._move_with_note(claimed.path, REJECTED, claimed.name, sentence)

    def _candidates(self) -> Iterator[tuple[str, os.stat_result]]:
        """What lies in the folder and may be meant for us, by name, with its status; links are not followed."""
        with os.scandir(self.path) as items:
            for item in items:
                if item.name.startswith(".") or item.name.lower().endswith(_UNFINISHED):
                    continue
                try:
                    status = item.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # its owner took it back
                if not stat.S_ISDIR(status.st_mode):
                    yield item.name, status

    def _sight(self, name: str, status: os.stat_result, now: datetime) -> _Sight:
        known = self._seen.get(name)
        if known is not None and (known.size, known.modified) == (status.st_size, status.st_mtime_ns):
            return known
        return _Sight(size=status.st_size, modified=status.st_mtime_ns, since=now)

    def _claim(self, name: str) -> list[Claimed]:
        claims = []
        with self._noting_trouble(name):
            path = _move(self.path / name, self.path / WORK, name)
            claims.append(Claimed(name=name, path=path, address=printable_name(os.fspath(self.path / name))))
        return claims

    def _set_aside(self, name: str, sentence: str) -> None:
        with self._noting_trouble(name):
            self._move_with_note(self.path / name, REJECTED, name, sentence)

    @contextmanager
    def _noting_trouble(self, name: str) -> Iterator[None]:
        """One file that cannot be moved is stuck and holds up no other; one that is gone is no trouble."""
        try:
            yield
        except FileNotFoundError:
            return  # its owner took it back
        except OSError as error:
            self.stuck[name] = f"The file cannot be moved: {error.strerror}."

    def _left_behind(self) -> Iterator[Claimed]:
        for path in sorted((self.path / WORK).iterdir()):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                yield Claimed(
                    name=path.name, path=path, address=printable_name(os.fspath(self.path / path.name))
                )
            elif not stat.S_ISDIR(status.st_mode):
                self._move_with_note(path, REJECTED, path.name, not_regular(status.st_mode))

    def _move_with_note(self, path: Path, folder: str, name: str, sentence: str) -> Path:
        """The note is written first: a file in `rejected/` always has one."""
        target = _free_path(self.path / folder, name)
        note = _note_path(target)
        with note.open(
            "x", encoding="utf-8"
        ) as file:  # never through a link that somebody put there meanwhile
            file.write(f"{sentence}\n")
        try:
            path.rename(target)
        except OSError:
            note.unlink()  # else each try would leave another one
            raise
        return target


def _move(path: Path, folder: Path, name: str) -> Path:
    """Moves within the folder; a name that is taken gets a number, so that nothing is overwritten."""
    target = _free_path(folder, name)
    path.rename(target)
    return target


def _free_path(folder: Path, name: str) -> Path:
    """ "a.txt", or "a-2.txt" where that or its note is taken. Very long names are cut, with a hash for the rest."""
    if len(os.fsencode(name)) > _LONGEST_NAME:
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
        head = os.fsencode(name)[: _LONGEST_NAME - 40].decode("utf-8", errors="ignore")
        name = f"{head}-{digest}{Path(name).suffix[:10]}"
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - pathlib refuses some names that a disk allows
    number = 1
    while True:
        target = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        if not os.path.lexists(target) and not os.path.lexists(_note_path(target)):
            return target
        number += 1


def _note_path(target: Path) -> Path:
    return target.with_name(f"{target.name}.why.txt")
