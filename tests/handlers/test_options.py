"""Words that say how to answer, at the end of a command."""

from __future__ import annotations

import pytest

from handlers.options import MOST_PAGES, page_buttons, take_options


@pytest.mark.parametrize(
    ("typed", "rest", "flag", "settings"),
    [
        ("putin xi 30d csv", "putin xi 30d", "csv", {}),
        ("putin CSV page:3", "putin", "csv", {"page": "3"}),
        ("gas by:relevance page:2", "gas", "", {"by": "relevance", "page": "2"}),
        ("page:2 gas", "page:2 gas", "", {}),
        ('"csv"', '"csv"', "", {}),
        ("lang:en", "lang:en", "", {}),
        ("csv", "", "csv", {}),
        ("page:1 page:2", "", "", {"page": "2"}),
        ("", "", "", {}),
    ],
)
def test_what_is_taken_and_what_is_left(typed: str, rest: str, flag: str, settings: dict[str, str]) -> None:
    left, options = take_options(typed, flags=("csv",), settings=("page", "by"))
    assert (left, options.flag, dict(options.settings)) == (rest, flag, settings)


@pytest.mark.parametrize(
    ("typed", "page"), [("page:2", 2), ("page:0", 1), ("page:99999", MOST_PAGES), ("page:x", 0), ("", 0)]
)
def test_pages_are_numbers_within_reason(typed: str, page: int) -> None:
    assert take_options(typed, settings=("page",))[1].page("page") == page


def test_pages_lead_to_those_beside_them() -> None:
    assert [b.value for b in page_buttons("/find x", "page", 2, more=True)] == [
        "/find x page:1",
        "/find x page:3",
    ]
    assert page_buttons("/find x", "page", 1, more=False) == ()
    assert len(page_buttons("/find x", "page", MOST_PAGES, more=True)) == 1
