"""Reported speech without marks."""

from __future__ import annotations

import pytest

from bot.model.findings import QuoteKind
from tests.analysis.reading import read

CLAUSE = "the harbour would stay closed until spring"


@pytest.mark.parametrize(
    "text",
    [
        f"Anna Berg said that {CLAUSE}.",
        f"Anna Berg said {CLAUSE}.",
        f"Anna Berg told reporters on Monday that {CLAUSE}.",
        f"Anna Berg left early, saying that {CLAUSE}.",
        f"T{CLAUSE[1:]}, Anna Berg said.",
        f"T{CLAUSE[1:]}, according to Anna Berg.",
        f"According to Anna Berg, {CLAUSE}.",
        f"T{CLAUSE[1:]}, assured Anna Berg.",
    ],
)
def test_the_clause_is_the_content(text: str) -> None:
    quote = read(text).quote
    assert quote.kind is QuoteKind.INDIRECT
    assert quote.content.lower() == CLAUSE
    assert quote.speaker_name == "Anna Berg"


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg did not say who would pay for the gate.",
        "Anna Berg refused to say that the gate was old.",
        "We think that the gate is old.",
        "If Anna Berg says that the gate is old, they will leave.",
    ],
)
def test_what_was_not_said_is_no_quote(text: str) -> None:
    assert read(text).quotes == ()


def test_what_is_added_is_another_clause() -> None:
    reading = read("Anna Berg said the gate was old, adding that the new one would come in May.")
    assert reading.contents() == ["the gate was old", "the new one would come in May"]


def test_a_clause_with_marks_in_it_is_only_its_fragment() -> None:
    assert read("Anna Berg said the gate was “old and very loud” at night.").contents() == [
        "old and very loud"
    ]


def test_a_dateline_is_not_said() -> None:
    assert read("ASTANA - Peter Holm has refused to sign the paper, his lawyer said.").contents() == [
        "Peter Holm has refused to sign the paper"
    ]


def test_according_to_somebody_with_an_apposition() -> None:
    quote = read(
        "According to Peter Holm, an expert at the port, neither side could afford a collision."
    ).quote
    assert (quote.content, quote.speaker_name) == ("neither side could afford a collision", "Peter Holm")


def test_an_insertion_between_commas_reports_its_sentence() -> None:
    reading = read("The gate has vanished from the maps, Anna Ulf-Berg notes, and the pilot misses it.")
    assert reading.quote.content == "The gate has vanished from the maps"


def test_a_condition_does_not_reach_over_a_comma() -> None:
    reading = read("Rope would become cheaper if a truce at sea held, the report noted.")
    assert reading.quote.content == "Rope would become cheaper if a truce at sea held"


def test_an_attribution_that_names_its_hearer_may_end_the_sentence() -> None:
    reading = read("The port was right to freeze the money, a lawyer for the crew told the court on Friday.")
    assert reading.contents() == ["The port was right to freeze the money"]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        # where the reporter goes on
        ("Mr Holm predicted that trade would soon rebound and praised the pilots.", ["trade would soon rebound"]),
        ("Anna Berg says the vote will be close – noting that many stay at home.", ["the vote will be close", "many stay at home"]),
        ("He was unable to find a buyer, Peter Holm said, on condition of anonymity.", ["He was unable to find a buyer"]),
        ("The bank has pointed out that its own audit found nothing wrong in the books, which few believe.", ["its own audit found nothing wrong in the books"]),
        # where the speaker does
        ("Anna Berg said the harbour is full, and the ships have to wait.", ["the harbour is full, and the ships have to wait"]),
        ("Anna Berg told the crew that the gate was shut, and that nobody would open it.", ["the gate was shut", "nobody would open it"]),
        ("Anna Berg said the gate was “old and very loud” and that nobody would open it.", ["old and very loud", "nobody would open it"]),
        ("A clerk tells that the contract has a fine: whoever is late pays a tenth of the price.", ["the contract has a fine: whoever is late pays a tenth of the price"]),
        # where the parser tears or hides it
        ("Peter Holm said seeing so many boats at the quay was a welcome sight.", ["seeing so many boats at the quay was a welcome sight"]),
        ("Peter Holm told a radio station that a rudder was no reason to sail.", ["a rudder was no reason to sail"]),
        ("At the quay (it is closer to 15 metres, according to Anna Berg) the water is deep.", ["it is closer to 15 metres"]),
    ],
)  # fmt: skip
def test_where_a_clause_ends(text: str, clauses: list[str]) -> None:
    assert read(text).contents() == clauses


@pytest.mark.parametrize(
    "text",
    [
        "In Anna Berg’s view, the gate is too old to be mended.",
        "In the opinion of Anna Berg, the gate is too old to be mended.",
        "Anna Berg took to the radio to say the gate is too old to be mended.",
        "Anna Berg, the spokeswoman for the harbour board, said the gate is too old to be mended.",
        "One of the pilots, Anna Berg, said the gate is too old to be mended.",
    ],
)
def test_the_speaker_of_a_clause(text: str) -> None:
    quote = read(text).quote
    assert (quote.content, quote.speaker_name) == ("the gate is too old to be mended", "Anna Berg")


def test_a_question_is_asked() -> None:
    reading = read("Anna Berg asked whether the gate could be mended.")
    assert reading.contents() == ["whether the gate could be mended"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether the gate was old, Anna Berg nodded and replied in a low voice.",
        "The gate, which Anna Berg says was built in March, stood open.",
    ],
)
def test_what_is_no_clause_of_its_own(text: str) -> None:
    assert read(text).contents() == []


def test_a_study_that_finds_something_reports_it() -> None:
    assert read("A study by the board found that a tax on rope would raise a million.").contents() == [
        "a tax on rope would raise a million"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "While the mayor laid out her plan for the harbour, the crowd reacted loudly.",
        "Anna Berg told a crowd at the bar that spilled out onto the street.",
        "In the south, 60 pledged delegates and seven others were at stake.",
        "The board’s report was finished and denied the change being sought.",
    ],
)
def test_what_only_looks_like_a_clause_that_is_said(text: str) -> None:
    assert read(text).contents() == []
