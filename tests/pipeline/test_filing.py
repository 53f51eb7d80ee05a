"""What an article is to earlier ones with its text: a copy, the original, another version, or a look-alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.model.articles import Entry
from bot.model.stored import ArticleCard
from bot.pipeline.copying import Dated
from bot.pipeline.records import Outcome, Status
from bot.storage.articles import load_article
from bot.storage.regrouping import Action, load_regroupings
from tests.builders import NOW
from tests.pipeline.desk import GRAIN, Desk, entry

COPY = GRAIN.replace("Harbour Wire", "Quay Press")
THIRD = COPY.replace("within ten days", "in ten days").replace("Quay Press", "Port Post")
FOURTH = THIRD.replace("Port Post", "Pier Post").replace("told reporters after", "said after")


def printed(text: str, name: str, published: datetime | date | None) -> Entry:
    return replace(entry(text, name), published=published)


def card(desk: Desk, outcome: Outcome) -> ArticleCard:
    assert outcome.article is not None
    with desk.library.read() as scope:
        return load_article(scope, outcome.article)


def hours_ago(hours: int) -> datetime:
    return NOW - timedelta(hours=hours)


def test_the_earliest_published_is_the_original_though_it_comes_last(desk: Desk) -> None:
    first, second, third = desk.take(
        printed(COPY, "copy.txt", hours_ago(3)),
        printed(THIRD, "third.txt", hours_ago(2)),
        printed(GRAIN, "wire.txt", hours_ago(5)),
    )
    assert [card(desk, outcome).copy_of for outcome in (first, second, third)] == [
        third.article,
        third.article,
        None,
    ]
    assert [card(desk, outcome).echo for outcome in (first, second, third)] == [False, True, True]
    with desk.library.read() as scope:
        (step,) = load_regroupings(scope)
    assert (step.action, step.detail) == (
        Action.CREDIT,
        {"article": third.article, "instead_of": first.article},
    )
    (fourth,) = desk.take(printed(FOURTH, "fourth.txt", hours_ago(1)))
    assert card(desk, fourth).copy_of == third.article


def test_what_is_printed_of_copies_names_the_one_that_came_first(desk: Desk) -> None:
    outcomes = desk.take(
        printed(COPY, "copy.txt", hours_ago(3)),
        printed(GRAIN, "wire.txt", hours_ago(5)),
        printed(THIRD, "third.txt", hours_ago(2)),
    )
    assert [(o.status, o.copy_of) for o in outcomes] == [
        (Status.NEW, None),
        (Status.COPY, "/news/copy.txt"),
        (Status.COPY, "/news/copy.txt"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (hours_ago(3), hours_ago(3)),
        (hours_ago(3), hours_ago(3).date()),  # only the day is known: it may be later
        (None, NOW + timedelta(days=400)),  # a date in the future says nothing
        (hours_ago(3), None),  # without a date it counts from its arrival
    ],
)
def test_else_the_first_to_arrive_keeps_the_credit(
    desk: Desk, first: datetime | None, second: datetime | date | None
) -> None:
    original, copy = desk.take(printed(GRAIN, "wire.txt", first), printed(COPY, "copy.txt", second))
    assert [card(desk, outcome).copy_of for outcome in (original, copy)] == [None, original.article]


def test_days_are_compared_where_an_hour_is_not_known() -> None:
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    day = Dated(at=noon, day_only=True)
    assert not day.before(Dated(at=noon + timedelta(hours=9)))
    assert day.before(Dated(at=noon + timedelta(hours=13)))


MARKED = "UPDATE 2-" + GRAIN.replace("within ten days.", "within ten days. Brokers waited in the harbour.")


def test_a_mark_in_the_headline_makes_a_version_and_not_a_copy(desk: Desk) -> None:
    first, update = desk.take(
        printed(GRAIN, "wire.txt", hours_ago(5)), printed(MARKED, "update.txt", hours_ago(3))
    )
    assert (update.status, update.copy_of, update.story) == (Status.NEW, None, first.story)
    cards = card(desk, first), card(desk, update)
    assert cards[0].superseded_by == update.article
    assert (cards[1].superseded_by, cards[1].version_mark) == (None, "update 2")
    assert cards[1].title == "Ministers agree on grain corridor"


def test_each_version_is_superseded_by_the_next(desk: Desk) -> None:
    third = MARKED.replace("UPDATE 2-", "UPDATE 3-").replace("Brokers waited", "Brokers and pilots waited")
    outcomes = desk.take(
        printed(GRAIN, "wire.txt", hours_ago(5)),
        printed(MARKED, "two.txt", hours_ago(3)),
        printed(third, "three.txt", hours_ago(2)),
    )
    assert [card(desk, outcome).superseded_by for outcome in outcomes] == [
        outcomes[1].article,
        outcomes[2].article,
        None,
    ]


def test_a_correction_of_the_headline_alone_is_an_article_of_its_own(desk: Desk) -> None:
    first, corrected = desk.take(
        replace(entry(GRAIN, address="https://harbour-news.org/1"), published=hours_ago(5)),
        replace(entry(f"CORRECTED-{GRAIN}", address="https://harbour-news.org/2"), published=hours_ago(4)),
    )
    assert (corrected.status, card(desk, first).superseded_by) == (Status.NEW, corrected.article)


def test_the_older_version_may_come_later(desk: Desk) -> None:
    update, first = desk.take(
        printed(MARKED, "update.txt", hours_ago(3)), printed(GRAIN, "wire.txt", hours_ago(5))
    )
    assert (first.status, first.story) == (Status.NEW, update.story)
    assert (card(desk, first).superseded_by, card(desk, update).superseded_by) == (update.article, None)


def test_a_reprint_of_an_update_may_leave_its_mark_out(desk: Desk) -> None:
    update, reprint = desk.take(
        printed(MARKED, "update.txt", hours_ago(3)),
        printed(
            MARKED.removeprefix("UPDATE 2-").replace("Harbour Wire", "Quay Press"), "q.txt", hours_ago(2)
        ),
    )
    assert (reprint.status, card(desk, reprint).copy_of) == (Status.COPY, update.article)


def test_the_number_of_an_update_goes_before_its_date(desk: Desk) -> None:
    first = GRAIN.replace("Ministers agree", "UPDATE 1-Ministers agree", 1)
    later, earlier = desk.take(
        printed(MARKED, "two.txt", hours_ago(4)), printed(first, "one.txt", hours_ago(2))
    )
    assert (card(desk, earlier).superseded_by, card(desk, later).superseded_by) == (later.article, None)


@pytest.mark.parametrize("address", ["/news/{}.txt", "https://harbour-news.org/{}"])
def test_the_same_words_a_year_later_are_another_article_in_another_story(desk: Desk, address: str) -> None:
    def reprinted(year: int) -> Entry:
        return replace(entry(GRAIN, address=address.format(year)), published=date(year, 3, 3))

    before, now = desk.take(reprinted(2025), reprinted(2026))
    assert (now.status, now.copy_of, now.story == before.story) == (Status.NEW, None, False)
    again = desk.take(reprinted(2026), reprinted(2025))
    assert [outcome.status for outcome in again] == [Status.KNOWN, Status.KNOWN]
    assert {outcome.article for outcome in again} == {before.article, now.article}


def test_the_same_words_a_week_later_at_the_same_publisher_are_known(desk: Desk) -> None:
    day = date(2026, 3, 3)
    first, again = desk.take(
        *(
            replace(
                entry(GRAIN, address=f"https://harbour-news.org/{n}"),
                published=day + timedelta(days=7 * n),
            )
            for n in range(2)
        )
    )
    assert (again.status, again.article) == (Status.KNOWN, first.article)
