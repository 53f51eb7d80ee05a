"""Dates and outlets as they are shown: nothing is said that is not known."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from digests.items import article_date, outlet_name, source_item
from tests.digests.test_compose import PARIS, card

KNOWN = card(1, "Gas flows", "Coast Wire", story=1)  # 21 Nov 2026, 05:30 in Paris


def test_a_date_says_how_much_of_it_is_known() -> None:
    assert article_date(KNOWN, PARIS) == "21 Nov 2026"
    assert article_date(replace(KNOWN, undated=True), PARIS) == "stored 21 Nov 2026"
    assert source_item(KNOWN, PARIS).date == "Sat 21 Nov 05:30"
    assert source_item(replace(KNOWN, day_only=True), PARIS).date == "Sat 21 Nov"
    assert source_item(replace(KNOWN, undated=True), PARIS).date == "stored Sat 21 Nov 05:30"


def test_dates_are_those_of_the_readers_clock() -> None:
    assert article_date(KNOWN, ZoneInfo("America/Los_Angeles")) == "20 Nov 2026"


def test_an_article_without_an_outlet_shows_where_it_came_from() -> None:
    assert outlet_name(replace(KNOWN, outlet=None)) == "coast-wire.example"
    assert outlet_name(replace(KNOWN, outlet=None, address="/drop/done/talks.txt")) == "file talks.txt"


def test_a_source_says_what_it_is_to_the_others() -> None:
    cards = (
        KNOWN,
        replace(KNOWN, copy_of=7),
        replace(KNOWN, version_mark="update 1", superseded_by=9),
        replace(KNOWN, version_mark="corrected"),
        replace(KNOWN, version_mark="corrected", note="teaser only"),
    )
    assert [source_item(card, PARIS).mark for card in cards] == [
        "",
        "same text",
        "older version",
        "corrected",
        "teaser only",
    ]
