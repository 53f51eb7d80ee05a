"""Which version a database has, and bringing it to this one. Alembic is loaded only where there is work."""

from __future__ import annotations

import time

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from bot.errors import StorageError
from bot.storage.sqlite_dialect import WRITES, is_busy

VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0010", "0011", "0012", "0013", "0015", "0016", "0017")
"""The migrations in order; the files of `migrations/versions` say the same (a test compares them)."""

MIGRATION_SECONDS = 300.0  # how long a start waits for another process that migrates


def check(engine: Engine, *, migrate: bool) -> None:
    """Bring the database to this version, under SQLite's own lock of writers.

    Raises:
        StorageError: it is newer than this program, or older and `migrate` is False.
    """
    with engine.connect() as connection:
        if _is_current(read_version(connection)):
            return
    if not migrate:
        raise StorageError(
            "The database was made by an older version.", advice="Run “rapporteur migrate” first."
        )
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        _begin_patiently(connection)
        if not _is_current(read_version(connection)):  # another process may have been faster
            _upgrade(connection)
        connection.commit()


def read_version(connection: Connection) -> str | None:
    """The version of a database; None where it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _is_current(version: str | None) -> bool:
    if version is not None and version not in VERSIONS:
        raise StorageError(
            "The database was made by a newer version of Rapporteur.",
            advice="Install that version, or restore the backup that was made before it.",
            cause=f"schema {version}, this program knows up to {VERSIONS[-1]}",
        )
    return version == VERSIONS[-1]


def _begin_patiently(connection: Connection) -> None:
    deadline = time.monotonic() + MIGRATION_SECONDS
    while True:
        try:
            connection.begin()
            return
        except OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise


def _upgrade(connection: Connection) -> None:
    """Run the missing migrations in the transaction that is open: all of them, or none."""
    from alembic import command  # takes 0.2 s to import, and most starts need it not
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
