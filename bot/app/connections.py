"""Which client speaks for which workspace, and what an install by OAuth sets up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from bot.app.defaults import sync_defaults
from bot.clock import Clock
from bot.config import Settings
from bot.errors import StorageError
from bot.model.subscriptions import Workspace
from bot.slack.oauth import Grant
from bot.slack.port import Identity, SlackPort
from bot.storage.database import Database
from bot.storage.installations import load_installation, save_installation
from bot.storage.sealing import Sealer

_log = logging.getLogger(__name__)


class Connections:
    """The clients of all workspaces. Safe to share between threads.

    Each answer is read from the database: a token that was revoked speaks for nobody from then on, also where
    another process was told.
    """

    def __init__(self, database: Database, sealer: Sealer | None, make: Callable[[str], SlackPort]) -> None:
        """`make` makes the client of a bot token."""
        self._database = database
        self._sealer = sealer
        self._make = make
        self._own: tuple[int, SlackPort] | None = None
        self._made: dict[int, tuple[bytes, SlackPort | None]] = {}  # by workspace, with what it was made of
        self._bot_users: dict[str, str] = {}  # by team
        self._lock = threading.Lock()

    def adopt(self, identity: Identity, client: SlackPort) -> Workspace:
        """The workspace of the token that stands in the settings; it goes before one that was installed."""
        workspace = self._database.adopt(identity.team_id, identity.team_name)
        self._own = (workspace.id, client)
        self._bot_users[identity.team_id] = identity.bot_user
        return workspace

    def install(self, grant: Grant, settings: Settings, clock: Clock) -> Workspace:
        """Make or restore the workspace that granted a token, and keep that token encrypted.

        Raises:
            StorageError: it could not be kept.
        """
        if self._sealer is None:
            raise StorageError("There is no key to keep the token with.", cause="no sealer")
        workspace = self._database.adopt(grant.team_id, grant.team_name)
        sync_defaults(self._database, workspace.id, settings, clock())
        with self._database.write(workspace.id) as scope:
            save_installation(
                scope,
                sealed=self._sealer.seal(grant.token),
                bot_user=grant.bot_user,
                scopes=grant.scopes,
                installed_by=grant.installed_by,
                now=clock(),
            )
        self._bot_users[grant.team_id] = grant.bot_user
        _log.info("installed", extra={"fields": {"workspace": workspace.id, "name": workspace.name}})
        return workspace

    def __call__(self, workspace_id: int) -> SlackPort | None:
        """The client of a workspace; None where it has no token, or was uninstalled."""
        there = next((w for w in self._database.workspaces() if w.id == workspace_id), None)
        installed = there is not None and there.uninstalled_at is None
        if installed and self._own and self._own[0] == workspace_id:
            return self._own[1]
        with self._database.read(workspace_id) as scope:
            found = load_installation(scope)
        if installed and found and found.sealed:
            return self._client(workspace_id, found.sealed)
        with self._lock:
            self._made.pop(workspace_id, None)  # the token goes from memory, too
        return None

    def _client(self, workspace_id: int, sealed: bytes) -> SlackPort | None:
        with self._lock:
            made = self._made.get(workspace_id)
            if made is None or made[0] != sealed:
                made = self._made[workspace_id] = (sealed, self._unseal(workspace_id, sealed))
        return made[1]

    def _unseal(self, workspace_id: int, sealed: bytes) -> SlackPort | None:
        try:
            return self._make(self._sealer.unseal(sealed)) if self._sealer else None
        except StorageError as error:  # the other workspaces go on
            _log.error("no token", extra={"fields": {"workspace": workspace_id, "why": error.message}})
            return None

    def bot_user_of(self, team_id: str) -> str | None:
        """The bot's user id there, asked of the database once: requests are acknowledged meanwhile."""
        if team_id not in self._bot_users and (found := self._database.find_workspace(team_id)):
            with self._database.read(found.id) as scope:
                installed = load_installation(scope)
            self._bot_users[team_id] = installed.bot_user if installed else ""
        return self._bot_users.get(team_id) or None
