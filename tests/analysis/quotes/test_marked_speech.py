"""Speech in quotation marks: which words are speech, and who says them."""

from __future__ import annotations

import pytest

from bot.model.findings import QuoteKind
from tests.analysis.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "“The gate is shut until spring,” said Anna Berg, a harbour pilot.",
        "“The gate is shut until spring,” Anna Berg said on Monday.",
        "“The gate is shut until spring,” Anna Berg, a harbour pilot, told reporters.",
        "Anna Berg said: “The gate is shut until spring,”",
        "“The gate is shut until spring,” – Anna Berg declared at the quay.",
        "“The gate is shut until spring,” — Anna Berg",
        "Anna Berg was in no mood for jokes. “The gate is shut until spring,”",
        "Anna Berg wrote in a letter:\n\n“The gate is shut until spring,”",
    ],
    ids=["inverted", "plain", "apposition", "colon", "dash", "trailing", "sentence-before", "announced"],
)
def test_the_speaker_is_found_around_the_words(text: str) -> None:
    assert read(text).said_by("Anna Berg") == ["The gate is shut until spring,"]


def test_an_interrupted_quotation_is_two_with_one_speaker() -> None:
    reading = read("“The gate is shut,” said Anna Berg. “It opens in May.”")
    assert reading.said_by("Anna Berg") == ["The gate is shut,", "It opens in May."]
    assert {quote.kind for quote in reading.quotes} == {QuoteKind.DIRECT}


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "“The gate is shut. It is old.\n\n“It opens in May,” Anna Berg told the crew."
    assert read(text).said_by("Anna Berg") == ["The gate is shut. It is old.\n\nIt opens in May,"]


def test_fragments_are_mixed_and_keep_their_offsets() -> None:
    reading = read("Anna Berg called the plan “a bridge of straw” and left.")
    assert reading.quote.kind is QuoteKind.MIXED
    assert reading.quote.speaker_name == "Anna Berg"
    assert reading.document.text[reading.quote.start : reading.quote.end] == "a bridge of straw"


def test_who_reports_an_attitude_speaks() -> None:
    reading = read("Maria Zakharova said that Moscow opposed “another needless quarrel” at sea.")
    assert reading.speakers() == ["Maria Zakharova"]


def test_two_fragments_of_one_sentence() -> None:
    reading = read("Anna Berg said the boat had “come without a flag” and called the crew “rude and late”.")
    assert reading.said_by("Anna Berg") == ["come without a flag", "rude and late"]


@pytest.mark.parametrize(
    "text",
    [
        "Fishermen call the shoal the “Witch’s Tooth” because of its colour.",
        "The so-called “northern loop” is shorter.",
        "Her memoir, ‘Ten Winters at Sea’, sold well.",
        "Shoes were sold under the slogan “Walk more”.",
        "The phone runs “CalmOS”, a system from Oslo.",
        "They gave up their “heroic” catapults on Sunday.",
        "The ‘circle of frost’, dear to think tanks, explains little, Anna Berg says.",
    ],
)
def test_names_titles_and_scare_quotes_are_no_quotes(text: str) -> None:
    assert not [quote for quote in read(text).quotes if quote.kind is not QuoteKind.INDIRECT]


def test_a_quotation_within_speech_is_an_entry_where_it_has_a_speaker() -> None:
    reading = read(
        "“In May Vladimir Putin called the treaty “the best of all”. We agree with him,” Anna Berg wrote."
    )
    assert reading.said_by("Vladimir Putin") == ["the best of all"]
    assert len(reading.said_by("Anna Berg")) == 1


def test_who_is_quoted_speaks_not_who_quotes() -> None:
    reading = read("Reuters quoted Anna Berg as saying that “the gate stays shut”.")
    assert reading.speakers() == ["Anna Berg"]


def test_doubled_attributions_of_bad_translations() -> None:
    reading = read(
        "Luc Moreau came late.\n\n“The road is ours ”, the head of the port Anna Berg, he said in Oslo, said."
    )
    assert reading.said_by("Anna Berg") == ["The road is ours"]


def test_role_cue_and_printed_speaker_are_kept() -> None:
    quote = read("“The gate is shut until spring,” said Anna Berg, a harbour pilot.").quote
    assert (quote.speaker, quote.speaker_role, quote.cue) == ("Anna Berg", "a harbour pilot", "said")


def test_a_contracted_verb_is_no_possessive() -> None:
    assert read("Anna Berg said he’s “looking forward to it” now.").contents() == ["looking forward to it"]


def test_words_behind_that_are_said() -> None:
    assert read("Anna Berg is telling pilots that “I need you tomorrow.”").contents() == [
        "I need you tomorrow."
    ]


def test_referring_to_somebody_as_something_is_speech() -> None:
    reading = read("Anna Berg referred to Peter Holm as “a bright, patient pilot” on Monday.")
    assert reading.contents() == ["a bright, patient pilot"]


def test_a_named_thing_is_no_speech_whoever_speaks_beside_it() -> None:
    reading = read(
        "France and Italy opened their exercise “Long Sea,” Anna Berg said. The ship “Blue Tern” sank."
    )
    assert {quote.kind for quote in reading.quotes} == {QuoteKind.INDIRECT}
    assert reading.quotes[0].content.endswith("“Long Sea,”")


def test_a_cross_heading_in_marks_is_no_speech() -> None:
    reading = read("Anna Berg said it was late.\n\n‘Not a switch’\n\n‘People think it is a tap,’ she said.")
    assert reading.contents() == ["it was late", "People think it is a tap,"]


@pytest.mark.parametrize(
    "text",
    [
        "At the end of the anthem “A River Is Gonna Rise,” she added two words.",
        "In his book, “Make Your Boat a Home,” Peter Holm suggested a stove.",
    ],
)
def test_a_title_behind_its_kind_is_no_speech_though_somebody_speaks_beside_it(text: str) -> None:
    assert [quote for quote in read(text).quotes if quote.kind is not QuoteKind.INDIRECT] == []
