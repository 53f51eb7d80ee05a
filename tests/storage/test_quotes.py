"""Quotes: each once, first appearance first, found by who spoke, about whom and in which words."""

from __future__ import annotations

import pytest

from bot.model.knowledge import Actor
from bot.model.stored import Change, StoredQuote
from bot.storage.quotes import load_quotes, quotes_between
from tests.builders import Library, instant, make_quote

PUTIN, XI = "vladimir-putin", "xi-jinping"
GAS = "We have agreed on the price of gas"


def contents(quotes: tuple[StoredQuote, ...]) -> list[str]:
    return [stored.quote.content for stored in quotes]


def test_a_quote_comes_back_whole_with_its_paragraph_and_article(library: Library) -> None:
    quote = make_quote(GAS, by=PUTIN, about=[XI, "energy"], key=True, role="president")
    saved = library.article(text="Something else came first.", quotes=[quote])
    with library.read() as scope:
        (stored,) = load_quotes(scope)
    assert stored.article == library.card(saved)
    assert stored.sentence == f"“{GAS}”, said Vladimir Putin."
    assert stored.outlets == ("Harbour Wire",)
    assert stored.quote.about == (XI, "energy")
    assert stored.quote.key
    assert (stored.quote.speaker_id, stored.quote.speaker_role, stored.quote.cue) == (
        PUTIN,
        "president",
        "said",
    )


def test_a_quote_that_many_carry_is_told_once_from_its_first_appearance(library: Library) -> None:
    library.article("Late", quotes=[make_quote(GAS, by=PUTIN)], at="2026-11-20 10:00", outlet="late.example")
    first = library.article("First", quotes=[make_quote(GAS, by=PUTIN)], at="2026-11-20 08:00")
    library.article(
        "Longer",
        quotes=[make_quote(f"{GAS.lower()}, and on the route", by=PUTIN)],
        at="2026-11-20 09:00",
        outlet="long.example",
    )
    library.article("Other", quotes=[make_quote(GAS, by=XI)], at="2026-11-20 11:00")
    with library.read() as scope:
        newest, stored = load_quotes(scope)
    assert newest.quote.speaker_id == XI
    assert stored.article.id == first.id
    assert stored.outlets == ("Harbour Wire", "Long", "Late")
    (wording,) = stored.wordings
    assert (wording.content, wording.outlets) == (f"{GAS.lower()}, and on the route", ("Long",))
    assert [(run.change, run.words) for run in wording.runs] == [
        (Change.NONE, f"{GAS.lower()},"),
        (Change.ADDED, "and on the route"),
    ]


def test_who_carries_a_quote_without_the_words_asked_for_is_named_too(library: Library) -> None:
    said = [
        ("08:00", "early.example", make_quote(GAS, by=PUTIN)),
        ("09:00", "late.example", make_quote(f"{GAS} for Japan", by=PUTIN, about=["japan"], key=True)),
        ("10:00", "other.example", make_quote("Nothing was said about grain", by=PUTIN)),
    ]
    for hour, outlet, quote in said:
        library.article(outlet, quotes=[quote], outlet=outlet, at=f"2026-11-20 {hour}", story="gas")
    with library.read() as scope:
        asked = ({"about": ["japan"]}, {"words": ["japan"]}, {"key_only": True})
        for (stored,) in (load_quotes(scope, speaker=PUTIN, **kind) for kind in asked):  # type: ignore[arg-type]  # each kind has its own
            assert (stored.quote.content, stored.outlets) == (GAS, ("Early", "Late"))


def test_an_outlet_that_does_not_know_who_spoke_carries_the_quote_too(library: Library) -> None:
    for outlet, by in (("early.example", None), ("late.example", PUTIN)):
        library.article(
            outlet,
            quotes=[make_quote(GAS, by=by), make_quote("It rained", by=None)],
            outlet=outlet,
            story="gas",
        )
    with library.read() as scope:
        (stored,) = load_quotes(scope, speaker=PUTIN)
    assert stored.outlets == ("Early", "Late")
    assert (stored.quote.speaker_id, stored.quote.speaker_name) == (PUTIN, "Vladimir Putin")


@pytest.fixture
def spoken(library: Library) -> Library:
    """Four quotes of three speakers on three days."""
    library.article(
        "One", quotes=[make_quote("Gas first", by=PUTIN, about=[XI, "energy"])], at="2026-11-18 08:00"
    )
    library.article(
        "Two",
        quotes=[make_quote("Peace second", by=PUTIN, about=["energy"], key=True)],
        at="2026-11-19 08:00",
    )
    library.article(
        "Three",
        quotes=[
            make_quote("Ports third", by=XI, about=["energy"]),
            make_quote("No. Never", name="Ann Leighton"),
        ],
        at="2026-11-20 08:00",
        story="three",
    )
    return library


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Ports third", "No. Never", "Peace second", "Gas first"]),
        ({"speaker": PUTIN}, ["Peace second", "Gas first"]),
        ({"speaker": "nobody"}, []),
        ({"about": [XI]}, ["Gas first"]),
        ({"about": [XI, "energy"]}, ["Gas first"]),
        ({"speaker": XI, "about": ["energy"]}, ["Ports third"]),
        ({"speaker_name": "leighton"}, ["No. Never"]),
        ({"speaker_name": "Vladimir Putin"}, ["Peace second", "Gas first"]),
        ({"speaker_name": "nobody"}, []),
        ({"words": ["PEACE"]}, ["Peace second"]),
        ({"words": ["peace", "gas"]}, []),
        ({"words": ["no never"]}, ["No. Never"]),
        ({"words": ["%"]}, []),
        ({"words": ['"']}, []),
        ({"speaker": PUTIN, "words": ["gas"]}, ["Gas first"]),
        ({"articles": [1, 2]}, ["Peace second", "Gas first"]),
        ({"articles": []}, []),
        ({"articles": [1, 3], "speaker": XI}, ["Ports third"]),
        ({"story": 3}, ["Ports third", "No. Never"]),
        ({"story": 3, "about": ["energy"]}, ["Ports third"]),
        ({"key_only": True}, ["Peace second"]),
        ({"since": instant("2026-11-19 08:00")}, ["Ports third", "No. Never", "Peace second"]),
        ({"until": instant("2026-11-19 08:00")}, ["Gas first"]),
        ({"about": ["energy"], "since": instant("2026-11-19 00:00")}, ["Ports third", "Peace second"]),
        ({"limit": 2}, ["Ports third", "No. Never"]),
    ],
    ids=str,
)
def test_quotes_are_found_by(spoken: Library, asked: dict[str, object], found: list[str]) -> None:
    with spoken.read() as scope:
        assert contents(load_quotes(scope, **asked)) == found  # type: ignore[arg-type]  # as parametrized


def test_what_two_said_about_each_other(library: Library) -> None:
    library.know(Actor(id=XI, name="Xi Jinping", kind="person", surname="Xi"))
    library.article(
        quotes=[
            make_quote("My friend and I have talked", by=PUTIN, about=[XI]),
            make_quote("President Xi is my guest", by=PUTIN),
            make_quote("Xiaomi makes telephones", by=PUTIN),
            make_quote("The weather is fine", by=PUTIN),
        ],
        at="2026-11-19 08:00",
    )
    library.article(quotes=[make_quote("He knows my view", by=XI, about=[PUTIN])], at="2026-11-20 08:00")
    library.article(quotes=[make_quote("Both are wrong", name="A Third", about=[PUTIN, XI])])
    with library.read() as scope:
        assert contents(quotes_between(scope, PUTIN, XI)) == [
            "He knows my view",
            "My friend and I have talked",
            "President Xi is my guest",
        ]
        late = quotes_between(scope, XI, PUTIN, instant("2026-11-20 00:00"), instant("2026-11-21 00:00"))
        assert contents(late) == ["He knows my view"]


def test_one_who_talks_a_lot_leaves_room_for_the_other(library: Library) -> None:
    library.article(quotes=[make_quote("A word from me", by=XI, about=[PUTIN])], at="2026-11-01 08:00")
    for day in range(10, 16):
        quote = make_quote(f"Statement number {day}", by=PUTIN, about=[XI])
        library.article(quotes=[quote], at=f"2026-11-{day} 08:00")
    with library.read() as scope:
        told = quotes_between(scope, PUTIN, XI, limit=3)
    assert [stored.quote.speaker_id for stored in told] == [PUTIN, PUTIN, PUTIN, XI]
