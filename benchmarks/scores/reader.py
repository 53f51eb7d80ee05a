"""Texts → what `rapporteur` prints of them, in worker processes and a data folder that is thrown away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Printed = dict[str, Any]
"""One line of `analyze --json` or `ingest --json`."""

ROOT = Path(__file__).parents[2]


def analyze_files(paths: Iterable[Path]) -> dict[Path, Printed]:
    """Each file once; those that were refused are left out."""
    names = sorted({str(path) for path in paths})
    lines = call_rapporteur("analyze", names) if names else ""
    return {Path(printed["source"]): printed for printed in map(json.loads, lines.splitlines())}


def ingest_files(paths: Sequence[Path]) -> str:
    """The files in the order given, into an empty database; as printed."""
    return call_rapporteur("ingest", [str(path) for path in paths])


def call_rapporteur(command: str, names: Sequence[str]) -> str:
    """Standard output of `rapporteur COMMAND --json NAMES…` with the default settings.

    Raises:
        SystemExit: it ended otherwise than with 0, or 1 for refused inputs; its complaint is shown.
    """
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", command, "--json", *names],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env=_environment(Path(folder)),
            check=False,
        )
    if ended.returncode not in (0, 1):
        raise SystemExit(f"rapporteur {command} ended with {ended.returncode}:\n{ended.stderr[-2000:]}")
    return ended.stdout


def _environment(folder: Path) -> dict[str, str]:
    """This environment without its settings for Rapporteur, which would change what is found."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORTEUR_")}
    return {
        **plain,
        "PYTHONPATH": str(ROOT),
        "RAPPORTEUR_DATA_DIR": str(folder),
        "RAPPORTEUR_WORKERS": str(os.cpu_count() or 1),
        "OMP_NUM_THREADS": "1",
    }
