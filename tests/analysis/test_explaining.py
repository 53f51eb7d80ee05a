"""Why a name is, or is not, an actor."""

from __future__ import annotations

from datetime import date

import pytest

from bot.analysis.explaining import Reading, explain_name, explain_text, held_on, list_decoys
from bot.analysis.nlp import load_nlp
from bot.analysis.parse import parse_document
from bot.model.knowledge import Actor, Role
from tests.analysis.reading import small_table

DAY = date(2026, 11, 20)


def of_name(name: str) -> Reading:
    (reading,) = explain_name(name, small_table())
    return reading


def of_text(text: str) -> list[Reading]:
    return list(explain_text(parse_document(text, None, load_nlp()), small_table(), DAY))


@pytest.mark.parametrize(
    ("name", "actor", "by", "row", "why"),
    [
        ("Russia", "russia", "name", "Russia", "wherever it is printed"),
        ("the KREMLIN", "russia", "metonym", "the Kremlin", "not as a place"),
        ("Russian", "russia", "demonym", "Russian", "only where nothing else"),
        ("Putin", "vladimir-putin", "surname", "Putin", "counts alone"),
        ("South China Sea", None, "decoy", None, "something else"),
    ],
)
def test_a_name_matches_a_row_of_the_table(
    name: str, actor: str | None, by: str, row: str | None, why: str
) -> None:
    reading = of_name(name)
    assert (reading.actor, reading.by, reading.row) == (actor, by, row)
    assert why in reading.why


def test_what_no_row_matches_has_no_reading() -> None:
    assert explain_name("Rivermouth", small_table()) == ()


@pytest.mark.parametrize(
    ("text", "printed", "why"),
    [
        ("Officials met in Moscow on Friday.", "Moscow", "Here a place"),
        ("Floods closed the road to Moscow, Idaho, on Friday.", "Moscow", "Another place of that name"),
        ("Ships crossed the South China Sea.", "South China Sea", "something else"),
    ],
)
def test_what_speaks_against_a_name_is_said(text: str, printed: str, why: str) -> None:
    (reading,) = [reading for reading in of_text(text) if reading.printed == printed]
    assert not reading.counts
    assert why in reading.why


def test_a_text_is_explained_as_it_is_read() -> None:
    told = {
        reading.printed: (reading.actor, reading.by)
        for reading in of_text(
            "The Kremlin was silent. Anna Berg, a pilot, waited for the Russian president."
        )
        if reading.counts
    }
    assert told["Kremlin"] == ("russia", "metonym")
    assert told["Anna Berg"] == ("anna-berg", "name")
    assert told["the Russian president"] == ("vladimir-putin", "title")


def test_longer_names_of_other_things_are_told() -> None:
    assert "Washington Post" in list_decoys("Washington")
    assert list_decoys("Rivermouth") == ()


def test_offices_on_a_day() -> None:
    first = Role(title="mayor", start=date(2020, 1, 1), end=date(2024, 1, 1))
    second = Role(title="judge", start=date(2024, 1, 1))
    actor = Actor(id="a", name="A", kind="person", roles=(first, second))
    assert held_on(actor, date(2023, 12, 31)) == (first,)
    assert held_on(actor, date(2024, 1, 1)) == (second,)
    assert held_on(actor, date(2019, 1, 1)) == ()
