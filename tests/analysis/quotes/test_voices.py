"""Forms other than running reports: lists of voices, headings over words, interviews, live reports, couples."""

from __future__ import annotations

from datetime import date

import pytest

from tests.analysis.reading import read

TODAY = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("entry", "speaker"),
    [
        ("Anna Berg, harbour pilot: “The tide will settle it.”", "Anna Berg"),
        ("Almaz Tekle, 52, goat herder: “They took the valley.”", "Almaz Tekle"),
        ("Anna Berg, the fund’s director, on X: “Patience pays.”", "Anna Berg"),
        ("• Peter Holm (Bergen): “The map looks kinder now.”", "Peter Holm"),
    ],
)
def test_an_entry_of_a_list_names_its_voice(entry: str, speaker: str) -> None:
    assert read(f"What the harbour says:\n\n{entry}").quotes[-1].speaker_name == speaker


def test_a_ministry_may_head_an_entry() -> None:
    quote = read("How others see it:\n\nRussian foreign ministry: “We hope that they keep their word.”").quote
    assert quote.speaker_id == "russia"


def test_a_sentence_with_a_colon_is_no_entry() -> None:
    assert (
        read("Anna Berg left.\n\nThe mood was short: “Look, it is empty.”").said_by("The mood was short")
        == []
    )


@pytest.mark.parametrize(
    "line", ["ANNA BERG, CHIEF ECONOMIST, HARBOUR BANK", "Anna Berg, chief economist, Harbour Bank"]
)
def test_a_line_above_words_names_who_says_them(line: str) -> None:
    assert read(f"The bank waits.\n\n{line}\n\n“December is live.”").speakers() == ["Anna Berg"]


def test_answers_are_the_interviewees() -> None:
    reading = read(
        "Anna Berg led the seed bank for years.\n\nQ: Why now?\n\nA: The freezer failed.\n\nQ: Who knew?\n\nA: All of them."
    )
    assert reading.said_by("Anna Berg") == ["The freezer failed.", "All of them."]


def test_questions_without_marks_are_put_to_the_same_person() -> None:
    reading = read(
        "Anna Berg talks to us.\n\nHow much longer?\n\n“Ask the door.”\n\nDo you tire of it?\n\n“On Mondays.”"
    )
    assert reading.speakers() == ["Anna Berg", "Anna Berg"]


def test_words_behind_narration_are_whose_the_narration_is() -> None:
    reading = read(
        "“It is shut,” Anna Berg said.\n\nThe gate was built in 1920 and painted twice.\n\nPeter Holm has the key.\n\n“It is in my coat.”"
    )
    assert reading.speakers()[-1] == "Peter Holm"


def test_words_on_their_own_are_no_strong_guess() -> None:
    reading = read("“It is shut,” Anna Berg said.\n\nThe gate was built in 1920.\n\n“It will open again.”")
    assert reading.quotes[-1].confidence < 0.8


def test_a_live_report_begins_its_entries_with_the_time() -> None:
    reading = read("Live report\n\n15:30 The rector, Anna Berg, calls for calm: “Nobody throws first.”")
    assert reading.speakers() == ["Anna Berg"]


def test_labels_of_a_newsletter_are_no_transcript() -> None:
    reading = read(
        "TRADE: Peter Holm flies to Bergen. “We are one comma away,” he told us.\n\nDEFENCE: Anna Berg stays. “Birds manage it,” she joked."
    )
    assert reading.speakers() == ["Peter Holm", "Anna Berg"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peter and Anna Berg keep the light. “He talks to it,” Mrs Berg says. “She counts,” says her husband.", "Peter Berg"),
        ("The premier, Peter Holm, met his son Luc. “I left early,” the son said.", "Luc"),
        ("Anna Berg rang. “Peter is away,” her brother said.", None),
    ],
)  # fmt: skip
def test_relatives_speak_where_the_text_names_them(text: str, speaker: str | None) -> None:
    assert read(text).quotes[-1].speaker_name == speaker


def test_he_is_the_general_of_the_sentence_before() -> None:
    reading = read(
        "General Peter Holm drew the line. Luc Moreau, who writes for a paper, saw it: “There was a goat.”\n\n"
        "The general does not think that it will be paid. “We could send the sign,” he says."
    )
    assert reading.quotes[-1].speaker_name == "Peter Holm"


def test_her_neighbour_is_nobody_of_the_article() -> None:
    reading = read(
        "Peter Holm came to power in May. Her neighbour, a butcher, disagrees. “He gave us nothing,” he says."
    )
    assert reading.speakers() == [None]


def test_a_former_office_is_looked_for_among_those_left() -> None:
    reading = read(
        "Joe Biden spoke to Donald Trump. “I have time,” the former president said.", date(2025, 5, 1)
    )
    assert reading.quotes[-1].speaker_name == "Joe Biden"


def test_an_unknown_name_that_opens_a_text_is_told_by_its_pronoun() -> None:
    reading = read(
        "Zemko Ristov keeps bees on the hill. He has been offered a sum for it.\n\n“I wait,” he says."
    )
    assert reading.speakers() == ["Zemko Ristov"]


def test_narration_about_a_body_of_the_text_alone_names_nobody() -> None:
    reading = read("The day was long.\n\nThe Bergen Warlords won the match.\n\n“We slept in the bus.”")
    assert reading.speakers() == [None]


@pytest.mark.parametrize(
    "words",
    [
        "They hung a painted sheet that said “Welcome home, Anna.”",
        "On the wall of the school somebody has written: “The river was here.”",
        "Supporters carried placards that read “Never Again”.",
    ],
)
def test_nobody_says_what_stands_on_a_wall(words: str) -> None:
    assert read(f"Anna Berg came home. {words}").quotes == ()


def test_words_behind_a_dateline_stand_apart() -> None:
    assert read("BERGEN — “Would you take the boat?” Anna Berg asked.").speakers() == ["Anna Berg"]


INTERVIEW = "Anna Berg led the bank.\n\nQ: Why now?\n\nA: It failed. Peter Holm said last year, “They would be very angry if they knew,” and left.\n\nQ: Who knew?\n\nA: All of them."


def test_what_an_answer_quotes_is_anothers() -> None:
    assert read(INTERVIEW).said_by("Peter Holm") == ["They would be very angry if they knew,"]


def test_an_interview_ends_with_its_last_answer() -> None:
    reading = read(f"{INTERVIEW}\n\nBehind the bank stands a gate that nobody opens.")
    assert reading.quotes[-1].content == "All of them."


def test_the_sentence_that_announces_names_the_speaker() -> None:
    reading = read("Asked by a student what he had heard, Peter Holm was talkative:\n\n“Nothing, and twice.”")
    assert reading.speakers() == ["Peter Holm"]
