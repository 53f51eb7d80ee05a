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
