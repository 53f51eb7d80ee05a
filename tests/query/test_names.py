"""Bare words become themes, actors or search words; nothing is guessed silently."""

from __future__ import annotations

import pytest

from bot.errors import UnknownNameError
from bot.model.knowledge import Actor, Theme
from bot.query import NameTable, describe_query, parse_query, resolve_query, write_query

NAMES = NameTable(
    [Theme(id="energy", name="Energy"), Theme(id="taiwan", name="Taiwan (theme)")],
    [
        Actor(id="vladimir-putin", name="Vladimir Putin", kind="person", aliases=("V. V. Putin",)),
        Actor(id="xi-jinping", name="Xi Jinping", kind="person", surname="Xi"),
        Actor(id="joe-biden", name="Joe Biden", kind="person"),
        Actor(id="hunter-biden", name="Hunter Biden", kind="person"),
        Actor(id="taiwan", name="Taiwan", kind="state"),
        Actor(id="russia", name="Russia", kind="state", metonyms=("the Kremlin", "Moscow")),
    ],
)


def meaning(typed: str) -> str:
    return write_query(resolve_query(parse_query(typed), NAMES).query)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("putin xi", "actor:vladimir-putin actor:xi-jinping"),
        ("Vladimir Putin", "actor:vladimir-putin"),
        ("xi jinping energy", "actor:xi-jinping theme:energy"),
        ("xi's", "actor:xi-jinping"),
        ("kremlin", "actor:russia"),
        ("taiwan", "theme:taiwan"),
        ("actor:taiwan", "actor:taiwan"),
        ("gazprom -football", "gazprom -football"),
        ("joe-biden", "actor:joe-biden"),
    ],
)
def test_names_are_found_by_id_alias_surname_and_metonym(typed: str, meant: str) -> None:
    assert meaning(typed) == meant


def test_a_near_name_stays_a_search_word_with_a_suggestion() -> None:
    resolved = resolve_query(parse_query("puttin"), NAMES)
    assert write_query(resolved.query) == "puttin"
    assert resolved.doubts[0].suggestions == ("Vladimir Putin",)


def test_an_ambiguous_name_gets_a_choice() -> None:
    with pytest.raises(UnknownNameError) as caught:
        meaning("biden")
    assert caught.value.suggestions == ("Hunter Biden", "Joe Biden")


def test_an_unknown_actor_is_named_with_what_is_near() -> None:
    with pytest.raises(UnknownNameError) as caught:
        NAMES.require_actor("vladimir putim")
    assert caught.value.message == "No actor is called “vladimir putim”. Did you mean Vladimir Putin?"


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(UnknownNameError, match="There is no theme “weather”"):
        meaning("theme:weather")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("putin xi since:90d", "Vladimir Putin and Xi Jinping, last 90 days"),
        ("gazprom -football", "“gazprom” without “football”"),
        ("energy OR putin", "theme Energy or Vladimir Putin"),
        ("(energy OR putin) xi lang:en", "(theme Energy or Vladimir Putin) and Xi Jinping, in language en"),
        ("since:2026-11-01 source:reuters.com", "everything, since 2026-11-01, from reuters.com"),
    ],
)
def test_a_query_is_told_in_words(typed: str, words: str) -> None:
    assert describe_query(resolve_query(parse_query(typed), NAMES).query, NAMES) == words


def test_a_person_who_was_only_found_in_texts_is_shown_by_name() -> None:
    assert NAMES.actor_name("ana-quiroga") == "Ana Quiroga"
