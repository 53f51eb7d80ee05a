"""A world around a bot, fresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.newsroom import start_newsroom
from bot.sandbox.server import start_sandbox
from tests.app.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    folder = tmp_path / "data"
    folder.mkdir()
    with start_sandbox() as sandbox, start_newsroom() as news:
        made = World(folder, sandbox, news)
        yield made
        made.close()
