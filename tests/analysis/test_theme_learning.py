"""Themes proposed from texts: of the field of the texts, with their terms and passages, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.lexicon.load import check_themes_file, load_default_themes, load_themes_file
from bot.analysis.nlp import load_nlp
from bot.analysis.theme_learning.proposals import Proposal, propose_themes
from bot.analysis.theme_learning.writing import render_theme_file
from bot.analysis.themes import ThemeTable, match_themes
from bot.analysis.vectors.table import load_vectors

WATER = Path(__file__).parents[1] / "data" / "water"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def read(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Names, headlines and texts."""
    files = sorted(folder.glob("*.txt"))
    parts = [file.read_text(encoding="utf-8").partition("\n") for file in files]
    return [file.name for file in files], [title for title, _, _ in parts], [text for _, _, text in parts]


def propose(texts: list[str], titles: list[str] | None = None) -> tuple[Proposal, ...]:
    return propose_themes(texts, titles or [""] * len(texts), load_nlp(), load_vectors())


NAMES, TITLES, TEXTS = read(WATER)
PROPOSED = propose(TEXTS, TITLES)


def terms(proposal: Proposal) -> set[str]:
    return {term.printed for term in proposal.terms}


@pytest.mark.parametrize(
    "together",
    [
        {"groundwater", "irrigation"},
        {"sewage", "membranes"},
        {"flood", "levees"},
        {"pipes", "leaks"},
        {"salt", "desalination"},
    ],
)
def test_texts_about_water_give_themes_of_water(together: set[str]) -> None:
    assert any(together <= terms(proposal) for proposal in PROPOSED), [terms(p) for p in PROPOSED]


def test_no_default_theme_is_proposed_for_another_field() -> None:
    ids = {theme.id for theme in load_default_themes()}
    names = {word for theme in ids for word in theme.split("-")}
    for proposal in PROPOSED:
        assert proposal.id not in ids
        assert not terms(proposal) & names


def test_every_theme_has_terms_and_passages_that_stand_where_it_says() -> None:
    for proposal in PROPOSED:
        assert proposal.terms
        assert proposal.examples
        stems = [spelling.rstrip("*").lower() for term in proposal.terms for spelling in term.spellings]
        for shown in proposal.examples:
            start, end = shown.place
            passage = TEXTS[shown.document][start:end]
            assert passage == passage.strip()
            assert any(stem in passage.lower() for stem in stems)


def test_ids_differ_and_the_same_texts_give_the_same_themes() -> None:
    assert len({proposal.id for proposal in PROPOSED}) == len(PROPOSED)
    assert propose(TEXTS, TITLES) == PROPOSED


def test_what_is_written_is_a_theme_file_that_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "water.toml"
    file.write_text(render_theme_file(PROPOSED, NAMES, TEXTS), encoding="utf-8")
    assert check_themes_file(file) == ()
    themes = load_themes_file(file)
    flooded = "After the flood the villages want a new levee, because the old levees broke in the night."
    assert any("Flood" in found.name for found in match_themes(flooded, None, set(), ThemeTable(themes)))
    assert not match_themes("The team won the cup in extra time.", None, set(), ThemeTable(themes))


def test_each_term_and_passage_is_written_with_its_place() -> None:
    written = render_theme_file(PROPOSED, NAMES, TEXTS)
    shown = PROPOSED[0].examples[0]
    start, end = shown.place
    assert f"# {NAMES[shown.document]}, paragraph " in written
    assert f", characters {start}–{end}" in written
    assert f"first in {NAMES[PROPOSED[0].terms[0].first]}" in written


def test_names_of_people_and_outlets_are_no_terms() -> None:
    text = "Anna Berg told CNN that the harbour is full. The harbour needs cranes, Anna Berg said. CNN saw no cranes."
    found = {term for proposal in propose([text * 1, *TEXTS]) for term in terms(proposal)}
    assert not found & {"Anna", "Berg", "Anna Berg", "CNN", "anna", "berg"}


def test_too_little_text_proposes_nothing() -> None:
    assert propose([]) == ()
    assert propose(["The dam is old. The dam is low."]) == ()


def test_names_with_marks_cannot_break_the_file() -> None:
    labels = ['a"\n]] b.txt'] * len(TEXTS)
    assert tomllib.loads(render_theme_file(PROPOSED, labels, TEXTS))["theme"]


@settings(deadline=None, max_examples=15)
@given(st.lists(st.text(max_size=300), max_size=3))
def test_rubbish_gives_a_file_or_nothing(texts: list[str]) -> None:
    proposals = propose(texts)
    written = render_theme_file(proposals, [f"{i}.txt" for i in range(len(texts))], texts)
    assert len(tomllib.loads(written).get("theme", [])) == len(proposals)


WANTED = {  # of the seed corpus: one of these words is among the terms of some proposed theme
    "partnership": {"partnership", "strategic partnership"},
    "US influence": {"influence", "US influence", "dominance", "hegemony"},
    "military": {"military", "troops", "weapons", "military cooperation"},
    "energy": {"energy", "gas", "pipeline"},
    "alliances": {"alliance", "allies", "NATO"},
    "technology": {"artificial intelligence", "internet", "technology"},
    "sovereignty and democracy": {"sovereign", "sovereignty", "human rights", "democracy"},
}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed corpus lies beside the project, and is not there")
def test_the_seed_corpus_gives_the_themes_that_it_is_about() -> None:
    _, titles, texts = read(SEEDS)
    found = [terms(proposal) for proposal in propose(texts, titles)]
    missing = {name for name, words in WANTED.items() if not any(words & group for group in found)}
    assert missing == set()
