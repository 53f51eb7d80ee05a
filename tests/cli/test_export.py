"""`export`: a ZIP that spreadsheets can open, or lines that programs can read."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.model.articles import SourceKind
from bot.model.subscriptions import Rhythm, RhythmKind
from bot.storage.database import open_database
from bot.storage.export_sheets import SHEETS
from bot.storage.sources import add_source
from bot.storage.subscriptions import add_subscription
from tests.builders import NOW, FixedClock, Library, make_event, make_quote
from tests.cli.conftest import Run

HOSTILE = '=HYPERLINK("https://evil.example","Open")'


@pytest.fixture
def shelf(run: Run, tmp_path: Path) -> Iterator[Library]:
    """Three articles of two stories, a source and a subscription, in the data folder of `run`."""
    assert run("migrate").code == 0
    settings = load_settings({"RAPPORTEUR_DATA_DIR": str(tmp_path / "data")}, search=False)
    database = open_database(settings.database_url)
    shelf = Library(database, database.local_workspace().id, FixedClock())
    shelf.know("ana-silva", "bo-lind", themes=["ferries"])
    said = make_quote("The ferry will sail, whatever they say", "ana-silva", about=["bo-lind", "ferries"])
    shelf.article(
        "Ferry row, again",
        actors=["ana-silva", "bo-lind"],
        themes=["ferries"],
        quotes=[said],
        events=[make_event("ana-silva", "criticise", "bo-lind")],
        at="2026-03-01 10:00",
        story="ferry",
    )
    shelf.article("Ferry row settled", actors=["bo-lind"], at="2026-03-31 23:30", story="ferry")
    shelf.article(HOSTILE, text="Two lines,\n\nand a “quote”.", at="2026-05-01 10:00", outlet=None)
    with shelf.write() as scope:
        add_source(scope, SourceKind.FEED, "https://me:pw@a.example/f?token=t0p&page=2", "A", NOW)
        daily = Rhythm(kind=RhythmKind.DAILY, at=time(8, 30))
        add_subscription(
            scope, channel="C1", topic="ferries", rhythm=daily, timezone="UTC", created_by="U1", now=NOW
        )
    yield shelf
    database.close()


def sheets_of(path: Path) -> dict[str, list[dict[str, str]]]:
    """Every sheet of an export by its name, as rows by column."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""), strict=True)
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


@pytest.mark.usefixtures("shelf")
def test_everything_goes_into_one_file(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--output", "all.zip")
    assert (ran.code, ran.out) == (0, "")
    assert "wrote all.zip: articles 3, stories 2, quotes 1" in ran.err
    found = sheets_of(tmp_path / "all.zip")
    assert list(found) == [sheet.name for sheet in SHEETS]
    assert [row["headline"] for row in found["articles"]][:2] == ["Ferry row, again", "Ferry row settled"]
    assert found["articles"][0]["dated_at"] == "2026-03-01T10:00:00Z"
    assert "text" not in found["articles"][0]
    story = found["stories"][0]
    assert (story["headline"], story["articles"], story["outlets"]) == ("Ferry row, again", "2", "1")
    (quote,) = found["quotes"]
    assert (quote["content"], quote["about"]) == (
        "The ferry will sail, whatever they say",
        "bo-lind; ferries",
    )
    (event,) = found["events"]
    assert (event["sources"], event["verb"], event["targets"]) == ("ana-silva", "criticise", "bo-lind")
    assert [(row["theme"], row["theme_name"]) for row in found["themes"]] == [("ferries", "Ferries")]
    assert len(found["mentions"]) == 3
    assert [row["articles"] for row in found["outlets"]] == ["2"]
    (subscription,) = found["subscriptions"]
    assert (subscription["topic"], subscription["rhythm"]) == ("ferries", "daily 08:30")


@pytest.mark.usefixtures("shelf")
def test_the_file_is_named_by_the_day(run: Run, tmp_path: Path) -> None:
    assert run("export").code == 0
    (file,) = tmp_path.glob("*.zip*")
    assert re.fullmatch(r"rapporteur-export-\d{4}-\d\d-\d\d\.zip", file.name)


@pytest.mark.usefixtures("shelf")
def test_the_readme_explains_every_column(run: Run, tmp_path: Path) -> None:
    assert run("export", "--texts", "--output", "all.zip").code == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        readme = archive.read("README.txt").decode("utf-8")
    assert "UTC" in readme
    for sheet in SHEETS:
        assert f"{sheet.name}.csv: {sheet.about}" in readme
        for name, meaning in sheet.columns(texts=True):
            assert re.search(rf"^  {name} +{re.escape(meaning)}\r$", readme, re.MULTILINE)


@pytest.mark.usefixtures("shelf")
def test_texts_come_when_asked_for_and_whole(run: Run, tmp_path: Path) -> None:
    run("export", "--texts", "--output", "all.zip")
    assert sheets_of(tmp_path / "all.zip")["articles"][2]["text"] == "Two lines,\n\nand a “quote”."


@pytest.mark.usefixtures("shelf")
def test_no_cell_is_a_formula_and_no_key_leaves(run: Run, tmp_path: Path) -> None:
    run("export", "--output", "all.zip")
    found = sheets_of(tmp_path / "all.zip")
    assert found["articles"][2]["headline"] == f"'{HOSTILE}"
    assert found["sources"][0]["address"] == "https://a.example/f?token=hidden&page=2"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (["ferries"], ["1"]),
        (["actor:bo-lind -settled"], ["1"]),
        (["bo-lind"], ["1", "2"]),
        (["--since", "2026-03-02"], ["2", "3"]),
        (["--until", "2026-03-31"], ["1", "2"]),
        (["--since", "2026-03-02", "--until", "2026-03-31"], ["2"]),
        (["lind", "--until", "2026-03-01"], ["1"]),
    ],
)
def test_a_topic_and_dates_say_which_part(
    run: Run, tmp_path: Path, asked: list[str], numbers: list[str]
) -> None:
    assert run("export", *asked, "--output", "part.zip").code == 0
    found = sheets_of(tmp_path / "part.zip")
    assert [row["id"] for row in found["articles"]] == numbers
    for sheet in ("quotes", "events", "themes", "mentions"):
        assert {row["article"] for row in found[sheet]} <= set(numbers)
    assert len(found["sources"]) == len(found["subscriptions"]) == 1


@pytest.mark.usefixtures("shelf")
def test_json_is_a_line_a_row_with_words_as_they_are(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--json")
    assert (ran.code, ran.err) == (0, "")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    articles = [row for row in rows if row["sheet"] == "articles"]
    assert [articles[2]["headline"], articles[2]["outlet"], articles[2]["teaser"]] == [HOSTILE, None, False]
    (quote,) = [row for row in rows if row["sheet"] == "quotes"]
    assert quote["about"] == ["bo-lind", "ferries"]
    assert run("export", "--json", "--output", "all.jsonl").out == ""
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == ran.out


@pytest.mark.parametrize(
    "asked",
    [["--since", "spring"], ["--since", "2026-03-02", "--until", "2026-03-01"], ["actor:nobody-known"]],
)
def test_what_cannot_be_asked_is_wrong_usage_and_leaves_no_file(
    run: Run, tmp_path: Path, asked: list[str]
) -> None:
    ran = run("export", *asked)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("rapporteur: ")
    assert not list(tmp_path.glob("*.zip*"))


def test_a_file_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--output", str(tmp_path / "nowhere" / "all.zip"))
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_an_earlier_export_stays_until_the_new_one_is_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.zip").write_bytes(b"earlier")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("handlers.export_archive.render_readme", stop)
    assert run("export", "--output", "all.zip").code == 1
    assert (tmp_path / "all.zip").read_bytes() == b"earlier"
    assert not (tmp_path / "all.zip.part").exists()


def test_only_the_chosen_workspace_is_exported(run: Run, shelf: Library, tmp_path: Path) -> None:
    shelf.database.adopt("T1", "Desk")
    Library(shelf.database, shelf.database.adopt("T2", "Other").id, shelf.clock).article("Theirs alone")
    assert run("export").code == 2
    assert run("export", "--workspace", "Other", "--output", "other.zip").code == 0
    found = sheets_of(tmp_path / "other.zip")
    assert [row["headline"] for row in found["articles"]] == ["Theirs alone"]
    assert [found[name] for name in ("quotes", "events", "subscriptions", "sources")] == [[], [], [], []]
