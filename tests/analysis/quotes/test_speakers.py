"""From the printed speaker to a name: pronouns, titles, pairs, organs, strangers."""

from __future__ import annotations

from datetime import date

from tests.analysis.reading import read


def test_pronouns_follow_gender() -> None:
    reading = read("Anna Berg met Peter Holm at noon.\n\n“The gate is shut,” she said. “I know,” he said.")
    assert reading.speakers() == ["Anna Berg", "Peter Holm"]


def test_a_given_name_only_suggests_a_gender() -> None:
    reading = read("Jean Moreau, a pilot, drank tea. He said the gate would open in May.")
    assert reading.speakers() == ["Jean Moreau"]


def test_a_pronoun_means_the_subject_of_the_sentence_before() -> None:
    reading = read("Peter Holm praised Luc Moreau at length. He said the gate would open.")
    assert reading.speakers() == ["Peter Holm"]


def test_a_pronoun_behind_a_name_means_somebody_else() -> None:
    reading = read("Peter Holm spoke first. Luc Moreau, he said, had asked for the bill too late.")
    assert reading.said_by("Luc Moreau") == []


def test_a_pronoun_for_a_stranger_names_nobody() -> None:
    reading = read(
        "Peter Holm left.\n\nA trader in Bergen, who gave no name, was calm. “We sell rope now,” he said."
    )
    assert reading.said_by("Peter Holm") == []
    assert reading.said_by(None) == ["We sell rope now,"]


def test_titles_resolve_to_their_holder() -> None:
    reading = read("“The road is ours,” the Russian leader told students.", date(2020, 5, 1))
    assert (reading.quote.speaker_id, reading.quote.speaker) == ("vladimir-putin", "the Russian leader")


def test_a_bare_title_means_the_person_with_that_role() -> None:
    reading = read(
        "French Trade Minister Luc Moreau met Peter Holm, a pilot.\n\n“The gate is open,” the minister said."
    )
    assert reading.quote.speaker_name == "Luc Moreau"


def test_joint_speakers_have_a_name_and_no_id() -> None:
    quote = read("Russia and China said they would build a tunnel under the river.").quote
    assert (quote.speaker_name, quote.speaker_id) == ("Russia and China", None)


def test_the_two_countries_are_the_pair_that_stands_side_by_side() -> None:
    reading = read(
        "Russia and China signed a paper that France dislikes.\n\nThe two countries criticised “several capitals” at once."
    )
    assert reading.quote.speaker_name == "Russia and China"


def test_organs_speak_for_their_state_under_their_own_name() -> None:
    quote = read("The State Department said the paper changed nothing at all.").quote
    assert (quote.speaker_name, quote.speaker_id) == ("State Department", "united-states")


def test_its_embassy_is_that_of_the_state_named_before() -> None:
    quote = read("France was not invited. Its embassy said the list was far too short.").quote
    assert quote.speaker_id == "france"


def test_the_company_is_the_company_not_the_paper() -> None:
    reading = read(
        "Gazprom raised its price, Reuters wrote in the morning.\n\nThe company said the winter would be long."
    )
    assert reading.quotes[-1].speaker_id == "gazprom"


def test_a_known_speaker_without_a_printed_role_has_the_office_of_the_day() -> None:
    text = "“The gas will flow,” Vladimir Putin said. Nobody doubted it."
    assert read(text, date(2020, 1, 1)).quotes[0].speaker_role == "president of Russia"


def test_anonymous_speakers_have_no_name() -> None:
    quote = read("“We sold the ship,” said a banker in Oslo.").quote
    assert (quote.speaker_name, quote.speaker_id) == (None, None)


def test_nobody_is_guessed_where_nobody_is_named() -> None:
    reading = read("“The gate is shut and the sea is cold tonight.”")
    assert reading.speakers() == [None]
    assert reading.quote.confidence < 0.5


def test_confidence_falls_with_the_distance_of_the_evidence() -> None:
    near = read("“The gate is shut,” said Anna Berg.").quote
    far = read(
        "Anna Berg said: “The gate is shut.”\n\n“The sea is cold tonight and the boats are late.”"
    ).quotes[-1]
    assert near.confidence >= 0.9 > far.confidence
