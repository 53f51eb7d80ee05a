"""Whatever is wrong with an input: a sentence that says what happened and what to do, and the right exit code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.fetch.download import Downloader
from tests.cli.bad_site import serve_bad_site
from tests.cli.conftest import Run

ARTICLE = """Tram depot opens

Rivermouth opened its new tram depot on Monday, and the mayor said that the first line would run before the winter.
The depot has room for 26 trams, and its roof collects the rain that is used for washing them in the summer."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve_bad_site() as host_port:
        yield host_port


@pytest.fixture
def _quick_to_give_up(run: Run, monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    monkeypatch.setenv("RAPPORTEUR_FETCH_ALLOW", site)
    defaults = Downloader.__init__.__kwdefaults__
    monkeypatch.setattr(Downloader.__init__, "__kwdefaults__", {**defaults, "deadline": 1.0})


@pytest.mark.usefixtures("_quick_to_give_up")
@pytest.mark.parametrize(
    ("path", "happened", "advice"),
    [
        ("page.html", "No feed was found on this site.", "Look for “RSS” on the site"),
        ("page.xml", "No feed was found on this site.", "Look for “RSS” on the site"),
        ("data.json", "This is JSON, but no JSON Feed.", "Check the address"),
        ("picture.xml", "This is no feed", "Check the address"),
        ("empty.xml", "The feed is empty.", "Open its address in a browser"),
        ("nothing.xml", "There is nothing at this address (404).", "Check the address"),
        ("slow.xml", "The server did not answer completely within 1 seconds.", "tried again"),
    ],
)
def test_what_is_no_feed_is_not_added(run: Run, site: str, path: str, happened: str, advice: str) -> None:
    ran = run("sources", "add", f"http://{site}/{path}")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert happened in ran.err
    assert advice in ran.err
    assert "No sources yet" in run("sources").out


@pytest.mark.usefixtures("_quick_to_give_up")
def test_bad_files_and_pages_are_said_and_the_rest_is_stored(run: Run, site: str, tmp_path: Path) -> None:
    (tmp_path / "电车.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    pages = [f"http://{site}/{path}" for path in ("nothing.xml", "page.html", "slow.xml")]
    ran = run("ingest", "empty.txt", "missing.txt", *pages, "电车.txt")
    assert ran.code == 1
    assert ran.out == "5 rejected, 1 new\n"
    said = ran.err.splitlines()
    assert len(said) == 5, "one line each, and nothing else"
    assert all(line.startswith("rapporteur: ") for line in said)
    assert "rapporteur: empty.txt: The file is empty." in said
    assert "missing.txt" in ran.err
    assert run("ingest", "电车.txt").out == "1 known\n"


@pytest.mark.parametrize(
    ("line", "happened", "advice"),
    [
        ("/quotes nobodyatall", "No actor is called “nobodyatall”.", "Try the full name"),
        ("/relations puttin xi", "No actor is called “puttin”.", "Did you mean Vladimir Putin?"),
        ("/digest (energy", "A bracket is not closed.", "Write "),
        ("/subscribe energy daily 8:30 Mars/Base", "There is no time zone “Mars/Base”.", "Europe/Paris"),
        ("/fly", "There is no command “fly”.", "/media help lists all commands."),
    ],
)
def test_a_question_that_is_not_understood_leaves_with_two(
    run: Run, line: str, happened: str, advice: str
) -> None:
    ran = run("ask", line)
    assert ran.code == 2
    assert happened in ran.out
    assert advice in ran.out


def test_a_span_that_is_none_is_not_taken_for_a_word(run: Run) -> None:
    ran = run("digest", "energy", "--span", "soon")
    assert (ran.code, ran.out) == (2, "")
    assert "“soon” is no span of time." in ran.err


def test_the_settings_file_may_stand_before_and_after_the_command(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('timezone = "Mars/Olympus"\n')
    for line in (["--config", str(file), "sources"], ["sources", "--config", str(file)]):
        ran = run(*line)
        assert ran.code == 1
        assert "timezone (settings file) is wrong" in ran.err


def test_check_says_all_that_is_wrong_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-1-secret")
    ran = run("check")
    assert ran.code == 1
    assert [line.startswith("wrong  settings: ") for line in ran.err.splitlines()] == [True, True]
    assert "Mars/Olympus" in ran.err
    assert "look swapped" in ran.err
    assert "xapp-1-secret" not in ran.err
