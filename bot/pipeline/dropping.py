"""From the drop folder through the pipeline: each file ends in `done/`, or in `rejected/` with its reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.clock import Clock
from bot.errors import RapporteurError, StorageError
from bot.fetch.dropfolder import Claimed, DropFolder
from bot.model.articles import Entry
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
        put_away = True
        outcomes = self._pipeline.take(self._workspace_id, _received(folder, claims)) if claims else ()
        for claimed, outcome in zip(claims, outcomes, strict=True):
            fields = {"file": claimed.name, "status": outcome.status.value, "article": outcome.article}
            try:
                _put_away(folder, claimed, outcome)
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


def _put_away(folder: DropFolder, claimed: Claimed, outcome: Outcome) -> None:
    if outcome.status is Status.REJECTED:
        folder.reject(claimed, outcome.reason or "It could not be read.")
    else:
        folder.done(claimed)


def _unusable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"The drop folder {path} cannot be used.",
        advice="Set RAPPORTEUR_DROP_FOLDER to a folder that can be written, on a disk with room.",
        cause=repr(error),
    )


def _received(folder: DropFolder, claims: Sequence[Claimed]) -> Iterator[Received]:
    for claimed in claims:
        yield Received(entry=_read(folder, claimed), label=claimed.address)


def _read(folder: DropFolder, claimed: Claimed) -> Entry | RapporteurError:
    try:
        return folder.read(claimed)
    except RapporteurError as error:
        return error
