"""Each workspace's own drop folder: the oldest has the folder of the settings, others one in it, named by their team."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from bot.clock import Clock
from bot.model.subscriptions import Workspace
from bot.pipeline.dropping import DropFolderJob
from bot.pipeline.pipeline import Pipeline
from bot.storage.database import Database

_log = logging.getLogger(__name__)


class DropFolders:
    """Empties them; call `run` again and again, from one thread at a time."""

    def __init__(self, root: Path, database: Database, pipeline: Pipeline, clock: Clock) -> None:
        self._root = root
        self._database = database
        self._pipeline = pipeline
        self._clock = clock
        self._jobs: dict[tuple[int, Path], DropFolderJob] = {}

    def run(self, workspace: Workspace) -> int:
        """Read the files that are ready for that workspace; returns how many there were.

        Raises:
            StorageError: the folder or the database cannot be used.
        """
        path = self._path(workspace)
        if path is None:
            return 0
        key = (workspace.id, path)
        if key not in self._jobs:
            self._jobs[key] = DropFolderJob(path, workspace.id, self._pipeline, self._clock)
        return self._jobs[key].run()

    def _path(self, workspace: Workspace) -> Path | None:
        is_oldest = workspace.id == self._database.workspaces()[0].id
        return self._root if is_oldest else own_folder(self._root, workspace)


def own_folder(root: Path, workspace: Workspace) -> Path | None:
    """The folder that belongs to that workspace alone; None where its team's id would make no safe name."""
    team = workspace.team_id or ""
    return root / team if team.isascii() and team.isalnum() else None


def remove_own_folder(root: Path, workspace: Workspace) -> None:
    """Remove it with all files; the folder of the settings is the operator's, and stays."""
    path = own_folder(root, workspace)
    if path is None or path.is_symlink() or not path.is_dir():
        return
    try:
        shutil.rmtree(path)
    except OSError as error:
        fields = {"folder": str(path), "cause": repr(error)}
        _log.warning("a drop folder could not be removed", extra={"fields": fields})
