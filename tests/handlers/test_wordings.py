"""How other wordings are shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.stored import Wording
from bot.slack.limits import check_message
from bot.storage.wordings.difference import compare_words
from digests.blocks import render_message
from digests.page import Paragraph
from digests.plain import render_text
from handlers.wordings import LONGEST, name_outlets, wording_lines
from tests.builders import NOW

FIRST = "We will not bow to pressure and we will keep the strait open to every ship that respects our laws"


def worded(content: str, *outlets: str, first: str = FIRST, verbatim: bool = True) -> Wording:
    runs = compare_words(first, content)
    return Wording(content=content, verbatim=verbatim, article=1, dated_at=NOW, outlets=outlets, runs=runs)


def shown(*wordings: Wording) -> list[str]:
    return ["".join(piece.text for piece in pieces) for pieces in wording_lines(wordings)]


def test_words_that_differ_are_bold_and_told() -> None:
    wording = worded("We will never yield to pressure", "Post", first="We will not bow to pressure")
    (pieces,) = wording_lines([wording])
    assert [piece.text for piece in pieces if piece.bold] == ["never yield"]
    assert shown(wording) == ["Post: “We will never yield to pressure” (instead of “not bow”)"]


def test_a_mark_of_left_out_words_is_none_that_differs() -> None:
    wording = worded("We shall … sign today", "Post", first="We will not fail to sign today")
    (pieces,) = wording_lines([wording])
    assert [piece.text for piece in pieces if piece.bold] == ["shall …"]
    assert shown(worded("We … sign", "Post", first="We will sign")) == ["shorter in Post"]


def test_unchanged_words_far_from_a_change_are_left_out() -> None:
    assert shown(worded(FIRST.replace("laws", "rules"), "Post")) == [
        "Post: “[…] every ship that respects our rules” (instead of “laws”)".replace(
            "every ship", "to every ship"
        )
    ]


def test_who_only_left_words_out_is_named_in_one_line() -> None:
    cuts = [worded("We will not bow to pressure", "Post"), worded("keep the strait open", "Echo", "Star")]
    assert shown(*cuts) == ["shorter in Post, Echo, Star"]


def test_of_many_wordings_three_are_shown() -> None:
    many = [
        worded(FIRST.replace("laws", word), "Post") for word in ("rules", "customs", "flag", "coast", "sea")
    ]
    *lines, last = shown(*many)
    assert (len(lines), last) == (3, "2 more wordings")


def test_of_a_rewritten_quote_nothing_is_marked() -> None:
    (pieces,) = wording_lines([worded("Nobody will force us to close this passage", "Post")])
    assert not any(piece.bold for piece in pieces)


def test_reported_words_stand_without_marks() -> None:
    assert shown(worded("they will never bow", "Post", first="we will never bow", verbatim=False)) == [
        "Post: they will never bow (instead of “we”)"
    ]


@pytest.mark.parametrize(
    ("outlets", "named"), [((), ""), (("A",), "A"), (("A", "B", "C", "D"), "A, B and 2 more")]
)
def test_outlets_are_named_up_to_a_number(outlets: tuple[str, ...], named: str) -> None:
    assert name_outlets(outlets, 2) == named


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=300), max_size=6), st.text(max_size=300))
def test_any_wording_is_shown_within_the_limits(contents: list[str], first: str) -> None:
    lines = wording_lines([worded(content, "A", "B" * 500, first=first) for content in contents])
    assert all(sum(len(piece.text) for piece in pieces) < 4 * LONGEST for pieces in lines)
    page = [Paragraph(tuple(lines), quoted=True)]
    check_message(render_message(page, "Quotes"))
    assert isinstance(render_text(page), str)
