"""Workspaces that go: noticing it where Slack's word was missed, and removing what is kept once it is time."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.app.drop_folders import remove_own_folder
from bot.app.rounds import active_workspaces
from bot.errors import SlackError
from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.slack.port import SlackPort
from bot.storage.database import Database
from bot.storage.installations import load_installation, mark_uninstalled
from bot.storage.removal import begin_removal, finish_removal, load_going

REVOKED = frozenset({"account_inactive", "token_revoked"})
"""Codes of `auth.test` after which a token never counts again."""

_log = logging.getLogger(__name__)


def notice_uninstalled(services: Services, now: datetime) -> int:
    """Ask Slack whether each installed token still counts: its events are lost where the bot was away for hours.

    Returns:
        how many workspaces turned out to be uninstalled.
    """
    count = 0
    for workspace in active_workspaces(services.database):
        with services.database.read(workspace.id) as scope:
            installed = load_installation(scope)
        slack = services.slack_of(workspace)
        if installed is None or installed.sealed is None or slack is None or not _is_revoked(slack):
            continue
        with services.database.write(workspace.id) as scope:
            count += mark_uninstalled(scope, now)
        _log.warning("the app was uninstalled", extra={"fields": {"workspace": workspace.id}})
    return count


def _is_revoked(slack: SlackPort) -> bool:
    try:
        slack.fetch_identity()
    except SlackError as error:  # away, or busy: asked again at the next look
        return error.code in REVOKED
    return False


def is_due(workspace: Workspace, now: datetime, keep: timedelta) -> bool:
    """Whether its data have been kept long enough since it was uninstalled."""
    return workspace.uninstalled_at is not None and now - workspace.uninstalled_at >= keep


def prune_workspaces(database: Database, drop_folder: Path, now: datetime, keep: timedelta) -> int:
    """Remove every workspace that is due, and end what was broken off earlier; returns how many were removed.

    Raises:
        StorageError: the database failed; what is left is removed at the next call.
    """
    going = load_going(database)
    for workspace_id in going:
        _finish(database, workspace_id)
    due = [workspace for workspace in database.workspaces() if is_due(workspace, now, keep)]
    return len(going) + sum(remove(database, drop_folder, workspace, now) for workspace in due)


def remove(database: Database, drop_folder: Path, workspace: Workspace, now: datetime) -> bool:
    """Remove one workspace with everything in it; False where it was installed again meanwhile.

    Raises:
        StorageError: the database failed; what is left is removed by `prune_workspaces`.
    """
    with database.write(workspace.id) as scope:
        if not begin_removal(scope, now, workspace.uninstalled_at):
            return False
    remove_own_folder(drop_folder, workspace)
    _finish(database, workspace.id)
    return True


def _finish(database: Database, workspace_id: int) -> None:
    articles = finish_removal(database, workspace_id)
    fields = {"workspace": workspace_id, "articles": articles}
    _log.warning("a workspace was removed", extra={"fields": fields})
