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


TOWNS = ["Ahlen", "Brest", "Cadiz", "Delft", "Esbjerg", "Ferrara", "Graz", "Hasselt", "Izmir", "Jena"]


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


WANTED = "The two countries signed the river treaty on Monday. The dam may hold back less water from now on."
UNWANTED = (
    "A boat hit the bridge by the river bank at noon. The flood was small, and boat {} was mended by {} men."
)


def test_ten_marks_of_each_kind_are_shown_applied_and_taken_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "themes.toml").write_text(THEMES, encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_THEMES_FILE", str(tmp_path / "themes.toml"))
    folder = tmp_path / "news"
    folder.mkdir()
    for number, name in enumerate(TOWNS):
        wanted = f"Treaty of {name}\n\n{WANTED} The paper was signed in {name}.\n"
        (folder / f"a{number}.txt").write_text(wanted, encoding="utf-8")
        unwanted = f"Boat mended in {name}\n\n{UNWANTED.format(name, number + 3)}\n"
        (folder / f"b{number}.txt").write_text(unwanted, encoding="utf-8")
    stored = [json.loads(line) for line in run("ingest", "--json", str(folder)).out.splitlines()]
    assert len(stored) == 20
    for line in stored:
        word = "relevant" if Path(line["source"]).name.startswith("a") else "not-relevant"
        assert run("themes", "mark", "rivers", str(line["article"]), word).code == 0
    checked = run("themes", "check")
    assert checked.code == 0
    assert "Rivers (rivers): 10 relevant, 10 not relevant" in checked.out
    assert "marks that the score agrees with: 10 before, 20 after, of 20" in checked.out
    assert "It would have removed 10 of the last " in checked.out, "copies are counted once"
    assert "nothing is wrong" in checked.out
    assert "It is so from now on" in run("themes", "feedback", "rivers", "--apply").out
    assert "20 before, 20 after" in run("themes", "feedback", "rivers").out
    assert "1 change(s) taken back" in run("themes", "feedback", "rivers", "--undo").out
    assert "10 before, 20 after" in run("themes", "feedback", "rivers").out


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
