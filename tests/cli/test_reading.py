"""analyze, ingest, ask and digest on files of a person's own; the real workers read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CALL = """Putin and Xi discuss pipeline by telephone

MOSCOW (Harbour Wire) — Russian President Vladimir Putin telephoned Chinese President Xi Jinping on Monday to discuss a
second gas pipeline, the Kremlin said.

"Xi Jinping is a partner who reads every line," Putin said after the call.

Xi told Putin that China would buy more natural gas. "A long pipe needs long patience," Xi said.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "call.txt").write_text(CALL, encoding="utf-8")
    return made


def test_analyze_prints_one_object_a_line_and_stores_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    ran = run("analyze", "--json", str(folder / "call.txt"))
    assert ran.code == 0, ran.err
    (line,) = ran.out.splitlines()
    article = json.loads(line)
    assert article["title"] == "Putin and Xi discuss pipeline by telephone"
    assert article["language"] == "en"
    assert {"vladimir-putin", "xi-jinping", "russia", "china"} <= {actor["id"] for actor in article["actors"]}
    assert "energy" in {theme["id"] for theme in article["themes"]}
    speakers = {quote["content"]: quote["speaker_id"] for quote in article["quotes"]}
    assert speakers["Xi Jinping is a partner who reads every line,"] == "vladimir-putin"
    assert speakers["A long pipe needs long patience,"] == "xi-jinping"
    for quote in article["quotes"]:
        assert article["text"][quote["start"] : quote["end"]] == quote["content"]
    assert not (tmp_path / "data").exists()


def test_analyze_without_json_is_for_people(run: Run, folder: Path) -> None:
    ran = run("analyze", str(folder))
    assert ran.code == 0
    assert "Xi Jinping: “A long pipe needs long patience,”" in ran.out


def test_bad_inputs_are_said_and_the_rest_is_read(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    inputs = [str(folder / name) for name in ("missing.txt", "empty.txt", "photo.jpg", "call.txt")]
    ran = run("analyze", "--json", *inputs)
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 1
    said = [line for line in ran.err.splitlines() if line.startswith("rapporteur: ")]
    assert len(said) == 3
    assert "Traceback" not in ran.err


def test_what_is_ingested_is_answered(run: Run, folder: Path) -> None:
    (folder / "again.txt").write_text(CALL, encoding="utf-8")
    ran = run("ingest", "--json", str(folder))
    assert ran.code == 0, ran.err
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["status"] for line in lines] == ["new", "known"]
    assert lines[0]["relevant"] is True

    relations = run("ask", "/relations putin xi")
    assert relations.code == 0
    assert "Xi Jinping is a partner who reads every line" in relations.out
    assert "Harbour Wire" in relations.out

    quotes = run("ask", "/quotes putin")
    assert "a partner who reads every line" in quotes.out

    blocks = json.loads(run("ask", "--json", "/quotes xi").out)["blocks"]
    assert "A long pipe" in json.dumps(blocks)

    digest = run("digest", "energy")
    assert digest.code == 0
    assert "Putin and Xi discuss pipeline by telephone" in digest.out


def test_files_of_an_answer_are_written_into_the_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("ingest", str(folder)).code == 0
    ran = run("ask", "/relations putin xi 10y csv")
    assert ran.code == 0
    assert "relations-vladimir-putin-xi-jinping-10y.csv was written to this folder" in ran.out
    written = (tmp_path / "relations-vladimir-putin-xi-jinping-10y.csv").read_text(encoding="utf-8-sig")
    assert written.startswith("kind,date,outlet")
    assert "a partner who reads every line" in written


def test_a_file_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "themes-30d.csv").mkdir()
    ran = run("ask", "/theme csv")
    assert (ran.code, ran.out) == (1, "")
    assert "themes-30d.csv could not be written" in ran.err


def test_a_query_that_does_not_parse_gets_a_sentence(run: Run) -> None:
    ran = run("digest", "(energy")
    assert ran.code == 2
    assert "A bracket is not closed." in ran.out
