"""Transactions, workspaces, and what goes wrong when a database is opened."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.errors import StorageError
from bot.storage import sqlite_dialect
from bot.storage.database import Database, open_database
from bot.storage.settings import load_setting, save_setting
from tests.builders import Library


def test_a_transaction_that_fails_leaves_nothing(library: Library) -> None:
    def fail() -> None:
        with library.write() as scope:
            save_setting(scope, "charts_refused", True)
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    with library.read() as scope:
        assert load_setting(scope, "charts_refused") is None


def test_a_reader_keeps_its_snapshot_while_another_writes(library: Library) -> None:
    with library.read() as before:
        assert load_setting(before, "colour") is None
        with library.write() as scope:
            save_setting(scope, "colour", "red")
        assert load_setting(before, "colour") is None
    with library.read() as after:
        assert load_setting(after, "colour") == "red"


def test_writers_of_one_process_wait_for_each_other(library: Library) -> None:
    def count_up() -> None:
        for _ in range(20):
            with library.write() as scope:
                save_setting(scope, "count", load_setting(scope, "count", 0) + 1)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with library.read() as scope:
        assert load_setting(scope, "count") == 80


def test_a_transaction_that_writes_cannot_stand_in_another_one(library: Library) -> None:
    with library.write(), pytest.raises(RuntimeError, match="inside another"), library.write():
        pass
    with library.write() as scope:
        save_setting(scope, "colour", "red")


def test_a_lock_held_by_another_process_is_waited_for_and_then_said_in_a_sentence(
    tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_dialect, "BUSY_SECONDS", 0.1)
    path = Path(shutil.copy(migrated_file, tmp_path))
    database = open_database(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="locked by another process"):
        database.local_workspace()
    other.execute("ROLLBACK")
    assert database.local_workspace().name == "local"
    other.close()
    database.close()


def test_rows_refer_only_to_rows_of_their_workspace(database: Database, library: Library) -> None:
    saved = library.article()
    other = database.adopt("T1", "First"), database.adopt("T2", "Second")
    assert other[0].id == library.workspace_id
    statement = text("INSERT INTO article_themes VALUES (:workspace, :article, 'energy', 0, 0.9, 0.5, '[]')")
    with pytest.raises(IntegrityError), database.write(other[1].id) as scope:
        scope.connection.execute(statement, {"workspace": scope.workspace_id, "article": saved.id})


def test_a_fresh_data_folder_has_one_local_workspace(database: Database) -> None:
    assert database.workspaces() == ()
    local = database.local_workspace()
    assert (local.name, local.team_id) == ("local", None)
    assert database.local_workspace() == local


def test_the_first_team_adopts_the_local_workspace_and_later_ones_get_their_own(database: Database) -> None:
    local = database.local_workspace()
    first = database.adopt("T1", "Desk")
    second = database.adopt("T2", "Archive")
    assert (first.id, first.name) == (local.id, "Desk")
    assert second.id != local.id
    assert database.adopt("T1", "Desk renamed").id == first.id
    assert database.find_workspace("T2") == second
    assert database.find_workspace("T3") is None


@pytest.mark.parametrize(
    "url", ["postgresql://u:secret@db/news", "sqlite://", "sqlite:///:memory:", "nonsense"]
)
def test_a_database_of_another_kind_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        open_database(url)
    assert "sqlite:////" in caught.value.message
    assert "secret" not in caught.value.message + caught.value.cause


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("These are notes, and no database at all. " * 30)
    with pytest.raises(StorageError, match="could not be read"):
        open_database(f"sqlite:///{tmp_path}/notes.db")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="folder"):
        open_database(f"sqlite:///{tmp_path}/file/rapporteur.db")


def test_wal_and_foreign_keys_are_on(library: Library) -> None:
    with library.read() as scope:
        assert scope.connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert scope.connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_opening_a_current_database_loads_neither_alembic_nor_spacy(migrated_file: Path) -> None:
    program = (
        "import sys\n"
        "from bot.storage.database import open_database\n"
        "import bot.storage.search, bot.storage.relations, bot.storage.quotes, bot.storage.events\n"
        f"open_database('sqlite:///{migrated_file}').close()\n"
        "print([name for name in ('alembic', 'spacy', 'slack_bolt', 'mako') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
