"""Names that the model overlooks, found by what the text itself shows."""

from __future__ import annotations

import pytest

from bot.analysis.actors import ActorTable, match_actors
from bot.analysis.missed_names import find_missed_names
from bot.analysis.parse import parse_document
from bot.model.knowledge import Actor
from tests.analysis.reading import english, read


def missed(text: str) -> list[str]:
    document = parse_document(text, None, english())
    return [text[start:end] for start, end in find_missed_names(document)]


def test_a_known_given_name_begins_a_name() -> None:
    assert missed("The pilot, Pavel Ostrander-Quill, slept.") == ["Pavel Ostrander-Quill"]


def test_a_name_behind_an_office_stands_without_it() -> None:
    assert missed("But Commander Anna Ulfsdottir slept.") == ["Anna Ulfsdottir"]


def test_a_name_run_into_a_body_is_found_where_it_speaks() -> None:
    assert missed("Economist of the Institute of Harbours Pavel Quill noted a rise.") == ["Pavel Quill"]
    assert missed("They slept at Camp David Lodge for a week.") == []


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert missed("It was Anna Ostrander’s answer.") == ["Anna Ostrander"]


def test_a_given_name_may_be_the_family_name() -> None:
    assert missed("Temoxu Iftu Ahmad of Bergen, whose boat sank, slept.") == ["Temoxu Iftu Ahmad"]


@pytest.mark.parametrize("shown", ["Ms Quillfeather sells rope.", "QUILLFEATHER: I sell rope."])
def test_a_family_name_that_stands_alone_finds_the_full_one(shown: str) -> None:
    assert missed(f"Oyelola Quillfeather came.\n\n{shown}") == ["Oyelola Quillfeather"]


@pytest.mark.parametrize(
    "text", ["Will Parliament vote?", "Grace Period ended.", "Victoria Harbour was shut."]
)
def test_words_that_are_also_given_names_begin_none(text: str) -> None:
    assert missed(text) == []


def test_a_name_ends_at_a_dash() -> None:
    assert "peter-holm" in read("The deputy, Peter Holm - later corrected by the port - slept.").actors()


@pytest.mark.parametrize("behind", [", who runs the port,", ", 44,", ", a retired pilot from Bergen,"])
def test_what_stands_behind_a_name_shows_a_person(behind: str) -> None:
    assert missed(f"Oyelola Quillfeather{behind} slept.") == ["Oyelola Quillfeather"]


def test_a_form_of_address_shows_a_person() -> None:
    assert missed("It was late for Dr Oyelola Quillfeather that day.") == ["Oyelola Quillfeather"]


def test_words_that_only_follow_a_name_are_left_out() -> None:
    assert missed("Anna Ulf-Berg KC slept.") == ["Anna Ulf-Berg"]
    assert missed("It rained when Anna Ulf-Berg Tuesday left.") == ["Anna Ulf-Berg"]


def test_a_rank_of_two_words_is_no_part_of_the_name() -> None:
    assert "mark-ostrander" in read("The chief, Vice Admiral Mark Ostrander, who stood by, slept.").actors()


@pytest.mark.parametrize("noun", ["rope party’s leader", "His wife"])
def test_a_name_stands_apart_behind_a_calling_or_a_relative(noun: str) -> None:
    assert missed(f"The {noun}, Kemo Aldarra, said no.") == ["Kemo Aldarra"]


def test_a_form_of_address_is_nobodys_family_name() -> None:
    somebody = Actor(id="hun-sen", name="Hun Sen", kind="person", surname="Sen")
    document = parse_document("“It is shut,” said Sen. Anna Berg.", None, english())
    cast = match_actors(document, ActorTable((somebody,)), None)
    assert "hun-sen" not in cast.members


def test_a_small_word_is_nobodys_family_name() -> None:
    somebody = Actor(id="to-lam", name="To Lam", kind="person", surname="To")
    document = parse_document("He sold rope. To whom? “To people,” said Anna Berg.", None, english())
    assert "to-lam" not in match_actors(document, ActorTable((somebody,)), None).members
