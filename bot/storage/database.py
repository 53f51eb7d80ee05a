"""The database: opening it, and transactions bound to one workspace.

Writers are serialised in this process by a lock and between processes by `BEGIN IMMEDIATE`; readers see
one snapshot each and never wait. Call nothing outside (Slack, a feed) while a write transaction is open.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from bot.model.subscriptions import Workspace


@dataclass(frozen=True, slots=True)
class Scope:
    """A transaction that sees one workspace only; the first argument of all that loads or saves."""

    connection: Connection
    workspace_id: int


class Database:
    """An open database. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, workspace_id: int) -> AbstractContextManager[Scope]:
        """A transaction that writes: commits at the end, rolls back where an error leaves the block.

        Raises:
            StorageError: another process kept the database locked, or the disk failed.
        """
        raise NotImplementedError

    def read(self, workspace_id: int) -> AbstractContextManager[Scope]:
        """A transaction that reads one snapshot."""
        raise NotImplementedError

    def workspaces(self) -> tuple[Workspace, ...]:
        """All workspaces, oldest first."""
        raise NotImplementedError

    def local_workspace(self) -> Workspace:
        """The oldest workspace; in a fresh data folder a new one named "local"."""
        raise NotImplementedError

    def adopt(self, team_id: str, name: str) -> Workspace:
        """The workspace of a Slack team: the first team adopts "local", later ones get their own."""
        raise NotImplementedError

    def find_workspace(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, or None."""
        raise NotImplementedError

    def close(self) -> None:
        """Close all connections; the database cannot be used afterwards."""
        raise NotImplementedError


def open_database(url: str, *, migrate: bool = True) -> Database:
    """Open the database at an SQLAlchemy URL (`sqlite:////data/rapporteur.db`), migrated to this version.

    Raises:
        StorageError: it cannot be opened, is newer than this program, or is locked by another process.
    """
    raise NotImplementedError
