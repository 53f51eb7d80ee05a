"""Texts about one person: whose floating words and pronouns are, when others are merely mentioned."""

from __future__ import annotations

from tests.analysis.reading import read

PROFILE = (
    "Anna Berg paints gates. For ten years she kept a diary of rust.\n\n"
    "She came to the harbour with Clara Holm, a rigger. "
)


def test_she_goes_on_with_the_subject_not_with_whoever_was_merely_mentioned() -> None:
    reading = read(f"{PROFILE}“The sea was louder then,” she recalls.")
    assert reading.speakers() == ["Anna Berg"]


def test_her_at_the_head_of_a_sentence_keeps_the_thread() -> None:
    reading = read(f"{PROFILE}Her hardest winter was with Clara Holm. She said the paint had frozen twice.")
    assert reading.speakers() == ["Anna Berg"]


def test_words_behind_a_sentence_about_several_are_the_protagonists() -> None:
    reading = read(f"{PROFILE}The two later quarrelled. “Clara threw my brush away, and I laughed.”")
    assert reading.speakers() == ["Anna Berg"]


def test_a_stranger_of_whom_the_words_speak_does_not_say_them() -> None:
    reading = read(f"{PROFILE}Her sister rang from the island. “I told her that the brush was gone.”")
    assert reading.speakers() == ["Anna Berg"]


def test_a_stranger_may_speak_in_a_profile() -> None:
    reading = read(f"{PROFILE}Her sister rang from the island. “I have lost the brush.”")
    assert reading.said_by("Anna Berg") == []


def test_the_subject_of_the_sentence_before_needs_no_known_gender() -> None:
    reading = read(
        "Peter Holm thanked the crew and said the gate was shut.\n\n"
        "Temoxu Aldarra of Bergen, whose boat had sunk, kept calm. “It will float,” he promised."
    )
    assert reading.quotes[-1].speaker_name == "Temoxu Aldarra"


def test_the_protagonist_goes_on_at_the_head_of_a_paragraph() -> None:
    reading = read(
        f"{PROFILE}She met Olga Lind there too.\n\n“It is not a wall,” she says. Olga Lind disagrees. “It is a wall,” Lind says.\n\n"
        "Asked about the tide, she laughs. “Tides are weather.”"
    )
    assert reading.speakers() == ["Anna Berg", "Olga Lind", "Anna Berg"]


def test_words_that_go_on_are_not_those_of_whom_the_next_sentence_tells() -> None:
    reading = read("“It is shut,” Anna Berg said of the gate. “It is rust.” Peter Holm disagrees.")
    assert reading.speakers() == ["Anna Berg", "Anna Berg"]


def test_a_relative_goes_on_as_he() -> None:
    reading = read(
        f"{PROFILE}Her father was a pilot. He taught her to row. “Count the boats,” he used to say."
    )
    assert reading.quotes[-1].speaker_name is None


def test_who_was_asked_answers_not_who_was_asked_about() -> None:
    reading = read(
        "Peter Holm was asked whether Luc Moreau would come to Bergen. “There is a calendar,” he said."
    )
    assert reading.speakers() == ["Peter Holm"]


def test_his_spokeswoman_need_not_have_been_named() -> None:
    reading = read("Anna Berg slept. Peter Holm would come on Friday, his spokeswoman said.")
    assert reading.said_by("Anna Berg") == []


def test_it_behind_said_is_what_is_told_of() -> None:
    reading = read(
        "Sen. Peter Holm laughed. Anna Berg, who wrote the bill with him, said it “took four years”."
    )
    assert reading.speakers() == ["Anna Berg"]


def test_given_names_of_many_languages_tell_who_she_is() -> None:
    reading = read(
        "Zsuzsanna Aldarra met Tomasz Oberlund in Oslo. Oberlund left early. “It was rust,” she said."
    )
    assert reading.speakers() == ["Zsuzsanna Aldarra"]


def test_an_office_with_its_bearers_name_beside_it_means_nobody_named_before() -> None:
    reading = read(
        "Peter Holm, the vice president of the board, spoke first. He promised that the gate would stay.\n\n"
        "The chairman of the union, Malik Osei Danso, thanked the guests. He said the gate was theirs."
    )
    assert reading.speakers() == ["Peter Holm", "Malik Osei Danso"]
