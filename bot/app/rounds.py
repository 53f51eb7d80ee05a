"""Doing a job for every workspace in which the app is installed: one that fails does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.errors import RapporteurError
from bot.model.subscriptions import Workspace
from bot.storage.database import Database

_log = logging.getLogger(__name__)


def active_workspaces(database: Database) -> tuple[Workspace, ...]:
    """All for which jobs run: those that were not uninstalled."""
    return tuple(w for w in database.workspaces() if w.uninstalled_at is None)


def do_for_each(database: Database, name: str, action: Callable[[Workspace], object]) -> None:
    """Do it for each workspace that is active now.

    Raises:
        StoppedError: the program stops.
    """
    for workspace in active_workspaces(database):
        try:
            action(workspace)
        except RapporteurError as error:
            fields = {"job": name, "workspace": workspace.id, "why": error.message, "cause": error.cause}
            _log.warning("job failed", extra={"fields": fields})
