"""The publishing desk."""

from __future__ import annotations

import pytest

from tests.builders import Library
from tests.digests.desk import PublishingDesk
from tests.fakes.slack import FakeSlack


@pytest.fixture
def desk(library: Library) -> PublishingDesk:
    """A workspace that knows energy and some actors; it is 2026-11-21 09:00 UTC."""
    library.know("ana-silva", "bo-lind", "russia", "china", themes=["energy", "trade"])
    return PublishingDesk(library, FakeSlack(library.clock))
