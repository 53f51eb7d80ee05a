"""Exit codes and messages: 0 done, 1 something failed, 2 wrong usage; never a stack trace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "line",
    [[], ["fly"], ["ask"], ["ingest"], ["sources", "add"], ["actors", "add"], ["demo", "--port", "99999"]],
)
def test_wrong_usage_is_two_with_a_hint(run: Run, line: list[str]) -> None:
    ran = run(*line)
    assert ran.code == 2
    assert ran.err.startswith("rapporteur: ")
    assert "--help" in ran.err
    assert ran.out == ""


def test_a_wrong_setting_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_TIMEZONE", "Mars/Olympus")
    ran = run("ask", "/media help")
    assert ran.code == 1
    assert ran.err.strip().splitlines() == [
        "rapporteur: RAPPORTEUR_TIMEZONE is wrong: found “Mars/Olympus”, expected a time zone such as Europe/Paris."
    ]


def test_running_without_tokens_says_where_to_find_them(run: Run) -> None:
    ran = run("run")
    assert ran.code == 1
    assert "SLACK_BOT_TOKEN is not set." in ran.err
    assert "install.md" in ran.err


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_leave_with_zero(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert "rapporteur" in done.stdout


@pytest.mark.parametrize(
    "line",
    ["import bot.cli.main; bot.cli.main.build_parser()", "import handlers.commands.table, bot.app.build"],
)
def test_help_and_ask_load_neither_spacy_nor_bolt(line: str) -> None:
    check = f"{line}; import sys; print([m for m in ('spacy', 'slack_bolt', 'apscheduler', 'trafilatura') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json", "/media help"]
    environment = {**os.environ, "RAPPORTEUR_DATA_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(60) == 0
    assert said == ""


def test_what_nobody_foresaw_is_logged_without_secrets(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError("xoxb-1-secret")

    monkeypatch.setattr("handlers.commands.table.answer_line", stumble)
    ran = run("ask", "/media help")
    assert ran.code == 1
    assert "ZeroDivisionError" in ran.err
    assert "xoxb-1-secret" not in ran.err
    assert ran.err.splitlines()[-1].startswith("rapporteur: Something went wrong")


def test_a_model_that_is_not_installed_rejects_no_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "news.txt").write_text("Ministers met in the harbour on Monday, the port said.")
    monkeypatch.setenv("RAPPORTEUR_SPACY_MODEL", "en_nothing_here")
    ran = run("ingest", str(tmp_path / "news.txt"))
    assert (ran.code, ran.out) == (1, "")
    assert "The language model “en_nothing_here” is not installed." in ran.err
