"""The database: opening it, and transactions bound to one workspace.

Writers are serialised in this process by a lock and between processes by `BEGIN IMMEDIATE`; readers see
one snapshot each and never wait. Call nothing outside (Slack, a feed) while a write transaction is open.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, make_url, select, update
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, OperationalError, ProgrammingError

from bot.errors import StorageError
from bot.model.subscriptions import Workspace
from bot.storage import schema_version
from bot.storage.sqlite_dialect import WRITES, is_busy, make_engine
from bot.storage.tables import workspaces

LOCAL = "local"
NO_WORKSPACE = 0  # for rows that belong to none
WRITE_ATTEMPTS = 4  # times the busy timeout of sqlite_dialect: about 20 seconds


@dataclass(frozen=True, slots=True)
class Scope:
    """A transaction that sees one workspace only; the first argument of all that loads or saves."""

    connection: Connection
    workspace_id: int


class Database:
    """An open database. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = threading.Lock()
        self._writing: int | None = None  # the thread that holds it

    @contextmanager
    def write(self, workspace_id: int) -> Iterator[Scope]:
        """A transaction that writes: commits at the end, rolls back where an error leaves the block.

        Raises:
            RuntimeError: it is begun inside another one of the same thread, which would wait for ever.
            StorageError: another process kept the database locked, or the disk failed.
        """
        with self._write() as connection:
            yield Scope(connection, workspace_id)

    @contextmanager
    def read(self, workspace_id: int) -> Iterator[Scope]:
        """A transaction that reads one snapshot."""
        with _said_plainly(), self._engine.connect() as connection:
            yield Scope(connection, workspace_id)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if self._writing == threading.get_ident():
            raise RuntimeError("a transaction that writes inside another one")
        with _said_plainly(), self._writer, self._engine.connect() as plain:
            self._writing = threading.get_ident()
            try:
                connection = plain.execution_options(**{WRITES: True})
                _begin_patiently(connection)
                yield connection
                connection.commit()
            finally:
                self._writing = None

    def workspaces(self) -> tuple[Workspace, ...]:
        """All workspaces, oldest first."""
        with _said_plainly(), self._engine.connect() as connection:
            return _workspaces(connection)

    def local_workspace(self) -> Workspace:
        """The oldest workspace; in a fresh data folder a new one named "local"."""
        if found := self.workspaces():
            return found[0]
        with self._write() as connection:
            found = _workspaces(connection)
            return found[0] if found else _add_workspace(connection, LOCAL, None)

    def adopt(self, team_id: str, name: str) -> Workspace:
        """The workspace of a Slack team: the first team adopts "local", later ones get their own.

        One that was uninstalled, and is not yet removed, is itself again.
        """
        with self._write() as connection:
            found = _workspaces(connection)
            own = next((w for w in found if w.team_id == team_id), None)
            own = own or next((w for w in found if w.team_id is None), None)
            if own is None:
                return _add_workspace(connection, name, team_id)
            change = update(workspaces).where(workspaces.c.id == own.id)
            connection.execute(change.values(name=name, team_id=team_id, uninstalled_at=None))
            return Workspace(id=own.id, name=name, team_id=team_id)

    def find_workspace(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, or None."""
        return next((w for w in self.workspaces() if w.team_id == team_id), None)

    def close(self) -> None:
        """Close all connections; the database cannot be used afterwards."""
        self._engine.dispose()


def _workspaces(connection: Connection) -> tuple[Workspace, ...]:
    there = select(workspaces).where(workspaces.c.removed_at.is_(None))
    return tuple(
        Workspace(id=row.id, name=row.name, team_id=row.team_id, uninstalled_at=row.uninstalled_at)
        for row in connection.execute(there.order_by(workspaces.c.id))
    )


def _add_workspace(connection: Connection, name: str, team_id: str | None) -> Workspace:
    added = connection.execute(
        insert(workspaces).values(name=name, team_id=team_id).returning(workspaces.c.id)
    )
    return Workspace(id=added.scalar_one(), name=name, team_id=team_id)


def _begin_patiently(connection: Connection) -> None:
    """Begin a transaction that writes, waiting for another process a bounded time."""
    for attempt in range(1, WRITE_ATTEMPTS + 1):
        try:
            connection.begin()
            return
        except OperationalError as error:
            if attempt == WRITE_ATTEMPTS or not is_busy(error):
                raise
            time.sleep(0.05 * attempt)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Turn a failure of the database (not a mistake of ours) into a sentence."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except OperationalError as error:
        if not is_busy(error):
            raise _failed(error) from error
        raise StorageError(
            "The database is locked by another process.",
            advice="Stop the other one, or try again in a moment.",
            cause=repr(error.orig),
        ) from error
    except DatabaseError as error:
        raise _failed(error) from error


def _failed(error: DatabaseError) -> StorageError:
    return StorageError(
        "The database could not be read or written.",
        advice="Check that the disk has room and that the file is whole and may be written.",
        cause=repr(error.orig),
    )


def open_database(url: str, *, migrate: bool = True) -> Database:
    """Open the database at an SQLAlchemy URL (`sqlite:////data/rapporteur.db`), migrated to this version.

    Raises:
        StorageError: it cannot be opened, is newer than this program, or is locked by another process.
    """
    engine = _make_engine(url)
    try:
        with _said_plainly():
            schema_version.check(engine, migrate=migrate)
    except StorageError:
        engine.dispose()
        raise
    return Database(engine)


def _make_engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError(
            "The database URL cannot be read.", advice="Write sqlite:////path/to/rapporteur.db."
        ) from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise StorageError(
            f"Databases of kind “{parsed.get_backend_name()[:40]}” are not supported; a SQLite file is.",
            advice="Write sqlite:////path/to/rapporteur.db.",
        )
    try:
        return make_engine(parsed)
    except OSError as error:
        raise StorageError(
            "The folder of the database cannot be made.", advice="Check DATA_DIR.", cause=repr(error)
        ) from error
