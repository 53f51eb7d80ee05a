"""Whose office a noun is: with its deputies, former holders, portfolios, and strangers of the same calling."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read

TWO = "Anna Berg, the harbour board’s vice president, met Peter Holm, its president. "


@pytest.mark.parametrize(
    ("printed", "speaker"), [("the vice president", "Anna Berg"), ("the president", "Peter Holm")]
)
def test_a_deputy_is_not_the_holder(printed: str, speaker: str) -> None:
    assert read(f"{TWO}Talks were “going great”, {printed} said.").speakers() == [speaker]


@pytest.mark.parametrize(
    ("printed", "speaker"), [("the trade minister", "Anna Berg"), ("the finance minister", "Peter Holm")]
)
def test_the_portfolio_tells_two_ministers_apart(printed: str, speaker: str) -> None:
    reading = read(
        "Trade Minister Anna Berg met Finance Minister Peter Holm at noon.\n\n"
        f"“The gate is open,” {printed} said."
    )
    assert reading.speakers() == [speaker]


def test_a_chief_may_be_called_otherwise_in_print() -> None:
    reading = read(
        "Anna Berg, the director general of the fund, arrived. “We will wait,” the fund’s chief said."
    )
    assert reading.speakers() == ["Anna Berg"]


def test_an_official_makes_a_stranger_of_the_official() -> None:
    reading = read(
        "Peter Holm, a senior official, went home. An official at the port said the ship had sunk. "
        "“Nobody told us,” the official added."
    )
    assert reading.said_by("Peter Holm") == []


def test_a_name_printed_with_the_noun_asks_for_the_very_noun() -> None:
    reading = read("President Peter Holm spoke. “I sensed it,” the Lutheran leader said.")
    assert reading.said_by("Peter Holm") == []


def test_a_national_is_who_is_at_hand() -> None:
    reading = read("The host, Peter Holm, summed up. “We agree,” the Dane said.")
    assert reading.speakers() == ["Peter Holm"]


def test_the_american_is_who_serves_the_united_states() -> None:
    reading = read("Donald Trump met Peter Holm. “Fair,” the American said.")
    assert reading.speakers() == ["Donald Trump"]


def test_its_minister_is_the_states() -> None:
    quote = read("Russia was in between. “Let us not call it a wall,” said its foreign minister.").quote
    assert quote.speaker_id == "sergey-lavrov"


def test_a_title_tells_namesakes_apart() -> None:
    reading = read(
        "Dr Greta Berg teaches law. Peter Berg is no relation. Dr Berg expects it to last “until the first fire”."
    )
    assert reading.quotes[-1].speaker_name == "Greta Berg"


def test_the_minister_may_be_printed_with_a_capital() -> None:
    reading = read(
        "Trade Minister Peter Holm spoke. Luc Moreau, a pilot, left. The Minister said prices fell. “Why should they pay?” he asked."
    )
    assert reading.quotes[-1].speaker_name == "Peter Holm"


def test_a_member_speaks_for_himself_not_for_the_party() -> None:
    reading = read("Derek Moreau of the Harbour Party alleged that ships had been “left to rust”.")
    assert reading.speakers()[-1] == "Derek Moreau"
