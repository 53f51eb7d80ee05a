"""`rapporteur themes`: mark matches, see and take back what that changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

THEMES = """\
[[theme]]
id = "rivers"
include = ["river treaty"]
hints = ["river", "bank", "boat", "bridge", "flood"]
examples = ["The two governments agreed how much water the dam may hold back."]
"""


def ingest(run: Run, folder: Path, name: str, text: str) -> int:
    file = folder / f"{name}.txt"
    file.write_text(f"{name}\n\n{text}\n", encoding="utf-8")
    (line,) = run("ingest", "--json", str(file)).out.splitlines()
    return int(json.loads(line)["article"])


def test_marks_show_what_would_change_and_change_it_only_when_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "themes.toml").write_text(THEMES, encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_THEMES_FILE", str(tmp_path / "themes.toml"))
    wanted = ingest(
        run, tmp_path, "Treaty signed", "The two countries signed the river treaty on Monday in Geneva."
    )
    unwanted = ingest(
        run, tmp_path, "Boat mended", "A boat hit the bridge by the river bank, and the flood was small."
    )
    first = run("themes", "mark", "rivers", str(wanted), "relevant")
    assert first.code == 0, first.err
    assert "9 more “relevant” and 10 more “not relevant”" in first.out
    few = run("themes", "feedback", "rivers")
    assert few.code != 0
    assert "Nothing is learnt from fewer than 10" in few.err
    assert "rivers: 1 relevant, 0 not relevant" in run("themes", "feedback").out
    assert run("themes", "mark", "rivers", str(unwanted), "not-relevant").code == 0
    assert "0 change(s) taken back" in run("themes", "feedback", "rivers", "--undo").out


@pytest.mark.parametrize(
    "line",
    [
        ("mark", "rivers", "1", "relevant"),
        ("feedback", "rivers"),
        ("feedback", "--apply"),
        ("feedback", "--undo"),
        ("feedback", "energy", "--last", "0"),
        ("check",),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run: Run, line: tuple[str, ...]) -> None:
    ran = run("themes", *line)
    assert ran.code != 0
    assert ran.err.startswith("rapporteur: ")
