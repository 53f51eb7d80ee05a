"""The command line as a person uses it: a line in, exit code and output back."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.main import run_command


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs commands on a data folder of the test's own."""
    for name in list(os.environ):
        if name.startswith(("RAPPORTEUR_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORTEUR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RAPPORTEUR_WORKERS", "1")
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = (root.handlers[:], root.level)

    def run_line(*arguments: str) -> Ran:
        capfd.readouterr()
        code = run_command(arguments)
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    yield run_line
    root.handlers[:], root.level = before
