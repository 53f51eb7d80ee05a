"""The desk that the tests of this room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.storage.database import Database
from tests.builders import FixedClock, Library
from tests.pipeline.desk import Desk


@pytest.fixture
def desk(database: Database, library: Library, clock: FixedClock) -> Iterator[Desk]:
    made = Desk(database, library, clock)
    yield made
    made.pipeline.close()
