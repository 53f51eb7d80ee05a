"""Where the app is installed: the sealed token of each workspace, and when it was uninstalled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.model.installations import Installation
from bot.storage.database import Scope
from bot.storage.installation_tables import installations
from bot.storage.sqlite_dialect import upsert
from bot.storage.tables import workspaces

_VALUES = ("bot_user", "scopes", "installed_at", "installed_by", "sealed")
SLACKS_SECOND = timedelta(seconds=1)  # Slack tells the time of an event in whole seconds


def save_installation(
    scope: Scope,
    *,
    sealed: bytes,
    bot_user: str,
    scopes: Sequence[str],
    installed_by: str | None,
    now: datetime,
) -> None:
    """Keep the token of a new install, or of a later one, in place of what was there.

    Args:
        sealed: the bot token, encrypted.
    """
    row = {
        "workspace_id": scope.workspace_id,
        "bot_user": bot_user,
        "scopes": ",".join(scopes),
        "installed_at": now,
        "installed_by": installed_by,
        "sealed": sealed,
    }
    scope.connection.execute(upsert(installations, ("workspace_id",), _VALUES), row)
    _set_uninstalled(scope, None)


def load_installation(scope: Scope) -> Installation | None:
    """The install of this workspace, or None where it has none."""
    query = select(installations).where(installations.c.workspace_id == scope.workspace_id)
    row = scope.connection.execute(query).one_or_none()
    if row is None:
        return None
    return Installation(
        bot_user=row.bot_user,
        scopes=tuple(filter(None, row.scopes.split(","))),
        installed_at=row.installed_at,
        installed_by=row.installed_by,
        sealed=row.sealed,
    )


def reseal_token(scope: Scope, sealed: bytes | None) -> None:
    """Put the token encrypted anew in place of the old one, or drop it."""
    change = update(installations).where(installations.c.workspace_id == scope.workspace_id)
    scope.connection.execute(change.values(sealed=sealed))


def mark_uninstalled(scope: Scope, at: datetime) -> bool:
    """The app was uninstalled, or its token revoked: drop the token, and remember since when.

    Told twice, it stays at the first time. What happened before the present install is over: such a message of
    Slack's comes late, and the new token stays.

    Returns:
        whether the workspace is uninstalled because of this call.
    """
    found = load_installation(scope)
    if found and at + SLACKS_SECOND < found.installed_at:
        return False
    reseal_token(scope, None)
    return _set_uninstalled(scope, at)


def _set_uninstalled(scope: Scope, at: datetime | None) -> bool:
    change = update(workspaces).where(workspaces.c.id == scope.workspace_id)
    if at is not None:
        change = change.where(workspaces.c.uninstalled_at.is_(None))
    return scope.connection.execute(change.values(uninstalled_at=at)).rowcount > 0
