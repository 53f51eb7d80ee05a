"""`rapporteur themes`: learn from a folder, mark matches, see and take back what that changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WATER = Path(__file__).parents[1] / "data" / "water"
THEMES = """\
[[theme]]
id = "rivers"
include = ["river treaty"]
hints = ["river", "bank", "boat", "bridge", "flood"]
examples = ["The two governments agreed how much water the dam may hold back."]
"""


def test_a_folder_becomes_a_theme_file_that_check_accepts(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "water.toml"
    ran = run("themes", "learn", str(WATER), "--output", str(output))
    assert ran.code == 0, ran.err
    assert "themes proposed from 5 texts" in ran.out
    assert "1-reservoirs.txt, paragraph" in output.read_text(encoding="utf-8")
    assert run("themes", "check", str(output)).out.endswith("nothing is wrong\n")
    again = run("themes", "learn", str(WATER), "--output", str(output))
    assert again.code != 0
    assert "exists already" in again.err


def test_one_file_in_the_folder_is_enough(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    shutil.copy(WATER / "4-pipes.txt", folder)
    ran = run("themes", "learn", str(folder))
    assert ran.code == 0, ran.err
    assert "leak*" in ran.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "holds no file that can be read"),
        (b"\x00\x01\xff\xfe" * 500, "could be read as an English article"),
        (
            b"Le barrage est vieux. Le fleuve est bas. Les champs sont secs et les puits sont vides." * 3,
            "English",
        ),
        (b"The dam is old and nobody knows what to do about that.", "say too little"),
    ],
)
def test_a_folder_from_which_nothing_can_be_learnt(
    run: Run, tmp_path: Path, content: bytes | None, said: str
) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    if content is not None:
        (folder / "a.txt").write_bytes(content)
    ran = run("themes", "learn", str(folder))
    assert ran.code != 0
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_what_is_no_folder_is_told(run: Run, tmp_path: Path) -> None:
    assert "does not exist" in run("themes", "learn", str(tmp_path / "none")).err
    assert "is a file" in run("themes", "learn", str(WATER / "4-pipes.txt")).err


def test_rubbish_beside_articles_is_left_out_and_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    shutil.copytree(WATER, folder)
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 20)
    ran = run("themes", "learn", str(folder))
    assert ran.code == 0
    assert "broken.txt: " in ran.err
    assert "[[theme]]" in ran.out


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
