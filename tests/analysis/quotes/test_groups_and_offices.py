"""Speakers printed by number ("the three"), behind a reply, behind a gap, or by an office."""

from __future__ import annotations

from datetime import date

import pytest

from tests.analysis.reading import read

TODAY = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Russia, China and France signed. In a note, the three said they were “glad to wait”.", "Russia, China and France"),
        ("Russia and China signed. In a note, the two said they were “glad to wait”.", "Russia and China"),
        ("Russia and China signed. Both said they were “glad to wait”.", "Russia and China"),
        ("Anna Berg and Peter Holm met. The two lawyers said they were “glad to wait”.", "Anna Berg and Peter Holm"),
    ],
)  # fmt: skip
def test_a_number_means_those_whom_the_text_has_listed(text: str, speaker: str) -> None:
    assert read(text).quotes[-1].speaker_name == speaker


def test_three_of_whom_nobody_gave_a_list_are_nobody() -> None:
    reading = read("Russia signed first. In a note, the three said they were “glad to wait”.")
    assert reading.speakers() == [None]


@pytest.mark.parametrize(
    "behind", ["came the reply from Anna Berg", "was the answer of Anna Berg", "was Anna Berg’s answer"]
)
def test_a_reply_is_its_givers(behind: str) -> None:
    reading = read(f"Peter Holm wanted to know whether the gate would open. “It will not open,” {behind}.")
    assert reading.speakers() == ["Anna Berg"]


def test_a_second_subject_shares_the_verb_before_it() -> None:
    reading = read("It was what Gazprom called “a quiet and careful visit” and Rosneft “a raid”.")
    assert reading.speakers() == ["Gazprom", "Rosneft"]


def test_a_name_between_two_fragments_of_one_speech_does_not_speak() -> None:
    reading = read("Anna Berg said the visit was “a raid” and Peter Holm’s boat “a bathtub with flags”.")
    assert reading.said_by("Peter Holm") == []


def test_an_office_may_be_named_before_its_holder() -> None:
    reading = read(
        "The port “will not be painted”, the fisheries secretary has said.\n\nAnna Berg told Reuters that paint was scarce."
    )
    assert reading.quotes[0].speaker_name == "Anna Berg"


def test_the_holder_is_told_by_the_printed_role() -> None:
    reading = read(
        "The port “will not be painted”, the fisheries secretary has said.\n\n"
        "Peter Holm, the shadow fisheries secretary, laughed. Anna Berg, the fisheries secretary, did not."
    )
    assert reading.quotes[0].speaker_name == "Anna Berg"


def test_the_office_of_a_head_of_state_speaks_for_the_state() -> None:
    reading = read("Vladimir Putin flew home. His office said the trip had been “short and warm”.", TODAY)
    assert reading.quote.speaker_id == "russia"


def test_the_office_of_anybody_else_names_nobody() -> None:
    reading = read("Anna Berg flew home. Her office said the trip had been “short and warm”.")
    assert reading.speakers() == [None]


@pytest.mark.parametrize(
    "role", ["vice president of France", "former president of France", "chancellor of the exchequer"]
)
def test_only_who_leads_a_state_now_has_an_office_that_speaks_for_it(role: str) -> None:
    reading = read(f"Peter Holm, the {role}, flew home. His office said the trip had been “short and warm”.")
    assert reading.speakers()[-1] is None


def test_whoever_is_introduced_without_a_role_holds_the_office_just_printed() -> None:
    reading = read(
        "Peter Holm, a pilot, slept. The rope secretary said the port was shut. “It is rust,” Anna Berg told Reuters."
    )
    assert reading.speakers()[0] == "Anna Berg"


def test_a_small_pronoun_behind_words_speaks_whatever_the_verb() -> None:
    reading = read("Anna Berg rowed. Peter Holm wanted help. “With what?” she shot back.")
    assert reading.speakers() == ["Anna Berg"]
