"""What quotes speak of: names and demonyms in them, the sentence around fragments, and plain pronouns."""

from __future__ import annotations

import pytest

from bot.analysis.actors import match_actors
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from tests.analysis.reading import english, read, small_table
from tests.gold.about_score import measure_about


def test_a_quote_is_about_those_whom_it_names() -> None:
    quote = read("“China and France will never agree on the price of gas,” Vladimir Putin said.").quote
    assert quote.about == ("china", "france")


def test_a_demonym_in_a_quote_speaks_of_the_state() -> None:
    assert read("“Russian gas has no future here,” said Anna Berg, a minister.").quote.about == ("russia",)


def test_a_fragment_is_about_the_sentence_around_it() -> None:
    assert read("Vladimir Putin called the speech of Donald Trump “a long walk in fog”.").quote.about == (
        "donald-trump",
    )


def test_what_a_long_sentence_tells_far_from_a_fragment_is_not_its_subject() -> None:
    rest = "which was followed by a dinner with music and a long walk through the gardens of the palace and by talks on"
    text = f"Vladimir Putin called the speech of Donald Trump “a long walk in fog”, {rest} trade with France."
    assert read(text).quote.about == ("donald-trump",)


def test_themes_come_from_those_who_know_them() -> None:
    document = parse_document("“The gas will flow again in winter,” Vladimir Putin said.", None, english())
    cast = match_actors(document, small_table(), None)
    (quote,) = extract_quotes(
        document, cast, small_table(), themes=lambda t: ["energy"] if "gas" in t else []
    )
    assert quote.about == ("energy",)


def test_nothing_is_told_twice() -> None:
    document = parse_document("“France fears France and the French,” Vladimir Putin said.", None, english())
    cast = match_actors(document, small_table(), None)
    (quote,) = extract_quotes(document, cast, small_table(), themes=lambda _: ["france"])
    assert quote.about == ("france",)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Donald Trump left early. “He was tired of us,” Sergey Lavrov said.", ("donald-trump",)),
        ("Donald Trump left early.\n\n“He was tired of us,” Sergey Lavrov said.", ("donald-trump",)),
        ("Donald Trump left early. “She was tired of us,” Sergey Lavrov said.", ()),
        ("Donald Trump met Xi Jinping. “He was tired of us,” Sergey Lavrov said.", ()),
        ("“He was tired of us,” Sergey Lavrov told Donald Trump.", ()),
        ("Of Xi Jinping he said: “He sleeps well.” Donald Trump was in Ohio.", ("xi-jinping",)),
        ("China closed its market. “They want to punish us,” Joe Biden said.", ("china",)),
        ("China closed its market. “They were open for years,” Joe Biden said.", ()),
        ("China and France closed their markets. “They want to punish us,” Joe Biden said.", ()),
        ("Chinese ships turned back. “They want to punish us,” Joe Biden said.", ()),
        ("China closed its market. “We want to be left alone,” Joe Biden said.", ()),
    ],
)
def test_a_pronoun_is_resolved_only_where_it_is_plain(text: str, meant: tuple[str, ...]) -> None:
    assert read(text).quotes[0].about == meant


@pytest.mark.parametrize("name", ["dev", "held-out"])
def test_subjects_are_right_more_often_than_complete(name: str) -> None:
    scores = measure_about(name)
    assert scores["precision"] >= 0.97
    assert scores["recall"] >= 0.9
