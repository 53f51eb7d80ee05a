"""Transcripts of briefings and interviews."""

from __future__ import annotations

from bot.model.findings import QuoteKind
from tests.analysis.reading import read

BRIEFING = """The following is the record of a briefing.

ANNA BERG: Good morning. The gate is open again.

HARBOUR RADIO: Who paid for the gate?

ANNA BERG: The town did. Nobody else was asked.

As for the bridge, it can wait until next year.

HARBOUR RADIO: Thank you."""


def test_each_turn_is_one_quote_of_its_label() -> None:
    reading = read(BRIEFING)
    assert reading.speakers() == ["Anna Berg", "Harbour Radio", "Anna Berg", "Harbour Radio"]
    assert {quote.kind for quote in reading.quotes} == {QuoteKind.DIRECT}
    assert reading.quotes[0].content == "Good morning. The gate is open again."


def test_a_turn_runs_on_to_the_next_label() -> None:
    assert read(BRIEFING).quotes[2].content.endswith("\n\nAs for the bridge, it can wait until next year.")


def test_a_report_before_a_transcript_is_read_as_a_report() -> None:
    reading = read("“It was long,” said Luc Moreau.\n\n" + BRIEFING.split("\n\n", 1)[1])
    assert reading.speakers()[:2] == ["Luc Moreau", "Anna Berg"]


def test_a_transcript_may_stand_in_marks_with_asides() -> None:
    reading = read("“ANNA BERG: The gate is open.\n\n“(CROSSTALK)\n\n“LUC MOREAU: Not yet, I hear.”")
    assert reading.contents() == ["The gate is open.", "Not yet, I hear."]


def test_one_label_makes_no_transcript() -> None:
    assert read("NOTE: The gate is open.\n\nNobody came to see it. It rained.").quotes == ()


def test_a_label_before_marks_names_the_speaker() -> None:
    assert read("Anna Berg: “The gate is open again and will stay so.”").speakers() == ["Anna Berg"]


def test_a_report_behind_a_transcript_is_read_as_a_report() -> None:
    reading = read(BRIEFING + "\n\nShe said afterwards that the gate was new. “It shines,” she said.")
    assert reading.contents()[-2:] == ["the gate was new", "It shines,"]
    assert reading.speakers()[-2:] == ["Anna Berg", "Anna Berg"]
