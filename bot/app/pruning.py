"""Removing what is kept of workspaces that were uninstalled long enough ago."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.app.drop_folders import remove_own_folder
from bot.model.subscriptions import Workspace
from bot.storage.database import Database
from bot.storage.removal import remove_workspace

_log = logging.getLogger(__name__)


def is_due(workspace: Workspace, now: datetime, keep: timedelta) -> bool:
    """Whether its data have been kept long enough since it was uninstalled."""
    return workspace.uninstalled_at is not None and now - workspace.uninstalled_at >= keep


def prune_workspaces(database: Database, drop_folder: Path, now: datetime, keep: timedelta) -> int:
    """Remove every workspace that is due; returns how many.

    Raises:
        StorageError: the database failed; what is left is removed at the next call.
    """
    due = [workspace for workspace in database.workspaces() if is_due(workspace, now, keep)]
    for workspace in due:
        remove(database, drop_folder, workspace, now)
    return len(due)


def remove(database: Database, drop_folder: Path, workspace: Workspace, now: datetime) -> None:
    """Remove one workspace with everything in it. Raises StorageError."""
    articles = remove_workspace(database, workspace, now)
    remove_own_folder(drop_folder, workspace)
    fields = {"workspace": workspace.id, "team": workspace.team_id, "articles": articles}
    _log.warning("a workspace was removed", extra={"fields": fields})
