"""Whether it was done: negation, modality, conditions, promises, refusals, reports. Every sentence is invented."""

from __future__ import annotations

import pytest

from tests.analysis.event_cast import CONFLICTS, COOPERATES, HARMS, told


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway did not attack Chile.", f"norway not {HARMS} chile"),
        ("Norway held no talks with Chile.", f"norway not {COOPERATES} chile"),
        ("Norway has never criticised Chile.", f"norway not {CONFLICTS} chile"),
        ("Norway failed to reach an agreement with Chile.", f"norway not {COOPERATES} chile"),
    ],
)
def test_what_was_not_done_is_a_negated_event(text: str, event: str) -> None:
    assert told(text) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway refused to help Chile.", f"norway {CONFLICTS} chile"),
        ("Norway rejected a Chilean proposal.", f"norway {CONFLICTS} chile"),
        ("Norway threatened to bomb Chile.", f"norway {CONFLICTS} chile"),
        ("Norway promised to help Chile.", f"norway {COOPERATES} chile"),
        ("Norway agreed to lend ships to Chile.", f"norway {COOPERATES} chile"),
        ("Kenya will send doctors to Peru.", f"kenya {COOPERATES} peru"),
    ],
)
def test_refusing_and_threatening_are_conflict_promising_is_cooperation(text: str, event: str) -> None:
    assert told(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Norway could attack Chile.",
        "Norway may sign an agreement with Chile.",
        "Norway would invade Peru if Chile left.",
        "If Norway attacks Chile, prices rise.",
        "Norway plans to attack Chile.",
        "Norway wants to punish Chile.",
        "Analysts doubt that Norway attacked Chile.",
        "Norway is expected to sign a deal with Chile.",
        "Did Norway attack Chile?",
        "Unless Norway helps Chile, the harvest is lost.",
    ],
)
def test_possibilities_conditions_wishes_and_questions_are_no_events(text: str) -> None:
    assert told(text) == []


def test_reporting_is_transparent() -> None:
    assert f"norway {HARMS} chile" in told("Kenya said that Norway had attacked Chile.")


def test_an_accusation_does_not_make_the_deed_true() -> None:
    assert told("Kenya accused Norway of attacking Chile.") == [f"kenya {CONFLICTS} norway"]


def test_quoted_speech_tells_no_event() -> None:
    assert told("“Norway bombed Chile and Peru,” said Ken Mori.") == []
