"""A theme file with each kind of mistake: `themes check` and every start say the line, what was found and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.analysis.lexicon.toml_file import MAX_BYTES
from tests.cli.conftest import Run

GOOD = """\
[lists]
sport = ["football", "hockey"]

[[theme]]
id = "hydrogen"
name = "Hydrogen"
include = ["hydrogen", "electrolys*"]
exclude = ["@sport", "hydrogen bomb*"]
examples = ["The plant will make fuel from water."]
actors = ["germany", "australia"]
actors_min = 1
threshold = 0.4
"""

MISTAKES = [  # what is written, what in its place, the line that is told, what was found, the mend
    ('id = "hydrogen"\n', "", 4, "The theme has no id.", "Write a line like"),
    ('id = "hydrogen"', "id = 7", 5, "The id “7” is no slug.", "small letters and hyphens"),
    ('id = "hydrogen"', 'id = "Hydrogen fuel"', 5, "is no slug", "small letters and hyphens"),
    ('name = "Hydrogen"', 'name = ["Hydrogen"]', 6, "“name” must be a text", "double quotes"),
    ('name = "Hydrogen"', "description = 3", 6, "“description” must be a text", "leave it out"),
    ("include =", "includes =", 7, "Unknown key “includes”.", "Did you mean “include”?"),
    ("include =", "colour =", 7, "Unknown key “colour”.", "Known are: id, name"),
    ("include =", "extend = true\ninclude =", 7, "Unknown key “extend”.", "above the first [[theme]]"),
    ('["hydrogen", "electrolys*"]', '"hydrogen"', 7, "“include” must be a list", "square brackets"),
    ('"electrolys*"', "12", 7, "“12” is no text.", "double quotes"),
    ('"electrolys*"', '["a"]', 7, "is no text.", "double quotes"),
    ('"electrolys*"', '"  "', 7, "is no text.", "take it out"),
    ('"electrolys*"', '"?!"', 7, "has no word in it.", "Take it out"),
    ('"electrolys*"', '"electro*lysis"', 7, "* stands where it is not understood", "may only end a word"),
    ('"electrolys*"', '"*lysis"', 7, "* stands where it is not understood", "may only end a word"),
    ('"electrolys*"', '"e*"', 7, "too few letters stand before *", "at least two"),
    ('"electrolys*"', f'"{"fuel " * 20}"', 7, "is longer than 80 characters.", "Make it an example"),
    ('"electrolys*"', '"Hydrogen  bomb*"', 7, "stands in “include” and in “exclude”", "out of one of them"),
    ('"electrolys*"', '"@sport"', 8, "The list “sport” speaks for the theme and against it.", "out of one"),
    ('"electrolys*"', '"@spots"', 7, "There is no list “spots”.", "Did you mean “sport”?"),
    ('"electrolys*"', '"@water"', 7, "There is no list “water”.", "Write it below [lists]"),
    ('"The plant will make fuel from water."', f'"{"x" * 10_000}"', 9, "600 characters.", "Give one sentence"),
    ('["The plant will make fuel from water."]', "true", 9, "“examples” must be a list", "square brackets"),
    ('"germany"', '"germny"', 10, "There is no actor “germny”.", "Did you mean “germany”?"),
    ('"germany"', '"zzzz-qqq"', 10, "There is no actor “zzzz-qqq”.", "actors list"),
    ("actors_min = 1", "actors_min = 3", 11, "“actors_min” must be a number from 0 to 2", "Lower it"),
    ("actors_min = 1", "actors_min = true", 11, "“actors_min” must be a number", "Lower it"),
    ("actors_min = 1", "actors_usual = 9", 11, "“actors_usual” must be a number from 0 to 5", "in doubt"),
    ("threshold = 0.4", "threshold = 40", 12, "The threshold 40 is out of range.", "from 0.05 to 1"),
    ("threshold = 0.4", "threshold = 0.01", 12, "is out of range.", "from 0.05 to 1"),
    ("threshold = 0.4", "threshold = nan", 12, "The threshold nan is out of range.", "from 0.05 to 1"),
    ("threshold = 0.4", 'threshold = "high"', 12, "The threshold “high” is no number.", "without quotes"),
    ('"football", "hockey"', '"football", "@water"', 2, "“@water” names a list.", "write them out"),
    ('"football", "hockey"', '"football",\n"hock*ey"', 3, "In the list “sport”", "may only end a word"),
    ('["football", "hockey"]', '"football"', 2, "“sport” must be a list", "square brackets"),
    ("[lists]", "[list]", 1, "Unknown key “list”.", "Did you mean “lists”?"),
    ("[lists]", 'extend = "yes"\n[lists]', 1, "“extend” must be true or false.", "without quotes"),
    ("[[theme]]", "[[themes]]", 4, "Unknown key “themes”.", "Did you mean “theme”?"),
    ("threshold = 0.4", 'threshold = 0.4\n[[theme]]\nid = "hydrogen"\nhints = ["h2"]', 14, "used already in line 4", "another"),
    ("threshold = 0.4", 'threshold = 0.4\n[[theme]]\nid = "empty"', 14, "has nothing to match.", "Add include terms"),
]  # fmt: skip

UNREADABLE: list[tuple[str | bytes, str, str]] = [  # the whole file, what was found, the mend
    ("[[theme]\n", "mine.toml, line 1: this is not valid TOML", "Texts stand in double quotes"),
    ('[[theme]]\nid = "a"\ninclude = ["b"', "this is not valid TOML", "lists in square brackets"),
    ("[[theme]]\nid = energy\n", "mine.toml, line 2: this is not valid TOML", "double quotes"),
    ('[[theme]]\nid = "a"\nid = "b"\n', "mine.toml, line 3: this is not valid TOML", "double quotes"),
    ('# mine\n[theme]\nid = "a"\n', "mine.toml, line 2: “theme” must be written as tables.", "[[theme]]"),
    ('theme = "energy"\n', "mine.toml, line 1: “theme” must be written as tables.", "[[theme]]"),
    ('[[theme]]\nid = "a"\n# Öl\n'.encode("latin-1"), "mine.toml, line 3: this is not written in UTF-8.", "Save"),
    (GOOD.encode("utf-16"), "mine.toml, line 1: this is not written in UTF-8.", "Save the file as UTF-8"),
    ("#" * (MAX_BYTES + 1), "is larger than 2 MB.", "Split off"),
    ("a = " + "[" * 5_000, "this is not valid TOML", "double quotes"),
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def spoil(file: Path, was: str, now: str) -> None:
    assert was in GOOD
    file.write_text(GOOD.replace(was, now), encoding="utf-8", errors="surrogateescape")


def test_a_good_file_has_nothing_wrong(run: Run, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    ran = run("themes", "check", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("nothing is wrong\n")


@pytest.mark.parametrize(("was", "now", "line", "found", "mend"), MISTAKES)
def test_check_says_line_finding_and_mend(
    run: Run, file: Path, was: str, now: str, line: int, found: str, mend: str
) -> None:
    spoil(file, was, now)
    ran = run("themes", "check", str(file))
    assert ran.code == 1
    told = [row for row in ran.err.splitlines() if row.startswith(f"{file}:{line}: ") and found in row]
    assert told, ran.err
    assert mend in told[0]
    assert len(told[0]) < 400
    assert "mistake" in ran.out


@pytest.mark.parametrize(("content", "found", "mend"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_line(
    run: Run, file: Path, content: str | bytes, found: str, mend: str
) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = run("themes", "check", str(file))
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert found in ran.err
    assert mend in ran.err


@pytest.mark.parametrize("name", ["none.toml", "."])
def test_what_is_no_file_is_told(run: Run, name: str) -> None:
    ran = run("themes", "check", name)
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be read" in ran.err
    assert "Check the path" in ran.err


STARTS = [("ingest", "article.txt"), ("run",), ("themes", "list"), ("check",)]


@pytest.mark.parametrize("start", STARTS, ids=[" ".join(words) for words in STARTS])
@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("threshold = 0.4", "threshold = 40", ("line 12: The threshold 40 is out of range.", "0.05 to 1")),
        ("include =", "includes =", ("line 7: Unknown key “includes”.", "Did you mean “include”?")),
        ("[[theme]]", "[[theme]", ("line 4: this is not valid TOML", "double quotes")),
        ("", "\udcff", ("line 1: this is not written in UTF-8", "Save the file as UTF-8")),
    ],
)
def test_every_start_says_the_same(
    run: Run,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: tuple[str, ...],
    was: str,
    now: str,
    told: tuple[str, str],
) -> None:
    spoil(file, was, now)
    (tmp_path / "article.txt").write_text("Trams\n\nThe new tram line opens on Monday.\n", encoding="utf-8")
    for name, value in (
        ("RAPPORTEUR_THEMES_FILE", str(file)),
        ("SLACK_BOT_TOKEN", "xoxb-123456789012-abcdefghijkl"),
        ("SLACK_APP_TOKEN", "xapp-1-A1234567-abcdefghijkl"),
        ("RAPPORTEUR_SLACK_API_URL", "http://127.0.0.1:9/api/"),
    ):
        monkeypatch.setenv(name, value)
    ran = run(*start)
    assert ran.code == 1
    assert all(part in ran.err for part in ("mine.toml", *told)), ran.err
    assert "Traceback" not in ran.err


def test_a_file_of_the_settings_that_is_not_there_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_THEMES_FILE", "none.toml")
    ran = run("ingest", "article.txt")
    assert ran.code == 1
    assert "RAPPORTEUR_THEMES_FILE is wrong" in ran.err
    assert "none.toml" in ran.err


def test_a_theme_may_name_the_teams_own_actors(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actors = tmp_path / "actors.toml"
    actors.write_text(
        '[[actor]]\nid = "acme-hydrogen"\nname = "Acme Hydrogen"\nkind = "organisation"\n', encoding="utf-8"
    )
    spoil(file, '"germany"', '"acme-hydrogen"')
    assert run("themes", "check", str(file)).code == 1
    monkeypatch.setenv("RAPPORTEUR_ACTORS_FILE", str(actors))
    assert run("themes", "check", str(file)).code == 0


def test_the_file_of_the_settings_is_checked_mistake_by_mistake(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(GOOD.replace("0.4", "4").replace("include", "includes"), encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_THEMES_FILE", str(file))
    ran = run("themes", "check")
    assert ran.code == 1
    assert [row.split(":")[1] for row in ran.err.splitlines()] == ["7", "12"]


def test_a_file_full_of_mistakes_is_told_in_time(run: Run, file: Path) -> None:
    file.write_text("".join(f"[[theme]]\nid = {n}\nwrong = 1\n" for n in range(4_000)), encoding="utf-8")
    ran = run("themes", "check", str(file))
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 300
    assert "300 mistakes" in ran.out
