"""What quotes are about, and which are worth a digest."""

from __future__ import annotations

from bot.analysis.actors import match_actors
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from tests.analysis.reading import english, read, small_table


def test_a_quote_is_about_those_whom_it_names() -> None:
    quote = read("“China and France will never agree on the price of gas,” Vladimir Putin said.").quote
    assert quote.about == ("china", "france")


def test_a_fragment_is_about_the_sentence_around_it() -> None:
    assert read("Vladimir Putin called the speech of Donald Trump “a long walk in fog”.").quote.about == (
        "donald-trump",
    )


def test_themes_come_from_those_who_know_them() -> None:
    document = parse_document("“The gas will flow again in winter,” Vladimir Putin said.", None, english())
    cast = match_actors(document, small_table(), None)
    (quote,) = extract_quotes(
        document, cast, small_table(), themes=lambda t: ["energy"] if "gas" in t else []
    )
    assert quote.about == ("energy",)


def test_key_quotes_are_said_by_somebody_and_stand_alone() -> None:
    reading = read(
        "“China and France will never agree on the price of gas,” Vladimir Putin said.\n\n"
        "“Good morning and thank you all for coming here today,” Sergey Lavrov said.\n\n"
        "“Yes,” Maria Zakharova said.\n\n"
        "“We sold the ship to a man from the south of China,” said a banker."
    )
    assert [quote.key for quote in reading.quotes] == [True, False, False, False]


def test_a_repeated_quote_is_key_once() -> None:
    words = "“China and France will never agree on the price of gas,” Vladimir Putin said."
    assert [quote.key for quote in read(f"{words}\n\n{words}").quotes] == [True, False]
