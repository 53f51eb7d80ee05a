"""Frames, parties and shapes of clauses that news English is fond of, by example. Every sentence is invented."""

from __future__ import annotations

import pytest

from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.lexicon.words import load_words
from tests.analysis.event_cast import CONFLICTS, COOPERATES, HARMS, HELPS, read, told


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya received a loan of two million dollars from Japan.", f"japan {HELPS} kenya"),
        ("Kenya was granted a loan by Japan.", f"japan {HELPS} kenya"),
        ("Peru has drawn sharp criticism from Chile.", f"chile {CONFLICTS} peru"),
        ("Kenya won the backing of Norway.", f"norway {COOPERATES} kenya"),
    ],
)
def test_what_is_received_is_done_by_the_giver(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norwegian and Japanese warships held joint drills.", f"norway {HELPS} japan"),
        ("The presidents of Chile and Peru met on Monday.", f"chile {COOPERATES} peru"),
        ("Norway and Chile traded accusations.", f"norway {CONFLICTS} chile"),
        ("Norway and Chile exchanged 20 prisoners.", f"norway {HELPS} chile"),
        ("Chile and Peru restored diplomatic relations.", f"chile {COOPERATES} peru"),
        ("No agreement was reached between Chile and Peru.", f"chile not {COOPERATES} peru"),
        ("Neither Chile nor Peru has signed an accord with Japan.", f"chile+peru not {COOPERATES} japan"),
    ],
)
def test_several_sides_of_one_deed(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ana Rojas called the Norwegian proposal a grave mistake.", f"ana-rojas {CONFLICTS} norway"),
        ("Ana Rojas called the Norwegian proposal constructive.", f"ana-rojas {COOPERATES} norway"),
        ("Ana Rojas described the Norwegian statement as “absurd”.", f"ana-rojas {CONFLICTS} norway"),
        ("Norway attacked Peru. Chile called the raid “a crime”.", f"chile {CONFLICTS} norway"),
    ],
)
def test_a_verdict_praises_or_blames(text: str, event: str) -> None:
    assert event in told(text)


def test_a_deed_is_known_again_by_its_name() -> None:
    text = "Norway vetoed a resolution. Chile thanked Peru. Kenya called the veto “a mistake”."
    assert f"kenya {CONFLICTS} norway" in told(text)


def test_what_is_called_a_crime_is_the_deed_before() -> None:
    text = "Norway shelled Peru. Chile condemned what it called a reckless act."
    assert f"chile {CONFLICTS} norway" in told(text)


def test_telling_the_press_is_no_event_between_states() -> None:
    assert not told("Ana Rojas told a Chilean newspaper that it was raining.")


def test_a_thing_is_known_again_by_its_noun() -> None:
    text = "A Chilean trawler and a ferry left Oslo. Norway seized the trawler."
    assert f"norway {HARMS} chile" in told(text)


def test_a_name_without_a_verdict_is_no_event() -> None:
    assert not told("Ana Rojas called the Norwegian plan Project Falcon.")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ana Rojas spoke up after talks with Ken Mori in Oslo.", f"ana-rojas {COOPERATES} ken-mori"),
        (
            "Ana Rojas raised the price of grain in a phone call with Ken Mori.",
            f"ana-rojas {COOPERATES} ken-mori",
        ),
        ("Chile said Peru had violated its airspace.", f"chile {CONFLICTS} peru"),
        ("Oslo's decision to ban Chilean fish angered Santiago.", f"norway {HARMS} chile"),
        ("Norway has yet to deliver missiles to Kenya.", f"norway not {HELPS} kenya"),
        ("Norway stopped short of accusing Chile.", f"norway not {CONFLICTS} chile"),
        ("Norway denied attacking Chile.", f"norway not {HARMS} chile"),
        ("Accused by Norway of spying, Chile kept silent.", f"norway {CONFLICTS} chile"),
    ],
)
def test_deeds_told_in_passing(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Rojas smiled before talks with Ken Mori.",
        "A planned attack by Norway on Chile leaked out.",
        "The summit between Norway and Chile is expected in May.",
    ],
)
def test_what_is_still_to_come_is_no_event(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway shut a bridge. The government accused Chile of theft.", f"norway {CONFLICTS} chile"),
        ("Norway said Chilean boats had rammed its ships.", f"chile {HARMS} norway"),
        ("Kenya took Peru to court.", f"kenya {CONFLICTS} peru"),
        ("Norway added two Chilean banks to its blacklist.", f"norway {HARMS} chile"),
        ("Chile was shaken when Norway sent ships towards Peru.", f"norway {HARMS} peru"),
        ("Norway seized a tanker owned by a Chilean firm.", f"norway {HARMS} chile"),
        ("A Chilean was arrested in Norway.", f"norway {HARMS} chile"),
        ("Japan provided Kenya with boats.", f"japan {HELPS} kenya"),
        ("Norway vetoed a resolution drafted by Chile.", f"norway {CONFLICTS} chile"),
        ("Chile waged war on Peru.", f"chile {HARMS} peru"),
        ("Norway pledged 50 million dollars to Kenya.", f"norway {COOPERATES} kenya"),
        ("Kenya halted exports of tea to Japan.", f"kenya {HARMS} japan"),
    ],
)
def test_frames_and_whose_a_thing_is(text: str, event: str) -> None:
    assert event in told(text)


def test_no_country_that_is_merely_near_is_an_officials_own() -> None:
    text = "Chile is calm. Ana Rojas said that the government had thanked Peru and Kenya."
    assert told(text) == [f"chile {COOPERATES} peru+kenya"]


def test_a_city_stands_for_its_state_where_something_is_done_to_it() -> None:
    (event,) = read("Norway shelled Kharkiv.")
    assert event.target == ("ukraine",)


def test_of_its_own_people_only_the_words_are_told() -> None:
    (event,) = read("Police in Peru arrested a Peruvian banker.")
    assert (event.source, event.target, event.target_text) == (("peru",), (), ("Peruvian banker",))


def test_every_place_lies_in_a_known_state_and_in_one_only() -> None:
    places = load_words("event_places.toml")["places"]
    assert set(places) <= {actor.id for actor in default_knowledge(None, None).actors}
    names = [name.strip() for listed in places.values() for name in listed.split(",")]
    assert len(names) == len(set(names))
