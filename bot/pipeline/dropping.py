"""From the drop folder through the pipeline: each file ends in `done/`, or in `rejected/` with its reason.

A file may hold several articles (a table, an archive, a mail with attachments): it is put away when the last of
them is stored."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.child import ChildPool
from bot.clock import Clock
from bot.errors import RapporteurError, StorageError
from bot.fetch.dropfolder import Claimed, DropFolder
from bot.fetch.files import DOCUMENT_LIMITS
from bot.pipeline.parts import receive_contents
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Outcome, Received, Status

_log = logging.getLogger(__name__)


class DropFolderJob:
    """Empties the drop folder of one workspace; call `run` again and again, from one thread at a time."""

    def __init__(self, path: Path, workspace_id: int, pipeline: Pipeline, clock: Clock) -> None:
        self._path = path
        self._workspace_id = workspace_id
        self._pipeline = pipeline
        self._clock = clock
        self._folder: DropFolder | None = None
        self._warned: frozenset[str] = frozenset()  # names of files that cannot be claimed

    def run(self) -> int:
        """Read the files that are ready; returns how many there were.

        A file is moved away only after its article is stored: whatever happens in between, it is read again.

        Raises:
            StorageError: the folder or the database cannot be used.
        """
        try:
            folder = self._folder or DropFolder(self._path)
            self._folder = None  # until all went well: the next run then finds what is still claimed
            claims = folder.claim(self._clock())
        except OSError as error:
            raise _unusable(self._path, error) from error
        self._warn_once(folder.stuck)
        if self._take(folder, claims):
            self._folder = folder
        return len(claims)

    def _take(self, folder: DropFolder, claims: Sequence[Claimed]) -> bool:
        """Store the files and put them away; whether all could be put away."""
        if not claims:
            return True
        put_away = True
        with ChildPool(1, limits=DOCUMENT_LIMITS) as children:
            batch = _Batch(folder, claims, children)
            for claimed, outcomes in batch.match(self._pipeline.take(self._workspace_id, batch.received())):
                fields = {"file": claimed.name, **_summarise(outcomes)}
                try:
                    _put_away(folder, claimed, outcomes)
                except OSError as error:  # read once more at the next run, where it is known
                    put_away = False
                    _log.warning("file not put away", extra={"fields": {**fields, "cause": repr(error)}})
                else:
                    _log.info("file read", extra={"fields": fields})
        return put_away

    def _warn_once(self, stuck: Mapping[str, str]) -> None:
        for name in sorted(stuck.keys() - self._warned):
            _log.warning("file left where it is", extra={"fields": {"file": name, "why": stuck[name]}})
        self._warned = frozenset(stuck)


class _Batch:
    """The files of one run: what is in each, and what became of it."""

    def __init__(self, folder: DropFolder, claims: Sequence[Claimed], children: ChildPool) -> None:
        self._folder = folder
        self._claims = claims
        self._children = children
        self._sizes: deque[tuple[Claimed, int]] = deque()  # files that were read, with how much is in them

    def received(self) -> Iterator[Received]:
        """What is in the files, one after the other."""
        for claimed in self._claims:
            items = _read(self._folder, claimed, self._children)
            self._sizes.append((claimed, len(items)))
            yield from items

    def match(self, outcomes: Iterator[Outcome]) -> Iterator[tuple[Claimed, list[Outcome]]]:
        """Each file with what became of its parts, as soon as the last of them is stored."""
        done: list[Outcome] = []
        for outcome in outcomes:
            done.append(outcome)
            claimed, size = self._sizes[0]
            if len(done) == size:
                self._sizes.popleft()
                yield claimed, done
                done = []


def _read(folder: DropFolder, claimed: Claimed, children: ChildPool) -> list[Received]:
    """Never empty: a file without an article is the reason why."""
    try:
        return list(receive_contents(folder.read(claimed, children), claimed.address))
    except RapporteurError as error:
        return [Received(entry=error, label=claimed.address)]


def _summarise(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """For the log: of one article its status and id, of several how many there are of each status."""
    if len(outcomes) == 1:
        return {"status": outcomes[0].status.value, "article": outcomes[0].article}
    return dict(Counter(outcome.status.value for outcome in outcomes))


def _put_away(folder: DropFolder, claimed: Claimed, outcomes: Sequence[Outcome]) -> None:
    bad = [outcome for outcome in outcomes if outcome.status is Status.REJECTED]
    note = "\n".join(_reason(outcome, claimed) for outcome in bad)
    if len(bad) == len(outcomes):
        folder.reject(claimed, note)
    else:
        folder.done(claimed, note)


def _reason(outcome: Outcome, claimed: Claimed) -> str:
    """Why a part was refused, after its name where it is not the whole file."""
    reason = outcome.reason or "It could not be read."
    part = outcome.source.removeprefix(claimed.address).removeprefix("#")
    return f"{part}: {reason}" if part else reason


def _unusable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"The drop folder {path} cannot be used.",
        advice="Set RAPPORTEUR_DROP_FOLDER to a folder that can be written, on a disk with room.",
        cause=repr(error),
    )
