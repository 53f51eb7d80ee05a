"""Events: who did what to whom, by example. Every sentence is invented."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.event_verbs import match_frame
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass
from tests.analysis.event_cast import CONFLICTS, COOPERATES, HARMS, HELPS, nlp, read, told


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway accused Chile of spying.", f"norway {CONFLICTS} chile"),
        ("Norwegian jets bombed Chilean ports.", f"norway {HARMS} chile"),
        ("Chile was accused by Norway.", f"norway {CONFLICTS} chile"),
        ("Kenya sent doctors to Peru after the flood.", f"kenya {HELPS} peru"),
        ("Japan imposed sanctions on Kenya on Tuesday.", f"japan {HARMS} kenya"),
        ("The sanctions imposed by Japan on Kenya hurt farmers.", f"japan {HARMS} kenya"),
        ("Kenya expressed support for Peru.", f"kenya {COOPERATES} peru"),
        ("Peru issued a warning to Chile.", f"peru {CONFLICTS} chile"),
        ("Chile signed an agreement with Japan.", f"chile {COOPERATES} japan"),
        ("Ana Rojas held talks with Ken Mori in Lima.", f"ana-rojas {COOPERATES} ken-mori"),
        ("Ana Rojas thanked Norway.", f"ana-rojas {COOPERATES} norway"),
        ("Chile withdrew its troops from Peru.", f"chile {HELPS} peru"),
        ("Chile cut ties with Peru.", f"chile {HARMS} peru"),
        ("Kenya summoned the Japanese ambassador.", f"kenya {CONFLICTS} japan"),
        ("Japan has put Kenya under sanctions.", f"japan {HARMS} kenya"),
        ("Oslo urged Santiago to sign.", f"norway {COOPERATES} chile"),
        ("Peru lifted the embargo against Kenya.", f"peru {HELPS} kenya"),
    ],
)
def test_the_verb_with_its_object_says_what_is_done_and_the_grammar_by_whom(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Rojas met Ken Mori in Oslo.",
        "Ana Rojas and Ken Mori met in Oslo.",
        "Ana Rojas and Ken Mori agreed to build a bridge.",
    ],
)
def test_what_two_do_together_is_one_event_between_them(text: str) -> None:
    assert told(text)[0] == f"ana-rojas {COOPERATES} ken-mori"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ana Rojas flew home. She thanked Norway.", f"ana-rojas {COOPERATES} norway"),
        ("Ana Rojas met Erik Dahl on Monday. He praised Kenya.", f"erik-dahl {COOPERATES} kenya"),
        ("Norway said it had struck a deal with Chile.", f"norway {COOPERATES} chile"),
        ("Norway and Chile share a border. They accused Peru of fraud.", f"norway+chile {CONFLICTS} peru"),
    ],
)
def test_pronouns_stand_for_the_nearest_party_that_agrees(text: str, event: str) -> None:
    assert event in told(text)


def test_the_two_men_are_those_named_together() -> None:
    text = "Erik Dahl and Ken Mori talked by telephone. Kenya was silent. The two men did not discuss Peru."
    assert told(text)[-1] == f"erik-dahl not {COOPERATES} ken-mori"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway, which attacked Chile in March, has apologised.", f"norway {HARMS} chile"),
        ("Chile, which Norway attacked in March, is quiet.", f"norway {HARMS} chile"),
        ("Norway summoned the envoy and condemned Chile.", f"norway {CONFLICTS} chile"),
        ("Norway closed the bridge, accusing Chile of theft.", f"norway {CONFLICTS} chile"),
    ],
)
def test_clauses_borrow_their_subject_from_the_clause_above(text: str, event: str) -> None:
    assert event in told(text)


def test_a_step_that_is_condemned_was_somebodys() -> None:
    text = "Norway imposed tariffs on Chile. Peru was silent. Santiago condemned the step."
    assert told(text)[-1] == f"chile {CONFLICTS} norway"


def test_punishing_a_countrys_firms_targets_the_country() -> None:
    assert told("Japan imposed sanctions on three Kenyan banks.") == [f"japan {HARMS} kenya"]


def test_unknown_parties_are_given_as_printed() -> None:
    (event,) = read("Rebels of the Blue Front kidnapped Marta Quill near the river.")
    assert event.source == event.target == ()
    assert event.target_text == ("Marta Quill",)
    assert "Rebels" in event.source_text[0]
    assert (event.verb, event.event_class) == ("kidnap", EventClass.MATERIAL_CONFLICT)


def test_an_event_has_the_place_of_its_sentence() -> None:
    text = "It rained.\n\nThe harbour was calm. Norway bombed Chile. Nobody slept."
    (event,) = read(text)
    assert text[event.start : event.end].strip() == "Norway bombed Chile."


def test_the_same_event_told_twice_is_found_once_in_its_first_sentence() -> None:
    (event,) = read("Norway bombed Chile.\n\nOn Sunday Norway bombed Chile.")
    assert event.start == 0


def test_telling_is_an_event_between_known_actors_only() -> None:
    assert told("Ana Rojas told Ken Mori that the harbour was full.") == [f"ana-rojas {COOPERATES} ken-mori"]
    assert told("Ana Rojas told reporters in Lima that Norway was cold.") == []


def test_dates_and_sums_are_no_parties() -> None:
    assert all(
        "Tuesday" not in e.target_text for e in read("Norway met on Tuesday. Norway fined on Tuesday.")
    )


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway's attack on Chile shocked the world.", f"norway {HARMS} chile"),
        ("Talks between Kenya and Peru ended on Sunday.", f"kenya {COOPERATES} peru"),
    ],
)
def test_a_noun_may_tell_an_event_by_itself(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway said that Chile must leave.", f"norway {CONFLICTS} chile"),
        ("Norway called for sanctions against Chile.", f"norway {CONFLICTS} chile"),
        ("Norway agreed a ceasefire with Chile.", f"norway {COOPERATES} chile"),
        ("Norway declared a ceasefire with Chile.", f"norway {HELPS} chile"),
        ("Norway withdrew its soldiers from Chile.", f"norway {HELPS} chile"),
        ("Norway recalled its ambassador from Chile.", f"norway {HARMS} chile"),
        ("Norway paid ten million to help people in Kenya.", f"norway {HELPS} kenya"),
    ],
)
def test_the_object_may_turn_the_meaning(text: str, event: str) -> None:
    assert event in told(text)


def test_a_thing_named_again_belongs_to_whom_it_belonged_before() -> None:
    text = "A Peruvian trawler sank a buoy. Norway seized the trawler."
    assert told(text)[-1] == f"norway {HARMS} peru"


def test_a_pronoun_for_a_thing_named_again_keeps_its_owner() -> None:
    text = "A Peruvian trawler sank a buoy. Norwegian cutters followed the trawler, but they did not ram it."
    assert f"norway not {HARMS} peru" in told(text)


def test_its_members_are_those_of_the_body_named_before() -> None:
    assert f"erik-dahl {CONFLICTS} chile" in told("Chile is angry. Erik Dahl criticised its banks.")


@pytest.mark.parametrize(
    "text",
    [
        "Norway bombed " + "Chile, " * 900 + "Peru.",
        "Norway met the head " + "of the head " * 500 + "of Chile.",
        "Norway bombed " + "and bombed " * 600 + "Chile.",
    ],
    ids=["list", "chain", "verbs"],
)
def test_hostile_sentences_are_read_in_bounded_time_and_depth(text: str) -> None:
    assert all(len(event.target) <= 20 for event in read(text))


def test_every_class_and_place_of_the_lexicon_is_known() -> None:
    data = load_words("event_verbs.toml")
    for entry in (*data["verbs"], *data["phrases"], *data["nouns"]):
        assert EventClass(entry["class"])
        assert entry["target"]
    doc = nlp()("Norway attacked Chile.")
    frame = match_frame(doc[1], [doc[2]])
    assert frame is not None
    assert frame.event_class is EventClass.MATERIAL_CONFLICT


_WORDS = (
    "Norway",
    "Chile",
    "Ana Rojas",
    "they",
    "it",
    "and",
    "bombed",
    "if",
    "not",
    "to",
    "sign",
    "with",
    "“",
    "”",
    ".",
    ",",
    "who",
    "was",
    "by",
)


@given(st.lists(st.sampled_from(_WORDS), max_size=24))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read_without_error_and_every_event_has_two_sides(words: Iterable[str]) -> None:
    text = " ".join(words)
    for event in read(text):
        assert event.source_text
        assert event.target_text
        assert 0 <= event.start < event.end <= len(text)
