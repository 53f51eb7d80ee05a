"""Events in constructions beyond verb and object, by example. Every sentence is invented."""

from __future__ import annotations

import pytest

from bot.analysis.lexicon.words import load_words
from tests.analysis.event_cast import CONFLICTS, COOPERATES, HARMS, HELPS, read, told


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway's annexation of the Chilean island was quick.", f"norway {HARMS} chile"),
        ("The seizure of a Kenyan ferry by Norway made headlines.", f"norway {HARMS} kenya"),
        ("Norway's raid on Chile surprised nobody.", f"norway {HARMS} chile"),
        ("After two weeks of talks with Japan, Kenya gave up.", f"kenya {COOPERATES} japan"),
    ],
)
def test_a_noun_tells_who_did_what_to_whom(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway said the Chilean claim was baseless.", f"norway {CONFLICTS} chile"),
        ("Norway said Chile was responsible for the fire.", f"norway {CONFLICTS} chile"),
        ("Norway found Chile guilty of piracy.", f"norway {CONFLICTS} chile"),
        ("Norway told Chile to leave the bay.", f"norway {CONFLICTS} chile"),
        ("Norway said a Chilean withdrawal was needed.", f"norway {CONFLICTS} chile"),
        ("Norway said it would bomb Chile.", f"norway {CONFLICTS} chile"),
        ("Norway issued a letter condemning Chile.", f"norway {CONFLICTS} chile"),
        ("Norway wrote to Peru to complain of Chile.", f"norway {CONFLICTS} chile"),
    ],
)
def test_verdicts_orders_and_threats_are_verbal_conflict(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norwegian troops left Chile.", f"norway {HELPS} chile"),
        ("Norwegian tanks rolled into Chile.", f"norway {HARMS} chile"),
        ("Norway pulled out of the pact with Chile.", f"norway {HARMS} chile"),
        ("Norway called off its raid on Chile.", f"norway {HELPS} chile"),
        ("Norway sat down with Chile.", f"norway {COOPERATES} chile"),
        ("Norway set a Chilean ferry on fire.", f"norway {HARMS} chile"),
        ("Norway removed the last of its tariffs on Chilean wine.", f"norway {HELPS} chile"),
        ("Norway was the first to recognise Chile.", f"norway {COOPERATES} chile"),
    ],
)
def test_subject_particle_and_preposition_decide_too(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya praised the step that Peru took.", f"kenya {COOPERATES} peru"),
        ("Norway fined several banks, including Chilean ones.", f"norway {HARMS} chile"),
        ("Norway hit an airfield inside Chile.", f"norway {HARMS} chile"),
        ("Norway rejected a Chilean plan for Peru, according to Japan.", f"norway {CONFLICTS} chile"),
        ("Ana Rojas would not talk, and accused Chile of theft.", f"ana-rojas {CONFLICTS} chile"),
    ],
)
def test_whose_it_is_and_who_did_it(text: str, event: str) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Peru rejected the referendum.", "Peru", "referendum"),
        ("A car bomb killed two policemen.", "car bomb", "two policemen"),
        ("Protesters burned a flag.", "Protesters", "flag"),
        ("Norway vetoed a Chilean motion.", "Norway", "Chilean motion"),
    ],
)
def test_what_is_no_known_actor_is_given_in_its_words(text: str, source: str, target: str) -> None:
    (event,) = read(text)
    assert (event.source_text, event.target_text) == ((source,), (target,))


@pytest.mark.parametrize(
    "text",
    [
        "There were rumours that Norway had sold jets to Chile.",
        "Ana Rojas hopes that Japan buys Peruvian wheat.",
        "A pact between Norway and Chile is said to be near.",
        "Talks between Norway and Chile have yet to be scheduled.",
        "The plan foresees Norway lending a ship to Chile.",
        "Trade between Norway and Chile grew.",
        "Norway struck a cautious tone in Chile.",
        "Asked whether Chile was ready, Ana Rojas smiled.",
        "Norway insisted that Chile was far away.",
    ],
)
def test_what_is_only_said_hoped_or_stated_is_no_event(text: str) -> None:
    assert told(text) == []


def test_a_pronoun_looks_past_sentences_that_name_nobody() -> None:
    text = "Ana Rojas flew home. It rained. It was late. It was dark. She thanked Norway."
    assert told(text)[-1] == f"ana-rojas {COOPERATES} norway"


def test_what_is_broken_off_after_a_harm_is_broken_off_with_its_doer() -> None:
    assert told("Norway bombed Chile. Santiago cut ties.")[-1] == f"chile {HARMS} norway"


def test_every_idiom_belongs_to_a_verb_that_tells_something_otherwise() -> None:
    words = load_words("event_verbs.toml")
    lemmas = ",".join(entry["lemmas"] for entry in words["verbs"])
    verbs = {word.strip() for word in f"{lemmas},{words['light']['verbs']}".replace("\n", " ").split(",")}
    verbs |= {verb.strip() for entry in words["phrases"] for verb in entry["verbs"].split(",")}
    assert set(words["idioms"]) <= verbs
