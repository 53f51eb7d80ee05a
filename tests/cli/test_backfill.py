"""`backfill`: an archive goes in, folders and all, and no digest tells of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.inputs import list_tree
from tests.cli.conftest import Run

ARTICLE = """\
Vladimir Putin thanks Xi Jinping for the pipeline

President Vladimir Putin thanked President Xi Jinping of China on Monday for his patience with the gas pipeline.
"We have waited long, and we can wait longer," Putin said in {place}. Energy ministers of both countries took part.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    for place in ("2019/march/harbour.txt", "2020/mountain.txt", ".hidden/secret.txt", "2020/.draft.txt"):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(ARTICLE.format(place=f"a town {place}"), encoding="utf-8")
    (folder / "2020" / "cover.jpg").write_bytes(b"\xff\xd8")
    return folder


def test_folders_are_read_with_all_that_is_below_them(archive: Path) -> None:
    (archive / "circle").symlink_to(archive)
    found = [Path(name).relative_to(archive).as_posix() for name in list_tree([str(archive)])]
    assert found == ["2019/march/harbour.txt", "2020/mountain.txt"]


def test_no_digest_brings_an_archive_and_look_ups_find_it(run: Run, archive: Path) -> None:
    ran = run("backfill", "--json", str(archive))
    assert ran.code == 0, ran.err
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert (first["status"], first["relevant"]) == ("new", True)
    assert second["status"] in ("new", "copy")
    digest = run("digest", "energy")
    assert digest.code == 0
    assert "pipeline" not in digest.out
    assert "we can wait longer" in run("ask", "/quotes putin").out
    assert json.loads(run("stats", "--json").out)["articles_backfilled"] == 2
    again = run("backfill", str(archive))
    assert (again.code, again.out) == (0, "2 known\n")


def test_what_cannot_be_read_is_said_and_the_rest_goes_in(run: Run, archive: Path) -> None:
    (archive / "2020" / "empty.txt").write_text("")
    ran = run("backfill", str(archive / "2020"), str(archive / "gone.txt"))
    assert ran.code == 1
    assert "1 new" in ran.out
    assert "2 rejected" in ran.out
    assert "gone.txt: " in ran.err


def test_an_address_is_for_ingest(run: Run) -> None:
    ran = run("backfill", "https://news.example.org/a")
    assert (ran.code, ran.out) == (2, "")
    assert "rapporteur ingest" in ran.err


def test_an_empty_folder_has_nothing_to_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("backfill", str(tmp_path / "empty"))
    assert (ran.code, ran.out) == (0, "Nothing to read.\n")
