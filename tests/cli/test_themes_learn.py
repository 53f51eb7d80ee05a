"""`rapporteur themes learn`: a theme file from a folder of articles, or the reason why there is none."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.lexicon.load import load_default_themes
from tests.cli.conftest import Run

WATER = Path(__file__).parents[1] / "data" / "water"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
WANTED = {  # of the seed corpus: one of these is in the name or among the terms of some proposed theme
    "partnership": {"partnership", "strategic partnership"},
    "US influence": {"influence", "us influence", "dominance", "hegemony"},
    "military": {"military", "troops", "weapons", "military cooperation"},
    "energy": {"energy", "gas", "pipeline"},
    "alliances": {"alliance", "allies", "nato"},
    "technology": {"artificial intelligence", "internet", "technology"},
    "sovereignty and democracy": {"sovereign", "sovereignty", "human rights", "democracy"},
}


def learn(run: Run, folder: Path) -> tuple[str, list[dict[str, Any]]]:
    """What is printed, and the themes in it."""
    ran = run("themes", "learn", str(folder))
    assert (ran.code, ran.err) == (0, "")
    return ran.out, tomllib.loads(ran.out)["theme"]


def words(theme: dict[str, Any]) -> set[str]:
    """The terms of a theme as they are printed, without their endings' stars, in small letters."""
    return {term.rstrip("*").lower() for term in (*theme["include"], *theme.get("hints", ()))}


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


def test_one_file_is_enough_and_its_narrowness_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    shutil.copy(WATER / "4-pipes.txt", folder)
    ran = run("themes", "learn", str(folder))
    assert ran.code == 0
    assert "leak*" in ran.out
    assert ran.err.splitlines() == [
        "rapporteur: One article shows its own words more than its field's. Add some; five of 300 words are a good start."
    ]


def fill(*files: tuple[str, bytes]) -> Callable[[Path], None]:
    """Puts a folder with these files where it is asked for."""

    def make(place: Path) -> None:
        place.mkdir()
        for name, content in files:
            (place / name).write_bytes(content)

    return make


RUBBISH = bytes(range(256)) * 20
FRENCH = b"Le barrage est vieux. Le fleuve est bas. Les champs sont secs et les puits sont vides." * 3
NOT_ENGLISH = "could be read as an English article"


@pytest.mark.parametrize(
    ("make", "code", "found", "mend"),
    [
        (lambda _: None, 2, "does not exist.", "Name a folder"),
        (lambda place: place.write_text("The dam is old."), 2, "is a file.", "Name a folder"),
        (fill(), 1, "is empty.", "Put articles into it"),
        (fill(("a.xyz", b"The dam is old.")), 1, "holds no file that can be read.", "text, HTML, PDF"),
        (
            lambda place: (place / "below").mkdir(parents=True),
            1,
            "holds no file",
            "not into folders below it",
        ),
        (fill(("a.txt", RUBBISH)), 1, f"{NOT_ENGLISH} (1 file)", "Give a folder of articles"),
        (
            fill(*((f"a.{end}", RUBBISH) for end in ("pdf", "docx", "eml", "zip", "html"))),
            1,
            NOT_ENGLISH,
            "Give",
        ),
        (fill(("a.txt", b""), ("b.txt", b" \n")), 1, f"{NOT_ENGLISH} (2 files)", "Give a folder of articles"),
        (fill(("a.txt", FRENCH)), 1, "learnt from English only", "Give a folder of articles"),
        (
            fill(("a.txt", b"The dam is old and nobody knows what to do.")),
            1,
            "says too little",
            "Add articles",
        ),
    ],
    ids=["missing", "file", "empty", "kinds", "below", "rubbish", "formats", "blank", "french", "little"],
)
def test_a_folder_from_which_nothing_can_be_learnt(
    run: Run, tmp_path: Path, make: Callable[[Path], None], code: int, found: str, mend: str
) -> None:
    make(tmp_path / "seeds")
    ran = run("themes", "learn", str(tmp_path / "seeds"))
    assert (ran.code, ran.out) == (code, "")
    assert found in ran.err
    assert mend in ran.err.splitlines()[-1]
    assert all(line.startswith("rapporteur: ") for line in ran.err.splitlines()), ran.err


def test_a_folder_that_may_not_be_looked_into(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "seeds"
    fill(("a.txt", b"The dam is old."))(folder)

    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)  # a mode of 000 would not stop root
    ran = run("themes", "learn", str(folder))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"rapporteur: {folder} cannot be read: Permission denied. Check its permissions.\n"


def test_rubbish_beside_articles_is_left_out_and_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    shutil.copytree(WATER, folder)
    (folder / "broken.txt").write_bytes(RUBBISH)
    ran = run("themes", "learn", str(folder))
    assert ran.code == 0
    assert "broken.txt: " in ran.err
    assert tomllib.loads(ran.out)["theme"]


@pytest.fixture
def water(run: Run) -> list[dict[str, Any]]:
    return learn(run, WATER)[1]


def test_articles_about_water_give_the_themes_of_water(water: list[dict[str, Any]]) -> None:
    for known in (
        {"dam", "reservoir"},
        {"sewage", "membranes"},
        {"flood", "levees"},
        {"leak", "pipes"},
        {"groundwater", "irrigation"},
    ):
        assert any(known & words(theme) for theme in water), known


def test_articles_about_water_give_no_default_theme(water: list[dict[str, Any]]) -> None:
    ids = {theme.id for theme in load_default_themes()}
    assert not ids & {theme["id"] for theme in water}
    assert not {part for id in ids for part in id.split("-")} & {
        term for theme in water for term in words(theme)
    }


def test_every_theme_shows_terms_and_passages_of_the_articles(water: list[dict[str, Any]]) -> None:
    texts = " ".join(" ".join(file.read_text(encoding="utf-8") for file in WATER.glob("*.txt")).split())
    for theme in water:
        assert theme["include"]
        assert theme["examples"]
        assert all(" ".join(example.split()) in texts for example in theme["examples"])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed corpus lies beside the project, and is not there")
def test_the_seed_corpus_gives_the_themes_that_it_is_about(run: Run, tmp_path: Path) -> None:
    printed, themes = learn(run, SEEDS)
    missed = {name for name, known in WANTED.items() if not any(known & words(theme) for theme in themes)}
    assert missed == set()
    seeds = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in SEEDS.glob("*.txt"))
    for theme in themes:
        assert theme["include"]
        assert any(" ".join(example.split()) in seeds for example in theme["examples"]), theme["id"]
    assert "94cabf30595e32a6.txt, paragraph " in printed, "where each passage came from"
    (proposed := tmp_path / "proposed.toml").write_text(printed, encoding="utf-8")
    assert run("themes", "check", str(proposed)).code == 0
