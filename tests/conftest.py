"""Fixtures that all rooms share: a clock that stands still, a fresh database, and a library in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.database import Database, open_database
from tests.builders import FixedClock, Library


@pytest.fixture
def clock() -> FixedClock:
    """2026-11-21 09:00 UTC, until moved."""
    return FixedClock()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the present version, to be copied: migrating each time would take longer."""
    path = tmp_path_factory.mktemp("template") / "rapporteur.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def database(tmp_path: Path, migrated_file: Path) -> Iterator[Database]:
    """A fresh database file without a workspace."""
    path = tmp_path / "rapporteur.db"
    shutil.copy(migrated_file, path)
    opened = open_database(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture
def library(database: Database, clock: FixedClock) -> Library:
    """The workspace "local", empty."""
    return Library(database, database.local_workspace().id, clock)
