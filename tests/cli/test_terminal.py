"""Long work on a terminal: a progress bar beside clean output, and Ctrl-C that leaves nothing behind."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_main import ROOT

ARTICLES = 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "1-empty.txt").write_text("")  # comes second
    for number in range(ARTICLES):
        lines = [f"Article {number}", f"Harbour talks of round {number} ended on Monday, officials said."]
        lines += [
            f"Envoy {number * 90 + line} told Vladimir Putin that gas for port {line} would come from well {number}."
            for line in range(90)
        ]
        (made / f"{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    return made


def ingest(folder: Path, **more: object) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("RAPPORTEUR_", "SLACK_"))}
    environment |= {"RAPPORTEUR_DATA_DIR": str(folder.parent / "data"), "RAPPORTEUR_WORKERS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", "--json", str(folder)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        start_new_session=True,
        **more,  # type: ignore[call-overload]  # passed on as they came
    )


def test_interrupted_it_stops_at_once_and_the_next_run_goes_on(folder: Path) -> None:
    with ingest(folder, stderr=subprocess.PIPE) as first:
        assert first.stderr is not None
        assert "The file is empty." in first.stderr.readline()
        os.killpg(first.pid, signal.SIGINT)  # a terminal sends it to the readers as well
        out, said = first.communicate(timeout=20)
    stored = [json.loads(line)["status"] for line in out.splitlines()]
    assert first.returncode == 1
    assert said.splitlines()[-1] == "Stopped. Nothing is lost; the next run goes on from here."
    assert "Traceback" not in said
    assert 1 <= stored.count("new") + stored.count("copy") < ARTICLES

    with ingest(folder, stderr=subprocess.PIPE) as second:
        out, _ = second.communicate(timeout=60)
    statuses = [json.loads(line)["status"] for line in out.splitlines()]
    assert len(statuses) == ARTICLES + 1
    assert statuses.count("known") >= 1


def test_progress_goes_to_the_terminal_and_the_output_stays_clean(folder: Path) -> None:
    for number in range(2, ARTICLES):
        (folder / f"{number}.txt").unlink()
    terminal, theirs = pty.openpty()
    with ingest(folder, stderr=theirs) as running:
        os.close(theirs)
        out, _ = running.communicate(timeout=60)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert [json.loads(line)["status"] for line in out.splitlines()] in (
        ["new", "rejected", "new"],
        ["new", "rejected", "copy"],
    )
    assert "Reading:" in shown
    assert "articles/s" in shown or "s/ articles" in shown
    assert "rapporteur: " in shown
    assert "The file is empty." in shown
