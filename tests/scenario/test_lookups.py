"""Look-ups through Bolt: typed, turned over by buttons and menus, drawn by Slack, sent as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.slack.port import Person
from handlers.pool import ListenerPool
from tests.builders import Library, make_event, make_quote
from tests.fakes.slack import FakeSlack, refuse
from tests.scenario.bolt import TEAM, Workplace


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", "cy-lind", themes=["energy"])
    for day in range(10, 20):
        library.article(
            f"Leaders meet on day {day}",
            actors=["ana-silva", "bo-lind"],
            themes=["energy"],
            quotes=[make_quote(f"Day {day} was good for both of us", "ana-silva", about=["bo-lind"])],
            events=[make_event("ana-silva", "meet", "bo-lind")],
            at=f"2026-11-{day} 20:00",
        )
    pool = ListenerPool(workers=2, waiting=8)
    yield Workplace(library, FakeSlack(library.clock), pool)
    pool.close()


def elements(work: Workplace, number: int = -1) -> list[dict[str, Any]]:
    """The buttons and menus of an answer."""
    blocks = json.loads(work.answers()[number])
    return [element for block in blocks if block["type"] == "actions" for element in block["elements"]]


def button(work: Workplace, label: str) -> tuple[str, str]:
    """Action and value of the button of that label in the last answer."""
    return next(
        (e["action_id"], e["value"]) for e in elements(work) if e.get("text", {}).get("text") == label
    )


def kinds(work: Workplace, number: int = -1) -> list[str]:
    return [block["type"] for block in json.loads(work.answers()[number])]


def test_a_pair_is_looked_at_over_other_periods_in_place(work: Workplace) -> None:
    work.type("/relations silva bo-lind")
    assert "data_visualization" in kinds(work)
    work.press(*button(work, "7d"))
    assert work.slack.sent[1].replaced
    assert "last 7 days" in work.answers()[1]


def test_more_quotes_come_below_and_their_pages_in_place(work: Workplace) -> None:
    work.type("/relations silva bo-lind")
    work.press(*button(work, "More quotes"))
    assert not work.slack.sent[1].replaced
    work.press(*button(work, "Older ›"))
    assert work.slack.sent[2].replaced
    assert "Day 10 was good" in work.answers()[2]


def test_counterparts_stand_in_a_table_that_becomes_rows_where_slack_refuses_it(work: Workplace) -> None:
    work.type("/relations silva")
    assert "table" in kinds(work)
    work.slack.next(refuse("invalid_blocks"), refuse("invalid_blocks"))
    work.type("/relations silva")
    assert "table" not in kinds(work)
    assert "Bo Lind" in work.answers()[-1]


def test_an_article_is_opened_from_the_menu_with_its_citation(work: Workplace) -> None:
    work.type("/find energy")
    menu = next(e for e in elements(work) if e["type"] == "static_select")
    work.choose(menu["action_id"], menu["options"][0]["value"])
    assert "“Leaders meet on day 19”, Harbour Wire, 19 Nov 2026, https://" in work.answers()[-1]


def test_dates_are_those_of_the_readers_zone(work: Workplace) -> None:
    work.slack.people["U-ANA"] = Person(name="Ana", timezone="Asia/Tokyo")
    work.type("/quotes silva")
    assert "20 Nov 2026" in work.answers()[0]


def test_files_go_to_the_persons_own_messages(work: Workplace) -> None:
    work.type("/relations silva bo-lind")
    work.press(*button(work, "CSV"))
    assert [(channel, file.name) for channel, file in work.slack.files] == [
        ("D-U-ANA", "relations-ana-silva-bo-lind-90d.csv")
    ]
    assert "direct messages" in work.answers()[-1]


def test_the_network_goes_there_too_with_words_for_those_who_do_not_see_it(work: Workplace) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    work.type("/relations silva")
    work.press(*button(work, "Network picture"))
    ((channel, file),) = work.slack.files
    assert (channel, file.name) == ("D-U-ANA", "network-ana-silva-90d.png")
    assert "Bo Lind: 10 articles" in file.alt


def test_what_was_looked_up_is_shared_without_its_buttons(work: Workplace) -> None:
    for line in ("/actor silva", "/theme energy", "/theme", "/find energy", "/quotes silva"):
        work.type(line)
        work.press(*button(work, "Share in channel"))
        assert work.slack.sent[-1].in_channel
        assert "actions" not in kinds(work)
        assert "shared by" in work.answers()[-1]


def test_a_name_in_doubt_is_settled_by_a_button(work: Workplace) -> None:
    work.type("/actor lind")
    work.press(*button(work, "Cy Lind"))
    assert work.slack.sent[-1].replaced
    assert "Cy Lind, last 90 days" in work.answers()[-1]
