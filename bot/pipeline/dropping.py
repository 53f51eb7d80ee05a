"""From the drop folder through the pipeline: each file ends in `done/`, or in `rejected/` with its reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.clock import Clock
from bot.errors import RapporteurError, StorageError
from bot.fetch.dropfolder import Claimed, DropFolder
from bot.model.articles import Entry
from bot.pipeline.pipeline import Pipeline
from bot.pipeline.records import Received, Status

_log = logging.getLogger(__name__)


class DropFolderJob:
    """Empties the drop folder of one workspace; call `run` again and again, from one thread at a time."""

    def __init__(self, path: Path, workspace_id: int, pipeline: Pipeline, clock: Clock) -> None:
        self._path = path
        self._workspace_id = workspace_id
        self._pipeline = pipeline
        self._clock = clock
        self._folder: DropFolder | None = None

    def run(self) -> int:
        """Read the files that are ready; returns how many there were.

        A file is moved away only after its article is stored: whatever happens in between, it is read again.

        Raises:
            StorageError: the folder or the database cannot be used.
        """
        folder = self._open()
        claims = folder.claim(self._clock())
        if not claims:
            return 0
        try:
            self._take(folder, claims)
        except BaseException:
            self._folder = None  # the next run finds what is still claimed, as after a crash
            raise
        return len(claims)

    def _take(self, folder: DropFolder, claims: Sequence[Claimed]) -> None:
        outcomes = self._pipeline.take(self._workspace_id, _received(folder, claims))
        for claimed, outcome in zip(claims, outcomes, strict=True):
            if outcome.status is Status.REJECTED:
                folder.reject(claimed, outcome.reason or "It could not be read.")
            else:
                folder.done(claimed)
            fields = {"file": claimed.name, "status": outcome.status.value, "article": outcome.article}
            _log.info("file read", extra={"fields": fields})

    def _open(self) -> DropFolder:
        if self._folder is None:
            try:
                self._folder = DropFolder(self._path)
            except OSError as error:
                raise StorageError(
                    f"The drop folder {self._path} cannot be used.",
                    advice="Set RAPPORTEUR_DROP_FOLDER to a folder that can be written.",
                    cause=repr(error),
                ) from error
        return self._folder


def _received(folder: DropFolder, claims: Sequence[Claimed]) -> Iterator[Received]:
    for claimed in claims:
        yield Received(entry=_read(folder, claimed), label=claimed.address)


def _read(folder: DropFolder, claimed: Claimed) -> Entry | RapporteurError:
    try:
        return folder.read(claimed)
    except RapporteurError as error:
        return error
