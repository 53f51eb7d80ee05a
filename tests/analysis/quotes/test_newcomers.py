"""Speakers whom no table and no full name tells: people of one name, firms, and who is named only later."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Pedro said the line was long. “They gave me a number,” he said.", "Pedro"),
        ("Behind him stood Lucia, who had come by bus. “I can wait,” she said.", "Lucia"),
        ("Ms. Abernathy wept in court. Outside she was calm. “I will sleep first,” she said.", "Abernathy"),
        ("Mr Okonjo kept the dam. “Concrete talks,” he used to say.", "Okonjo"),
        ("His wife, Gulnara, waited outside. “He went out for milk,” she said.", "Gulnara"),
        ("The daughter, Kaia, is 22. “He knows that I am right,” she says.", "Kaia"),
    ],
)
def test_people_of_one_name_speak(text: str, speaker: str) -> None:
    assert read(text).quotes[-1].speaker_name == speaker


@pytest.mark.parametrize(
    "introduction",
    [
        "said a man, who gave his name as Idris",
        "said a man who asked to be identified only as Idris",
        "said a trader, who would give only his first name, Idris",
    ],
)
def test_a_stranger_is_called_as_he_wants_to_be(introduction: str) -> None:
    reading = read(f"“I sold one,” {introduction}. “To a policeman,” Idris said.")
    assert reading.speakers() == ["Idris", "Idris"]


def test_one_name_is_no_actor_of_the_article() -> None:
    assert "pedro" not in read("Pedro said the line was long.").actors()


def test_a_plural_family_is_nobody() -> None:
    assert read("“We have work to do,” said an adviser to both Bergs.").speakers() == [None]


def test_two_of_one_family_bear_its_name() -> None:
    reading = read(
        "Maria and Teresa Berg do not speak. “She got the view,” Teresa says. Maria sees it otherwise. “It needs pruning,” she says."
    )
    assert reading.speakers() == ["Teresa Berg", "Maria Berg"]


def test_a_given_name_printed_last_is_used_alone() -> None:
    reading = read("Tran Quoc Bao runs a stall. “The bus drives over our heads,” Bao said.")
    assert reading.speakers() == ["Tran Quoc Bao"]


def test_a_speaker_whom_the_model_misses_is_remembered() -> None:
    reading = read(
        "“He hoped that nobody would look,” Zemi Badenot, the opposition leader, told the house.\n\n"
        "Peter Holm denied it.\n\n“It is always somebody else,” she shot back."
    )
    assert reading.quotes[-1].speaker_name == "Zemi Badenot"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Meiduo, the company behind the app, disagrees. “Safety comes first,” it said.", "Meiduo"),
        ("The power company, K-Volt, blamed “an event in the network”.", "K-Volt"),
        ("Kestrel Dynamics said it would leave Bergen. “It was not easy,” the company said.", "Kestrel Dynamics"),
    ],
)  # fmt: skip
def test_firms_speak_under_their_name(text: str, speaker: str) -> None:
    assert read(text).quotes[-1].speaker_name == speaker


def test_the_union_is_no_firm() -> None:
    reading = read("Kestrel Dynamics said it would leave Bergen. The union called it “a betrayal”.")
    assert reading.quotes[-1].speaker_name is None


@pytest.mark.parametrize(
    "opening",
    ["“Look,” he says, and opens the lid.", "His message was short: “Look, it is empty.”"],
)
def test_a_text_may_open_with_him_and_name_him_later(opening: str) -> None:
    reading = read(f"{opening}\n\nPeter Holm has fished here since he was a boy.")
    assert reading.speakers() == ["Peter Holm"]


def test_a_stranger_at_the_head_is_not_whoever_is_named_later() -> None:
    reading = read("A passenger wept. “There was a bang,” she said.\n\nAnna Berg, the inspector, came late.")
    assert reading.speakers() == [None]


def test_the_next_sentence_may_point_back_to_the_words() -> None:
    reading = read("“No comment.” That was all that Peter Holm, the owner, had to say in court.")
    assert reading.speakers() == ["Peter Holm"]


def test_it_behind_a_report_is_the_report() -> None:
    reading = read("The report came on Monday and is damning. “Nobody could explain the sum,” it says.")
    assert reading.speakers() == ["report"]


def test_who_leaves_in_a_first_clause_speaks_in_the_main_one() -> None:
    reading = read(
        "When its conductor, Peter Holm, left in May, he told the board that he was “tired of brass”."
    )
    assert reading.speakers() == ["Peter Holm"]


def test_a_nickname_stands_within_a_name() -> None:
    reading = read("Tessa “Bucket” Mulroo came home. “I cried,” she said. “Twice,” Mulroo added.")
    assert reading.speakers() == ["Tessa Mulroo", "Tessa Mulroo"]


def test_one_name_may_be_shown_by_a_calling() -> None:
    reading = read(
        "Anna Berg walked free. Among the crowd was Isatou, a nurse, who had walked far. “I came to see,” she said."
    )
    assert reading.speakers() == ["Isatou"]


def test_a_man_who_gave_one_name_goes_on_as_he() -> None:
    reading = read(
        "Peter Holm left. A man who gave only his first name, Espoir, stayed. “If it rains we sleep,” he said."
    )
    assert reading.quotes[-1].speaker_name == "Espoir"


def test_a_note_speaks_for_its_owner() -> None:
    assert (
        read("Gazprom’s note said winters were “the cheapest since disco”.").quotes[-1].speaker_id
        == "gazprom"
    )
