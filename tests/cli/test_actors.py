"""`rapporteur actors` as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NEWS = """Pilots warn of a narrow quay

RIGA — Marek Ojasoo, a harbour pilot, told Vladimir Putin that the quay was too narrow. “Nobody asked us,” Marek Ojasoo said.

Vladimir Putin accused Latvia of delay. The Kremlin said that {tail}."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(
        NEWS.format(tail="the talks about the gas pipeline would go on"), encoding="utf-8"
    )
    return folder


def test_a_found_person_is_merged_asked_about_and_given_back(run: Run, news: Path) -> None:
    assert run("ingest", str(news)).code == 0
    assert "was found in 1 article" in run("actors", "explain", "Marek Ojasoo").out
    merged = run("actors", "merge", "marek ojasoo", "putin", "--by", "anna")
    assert merged.code == 0, merged.err
    assert merged.out.startswith("marek-ojasoo is vladimir-putin from now on; 1 article moved.")
    asked = run("ask", "/quotes putin 10y").out
    assert "Nobody asked us" in asked
    explained = run("actors", "explain", "Marek Ojasoo").out
    assert "→ Vladimir Putin" in explained
    assert "by the merge of marek-ojasoo" in explained
    assert "anna: merge (into: vladimir-putin" in explained
    assert "was merged into “vladimir-putin”" in run("actors", "merge", "marek-ojasoo", "macron").err
    assert "is an actor of its own again; 1 article moved" in run("actors", "unmerge", "Marek Ojasoo").out
    assert "Nobody asked us" not in run("ask", "/quotes putin 10y").out
    (shown,) = [json.loads(line) for line in run("actors", "show", "--json", "marek-ojasoo").out.splitlines()]
    assert [edit["action"] for edit in shown["edits"]] == ["merge", "unmerge"]


def test_a_merge_is_undone_by_any_name(run: Run) -> None:
    assert run("actors", "merge", "EU", "NATO").code == 0
    assert run("actors", "unmerge", "EU").out.startswith("european-union is an actor of its own again")


@pytest.mark.parametrize("name", ["", "  ", "—", "x" * 201])
def test_nobody_is_given_an_empty_or_endless_name(run: Run, name: str) -> None:
    """A person without a word for a name would keep every later command from reading the table."""
    assert run("actors", "add", "Ada Roos", "--alias", name).code == 2
    assert (
        run("actors", "split", "putin", "--alias", "Vladimir Vladimirovich Putin", "--as", name or " ").code
        == 2
    )
    assert run("actors", "accept", "putin", "--as", name or " ").code == 2
    assert "“Ada Roos”" in run("actors", "show", "Ada Roos").err


def test_an_alias_is_split_off(run: Run) -> None:
    assert run("actors", "add", "Ada Roos", "--alias", "Adah Rose", "--alias", "A. Roos").code == 0
    ran = run("actors", "split", "ada roos", "--alias", "Adah Rose", "--as", "Adah J. Rose")
    assert ran.out == "“Adah Rose” is Adah J. Rose (adah-j-rose) from now on; 0 articles moved.\n"
    assert json.loads(run("actors", "show", "--json", "ada-roos").out)["aliases"] == ["A. Roos"]
    assert json.loads(run("actors", "show", "--json", "adah-j-rose").out)["aliases"] == ["Adah Rose"]
    wrong = run("actors", "split", "ada roos", "--alias", "Adah Rose")
    assert (wrong.code, wrong.out) == (1, "")
    assert "Ada Roos has no alias “Adah Rose”. It has: A. Roos." in wrong.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["the Kremlin"], ["→ Russia (russia)", "“Kremlin”, states_europe.toml:"]),
        (
            ["Putin"],
            ["family name “Putin”, people_russia_ukraine.toml:", "office on that day: president of russia"],
        ),
        (["Putin", "--on", "2010-01-01"], ["prime minister of russia, 2008-05-08"]),
        (["Kremlyn"], ["No row of the actor table matches “Kremlyn”. Near in spelling: Russia."]),
        (["Washington"], ["within these names it does not count: ", "Washington Post"]),
    ],
)
def test_a_name_is_explained(run: Run, words: list[str], told: list[str]) -> None:
    ran = run("actors", "explain", *words)
    assert ran.code == 0
    assert all(part in ran.out for part in told), ran.out


def test_a_text_is_explained_place_by_place(run: Run) -> None:
    text = "Officials met in Moscow, where the Kremlin spoke of ships in the South China Sea."
    readings = [json.loads(line) for line in run("actors", "explain", "--json", text).out.splitlines()]
    assert [(r["printed"], r["actor"], r["counts"]) for r in readings] == [
        ("Moscow", "russia", False),
        ("Kremlin", "russia", True),
        ("South China Sea", None, False),
    ]


@pytest.mark.parametrize("words", [["???"], ["Putin", "--on", "yesterday"]])
def test_what_cannot_be_explained_is_a_wrong_call(run: Run, words: list[str]) -> None:
    assert run("actors", "explain", *words).code == 2


def test_nobody_is_proposed_at_first(run: Run) -> None:
    assert run("actors", "proposals").out == "Nobody is proposed.\n"
    assert run("actors", "proposals", "--json").out == ""
    assert run("actors", "accept", "putin").code == run("actors", "dismiss", "putin").code == 1


PAGES = {
    "reuters.com": (
        "Pilot speaks up",
        "Marek Ojasoo, a harbour pilot, told ministers on Monday that the new quay was too narrow for tankers.",
        "Russia and Latvia opened talks about the gas pipeline below it, and Vladimir Putin promised an answer.",
    ),
    "bbc.com": (
        "Ice slows the ferries",
        "Ferries to Finland were late for a third day. Oil tankers under sanctions against Russia waited in the same bay, laden with Russian crude.",
        "“We wait for the wind to turn,” said Marek Ojasoo, a harbour pilot for thirty years.",
    ),
    "apnews.com": (
        "Insurers raise the price of passage",
        "Insurers doubled the price of covering oil tankers bound for Russia after new sanctions came into force.",
        "Marek Ojasoo, a retired harbour pilot, called the new price a tax on bad charts.",
    ),
}


def make_page(outlet: str, title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f'<title>{title}</title><link rel="canonical" href="https://www.{outlet}/world/story-1">'
    return f"<html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


def test_somebody_whom_several_outlets_name_is_proposed_and_accepted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for outlet, parts in PAGES.items():
        (folder / f"{outlet}.html").write_text(make_page(outlet, *parts), encoding="utf-8")
    ran = run("ingest", "--json", str(folder))
    assert [json.loads(line)["status"] for line in ran.out.splitlines()] == ["new"] * 3, ran.out + ran.err
    proposed = json.loads(run("actors", "proposals", "--json").out)
    assert (proposed["id"], proposed["articles"], len(proposed["outlets"])) == ("marek-ojasoo", 3, 3)
    assert "as: a harbour pilot" in run("actors", "proposals").out
    accepted = run("actors", "accept", "Marek Ojasoo", "--of", "estonia")
    assert accepted.out == "Marek Ojasoo is known as marek-ojasoo.\n"
    assert run("actors", "proposals").out == "Nobody is proposed.\n"
    assert json.loads(run("actors", "show", "--json", "marek-ojasoo").out)["of"] == "estonia"


def test_an_actor_file_is_checked_by_line(run: Run, tmp_path: Path) -> None:
    assert run("actors", "check").out == "the default actors: nothing is wrong\n"
    file = tmp_path / "own.toml"
    file.write_text('[[actor]]\nid = "ada"\nname = "Ada"\nkind = "human"\n', encoding="utf-8")
    wrong = run("actors", "check", str(file))
    assert wrong.code == 1
    assert f"{file}:4: Unknown kind “human”." in wrong.err
    file.write_text('[[actor]]\nid = "ada"\nname = "Xi Jinping"\nkind = "person"\n', encoding="utf-8")
    doubted = run("actors", "check", str(file))
    assert doubted.code == 0
    assert "no mistakes, 1 doubt\n" in doubted.out
