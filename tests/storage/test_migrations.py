"""Migrations: equal to the tables, whole or not at all, and by one process at a time."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.errors import StorageError
from bot.storage import schema_version
from bot.storage.columns import metadata
from bot.storage.database import Database, open_database
from bot.storage.schema_version import VERSIONS
from bot.storage.sqlite_dialect import TEXT_INDEX


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    for module in Path(str(files("bot.storage"))).glob("*_tables.py"):
        import_module(f"bot.storage.{module.stem}")  # tables are known once they are imported

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and (name or "").startswith(TEXT_INDEX))

    with database.read(1) as scope:
        options = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(scope.connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_foreign_keys_and_their_deletions_are_as_in_the_tables(database: Database) -> None:
    """SQLite's reflection leaves `ON DELETE` out of the comparison above."""
    with database.read(1) as scope:
        for table in metadata.tables.values():
            rows = scope.connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})").all()
            stored = {(row[2], row[3], row[4], row[6]) for row in rows}
            wanted = {
                (
                    key.referred_table.name,
                    element.parent.name,
                    element.column.name,
                    key.ondelete or "NO ACTION",
                )
                for key in table.foreign_key_constraints
                for element in key.elements
            }
            assert stored == wanted, table.name


def test_the_code_knows_all_migrations_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    revisions = list(ScriptDirectory.from_config(config).walk_revisions("base", "heads"))
    assert tuple(revision.revision for revision in reversed(revisions)) == VERSIONS


def test_a_database_that_is_newer_than_the_program_is_refused(database: Database, tmp_path: Path) -> None:
    with database.write(1) as scope:
        scope.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer version"):
        open_database(f"sqlite:///{tmp_path}/rapporteur.db")


def test_an_old_database_is_left_alone_where_migration_is_not_wanted(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="older version") as caught:
        open_database(f"sqlite:///{tmp_path}/old.db", migrate=False)
    assert "rapporteur migrate" in caught.value.advice


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/fresh.db"
    finish = schema_version._upgrade

    def stumble(connection: object) -> None:
        finish(connection)  # type: ignore[arg-type]  # the connection that it was given
        raise KeyboardInterrupt

    monkeypatch.setattr(schema_version, "_upgrade", stumble)
    with pytest.raises(KeyboardInterrupt):
        open_database(url)
    monkeypatch.undo()
    with pytest.raises(StorageError, match="older version"):
        open_database(url, migrate=False)
    open_database(url).close()


def test_of_processes_that_start_at_once_one_migrates_and_the_others_wait(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from bot.storage.database import open_database\n"
        f"database = open_database('sqlite:///{tmp_path}/shared.db')\n"
        "print(database.local_workspace().id, 'alembic' in sys.modules)\n"
        "database.close()\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    answers = [process.communicate(timeout=90) for process in started]
    assert [process.returncode for process in started] == [0] * 4, answers
    assert {out.split()[0] for out, _ in answers} == {"1"}
    assert sum(out.split()[1] == "True" for out, _ in answers) == 1


def test_the_migrations_travel_with_the_package() -> None:
    folder = Path(schema_version.__file__).parent / "migrations"
    assert (folder / "__init__.py").exists()
    assert (folder / "versions" / "__init__.py").exists()
    assert (folder / "env.py").exists()
    assert (folder / "script.py.mako").exists()
