"""Finding terms: what a written term matches, and that time grows with the text only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.passages import MAX_PASSAGE, passages
from bot.analysis.theme_echo import Examples, stem_of
from bot.analysis.theme_terms import TermTree, split_words


def found(term: str, text: str) -> list[str]:
    """The places of a text that a term matches."""
    words = list(split_words(text))
    return [text[words[f.first].start : words[f.last - 1].end] for f in TermTree([(term, 0)]).find(words)]


@pytest.mark.parametrize(
    ("term", "text", "places"),
    [
        ("gas pipeline", "A gas pipeline", ["gas pipeline"]),
        ("gas pipeline", "A Gas-Pipeline", ["Gas-Pipeline"]),
        ("gas pipeline", "gas and a pipeline", []),
        ("gas pipeline*", "two gas pipelines", ["gas pipelines"]),
        ("sanction*", "Sanctions, sanctioned", ["Sanctions", "sanctioned"]),
        ("sanction", "sanctions", []),
        ("no-limits", "no limits", ["no limits"]),
        ("US influence", "U.S. influence", ["U.S. influence"]),
        ("US influence", "let us influence", []),
        ("WHO", "who asked the WHO", ["WHO"]),
        ("NATO", "Nato and NATO, not nato", ["Nato", "NATO"]),
        ("Taiwan Strait", "Taiwan's strait", ["Taiwan's strait"]),
        ("OPEC+", "the OPEC+ group", ["OPEC+"]),
        ("Chang'e", "Chang’e landed", ["Chang’e"]),
        ("5G", "a 5G network", ["5G"]),
    ],
)
def test_what_a_term_matches(term: str, text: str, places: list[str]) -> None:
    assert found(term, text) == places


@settings(deadline=None, max_examples=80)
@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=4), st.text(max_size=60))
def test_a_plain_term_is_found_wherever_it_is_written(words: list[str], around: str) -> None:
    term = " ".join(words)
    assert term in [place.replace("-", " ") for place in found(term, f"{around} \n {term} \n {around}")]


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=400))
def test_passages_cover_all_that_is_no_white_space_in_order(text: str) -> None:
    spans = list(passages(text))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert spans == sorted(spans)


def test_sentences_end_at_full_stops_but_not_at_abbreviations() -> None:
    text = "The U.S. Navy came. Gen. Smith (ret.) said so.\nA new line. “Why?” he asked."
    assert [text[a:b] for a, b in passages(text)] == [
        "The U.S. Navy came.",
        "Gen. Smith (ret.) said so.",
        "A new line.",
        "“Why?” he asked.",
    ]


def test_a_sentence_without_end_is_cut() -> None:
    assert all(b - a <= MAX_PASSAGE for a, b in passages("word " * 5_000))


@pytest.mark.parametrize("stem", [("agreed", "agreements"), ("deliver", "deliveries"), ("ship", "ships")])
def test_inflections_share_a_stem(stem: tuple[str, str]) -> None:
    assert stem_of(stem[0])[:4] == stem_of(stem[1])[:4]


def test_an_echo_says_an_example_in_other_words_and_names_do_not_count() -> None:
    examples = Examples([(0, ["The central bank raised its interest rate again."])])
    (echo,) = examples.echoes(split_words("Again the central bank raises interest rates."))
    assert echo.likeness > 0.7
    assert examples.echoes(split_words("Kiosk owners count their coins.")) == []
    names = Examples([(0, ["Then Boris Smith met Anna Jones."])])
    assert names.echoes(split_words("Later Boris Smith left Anna Jones.")) == []


@pytest.mark.parametrize("text", ["gas ", "A. ", '."', "no limits ", "a'", "no-", ". "])
def test_hostile_repetition_is_read_in_little_time(text: str) -> None:
    tree = TermTree([("no limits to no limits", 0), ("gas gas gas oil", 1), ("ga*", 2)])
    hostile = text * 40_000
    started = time.process_time()
    for start, end in passages(hostile):
        list(tree.find(list(split_words(hostile, start, end))))
    assert time.process_time() - started < 5.0


def test_one_word_of_a_million_letters_is_no_matter() -> None:
    started = time.process_time()
    assert list(TermTree([("ab*", 0)]).find(list(split_words("ab" * 500_000))))
    assert time.process_time() - started < 2.0
