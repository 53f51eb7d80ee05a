"""From the printed speaker to a name: pronouns, titles, pairs, organs, strangers."""

from __future__ import annotations

from datetime import date

import pytest

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


def test_two_people_parted_by_an_apposition_speak_together() -> None:
    reading = read(
        "Anna Berg (D-WA) and Peter Holm, a pilot, said the gate was shut. “It is rust,” they wrote."
    )
    assert set(reading.speakers()) == {"Anna Berg and Peter Holm"}


def test_they_are_the_two_whom_the_sentence_before_names_together() -> None:
    reading = read(
        "In a letter, Anna Berg, a pilot of the port, and Peter Holm, a trader, asked for paint. “It is rust,” they wrote."
    )
    assert reading.quote.speaker_name == "Anna Berg and Peter Holm"


def test_the_company_may_be_named_in_the_same_sentence() -> None:
    reading = read(
        "Two traders accused Gazprom of delay, a charge that the company called “pure poetry for clerks”."
    )
    assert reading.quote.speaker_id == "gazprom"


def test_a_name_at_the_end_of_a_badly_translated_office_speaks() -> None:
    reading = read(
        "“We count,” the official representative of the port authority Anna Berg told journalists."
    )
    assert reading.speakers() == ["Anna Berg"]


def test_the_spokesman_for_somebody_is_not_that_person() -> None:
    reading = read("“We count,” the spokesman for Peter Holm told journalists.")
    assert reading.said_by("Peter Holm") == []


def test_a_noun_akin_to_the_printed_role_means_its_bearer() -> None:
    reading = read(
        "Peter Holm, an economist in Bergen, slept. Anna Berg, a pilot, ate.\n\n“It is late,” the expert said."
    )
    assert reading.quote.speaker_name == "Peter Holm"


def test_the_name_in_marks_behind_a_newspaper_is_its_own() -> None:
    assert read('The newspaper "Dawn Ledger" writes that the list may grow in autumn.').speakers() == [
        "Dawn Ledger"
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The gate will open in May, the presidency in Paris said.", "france"),
        ("The French Mining Ministry slept. The gate will open in May, according to the ministry.", "france"),
        ("PARIS, May 3 — The gate will open in May, the mining ministry said.", "france"),
    ],
)
def test_an_organ_speaks_for_the_state_of_its_seat(text: str, state: str) -> None:
    assert read(text).quote.speaker_id == state


def test_an_organ_of_nobody_known_speaks_for_nobody() -> None:
    assert read("The gate will open in May, the ministry said.").quote.speaker_id is None


def test_a_report_set_between_commas_owns_what_follows() -> None:
    reading = read("Gazprom sent a note. Mr Holm, it said, had “listened with great attention” to the end.")
    assert reading.quote.speaker_id == "gazprom"


def test_a_strangers_fragment_does_not_take_the_floor() -> None:
    reading = read(
        "“We sang,” Anna Berg said. Her own mother had called the plan “a very slow way to sink”.\n\n“She was right.”"
    )
    assert reading.quotes[-1].speaker_name == "Anna Berg"


def test_a_firm_that_no_table_knows_is_the_company() -> None:
    reading = read(
        "Brightwater Shipping Ltd. slept through the storm. “We are insured,” the company said on Monday."
    )
    assert reading.quote.speaker_name is not None
    assert reading.quote.speaker_name.startswith("Brightwater Shipping")


def test_it_is_the_paper_that_spoke_just_before() -> None:
    reading = read(
        "The two capitals “oppose any delay at all”, the joint statement said. It also calls for “a new and indivisible gate”."
    )
    assert reading.speakers() == ["joint statement", "joint statement"]


def test_a_relative_without_a_name_speaks_for_nobody_else() -> None:
    reading = read("Anna Berg laughed. Her husband shrugged. “They round up,” he said.")
    assert reading.said_by("Anna Berg") == []


def test_an_embassy_speaks_for_the_state_of_the_seat_before_it() -> None:
    reading = read("France slept, while Beijing’s embassy described the storm as “a very long performance”.")
    assert reading.quote.speaker_id == "china"


def test_a_sentence_behind_announced_words_does_not_own_them() -> None:
    reading = read("Anna Berg was blunt: “The gate is no birthday party.” Her deputy nodded.")
    assert reading.speakers() == ["Anna Berg"]


def test_the_chief_of_a_body_leaves_the_body_named() -> None:
    reading = read("Anna Berg, a Gazprom spokeswoman, slept.")
    assert reading.places("gazprom") == ["Gazprom"]


def test_an_answer_is_its_possessors() -> None:
    reading = read("Peter Holm wrote to the board. Mr Holm’s answer was: “We sell rope here.”")
    assert reading.speakers() == ["Peter Holm"]


def test_a_subject_parted_by_an_insertion_speaks_before_the_clause_that_follows() -> None:
    reading = read(
        "Mr. Ostrander, whose latest firm sells data, said Peter Holm was one of them: “He is a rope man.”"
    )
    assert reading.speakers() == ["Ostrander"]


def test_a_question_is_the_askers() -> None:
    assert read("“Is he against us?” asked Anna Berg, pointing at the sea.").speakers() == ["Anna Berg"]


def test_a_quotation_alone_belongs_to_whom_the_paragraph_before_reports() -> None:
    reading = read("Anna Berg praised the crew for its calm.\n\n“They sang all night long in the rain.”")
    assert reading.speakers() == ["Anna Berg"]


def test_a_label_may_stand_behind_a_heading() -> None:
    assert read("ROPE IS BACK - Anna Berg: “Nobody believed it before the storm came.”").speakers() == [
        "Anna Berg"
    ]


def test_a_rank_before_the_name_is_no_speaker() -> None:
    assert read("The plane was in free air, said Navy Capt. Anna Berg, a pilot.").speakers() == ["Anna Berg"]


def test_a_family_name_with_particles_joins_the_full_one() -> None:
    reading = read("Ursula von der Leyen came. Ms von der Leyen told reporters that trade had slowed.")
    assert reading.speakers() == ["Ursula von der Leyen"]


def test_the_director_of_no_printed_role_is_who_spoke_just_before() -> None:
    reading = read(
        "Sergey Lavrov, the director of the rope board, slept. "
        "\n\nAnna Berg thinks the visitors came too early. “It is a waiting room,” says the think-tank’s director."
    )
    assert reading.quotes[-1].speaker_name == "Anna Berg"


def test_an_outlet_may_be_named_by_its_country() -> None:
    reading = read("On Monday French state television called the meeting “a test of all our patience”.")
    assert reading.speakers() == ["French state television"]


def test_an_insertion_with_the_verb_first_owns_the_sentence() -> None:
    reading = read("Peter Holm waited. The port authority, said Anna Berg, is willing to pay for the paint.")
    assert reading.speakers() == ["Anna Berg"]


def test_letters_behind_a_name_are_no_part_of_it() -> None:
    assert read("“They got paid,” said Anna Ulf-Berg KC, for the port.").speakers() == ["Anna Ulf-Berg"]


def test_a_rank_written_out_means_who_bears_it_in_short() -> None:
    reading = read(
        "Beside him stood Adm. Peter Holm, who chairs the board. The admiral conceded that the crew was “not yet complete”."
    )
    assert reading.speakers() == ["Peter Holm"]


@pytest.mark.parametrize(
    "text", ["“This is fantastic!” swooned Anna Berg of the port.", "“This is fantastic!” beamed Anna Berg."]
)
def test_any_verb_between_speech_and_a_name_is_a_cue(text: str) -> None:
    assert read(text).speakers() == ["Anna Berg"]


def test_a_verb_may_open_the_sentence_before_its_speech() -> None:
    reading = read("Anna Berg came late. Said Berg, “The thought of the flood is very painful to us.”")
    assert reading.quotes[0].cue == "Said"


def test_a_guess_against_the_given_name_is_no_strong_one() -> None:
    reading = read("Peter Holm came late. “The gate is shut,” she said.")
    assert reading.quote.confidence < 0.8
