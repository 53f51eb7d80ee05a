"""Later articles show that two stories are one, or that one is two; and a restart changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.articles import Entry
from bot.pipeline.records import Outcome
from bot.storage.database import Database
from bot.storage.regrouping import Action, load_regroupings
from bot.storage.search import find_stories
from bot.storage.stories import follow_story
from tests.builders import FixedClock, Library
from tests.pipeline.desk import Desk, entry, report

GAS, SHIPS, VOTE = 1, 2, 3  # events


def actions(desk: Desk) -> list[Action]:
    with desk.library.read() as scope:
        return [step.action for step in load_regroupings(scope)]


def put_apart(desk: Desk, event: int) -> tuple[int, int]:
    """Two stories of one event."""
    older, younger = desk.put(report(event, 1)).story, desk.put(report(event, 2)).story
    return older, younger


def test_an_article_that_joins_two_stories_of_one_event_makes_them_one(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    older, younger = put_apart(desk, GAS)
    (outcome,) = desk.take(report(GAS, 3))
    assert (outcome.story, actions(desk)) == (older, [Action.MERGE])
    with desk.library.read() as scope:
        assert follow_story(scope, younger) == older
        assert [story.id for story in find_stories(scope, None, now=desk.clock())] == [older]
    assert "regrouped" in caplog.text
    (later,) = desk.take(report(GAS, 4))
    assert later.story == older


def test_an_article_about_two_events_leaves_them_two(desk: Desk) -> None:
    gas, ships = desk.put(report(GAS, 1)).story, desk.put(report(SHIPS, 1)).story
    both = f"{report(GAS, 3).content}\n\n{report(SHIPS, 3).content}"
    (outcome,) = desk.take(entry(both, "both.txt"))
    assert (outcome.story in {gas, ships, None}, actions(desk)) == (True, [])
    assert [later.story for later in desk.take(report(GAS, 4), report(SHIPS, 4))] == [gas, ships]


def test_a_story_of_two_events_is_parted_when_its_articles_show_it(desk: Desk) -> None:
    mixed = desk.put(report(GAS, 1)).story
    desk.put(report(GAS, 2), mixed)
    ships = [desk.put(report(SHIPS, number), mixed) for number in (1, 2)]
    (outcome,) = desk.take(report(GAS, 3))
    assert (outcome.story, actions(desk)) == (mixed, [Action.SPLIT])
    parted = {desk.story_of(saved.id) for saved in ships}
    assert len(parted) == 1
    assert mixed not in parted
    assert {later.story for later in desk.take(report(SHIPS, 3))} == parted


def test_the_article_that_shows_it_may_be_the_one_that_leaves(desk: Desk) -> None:
    mixed = desk.put(report(GAS, 1)).story
    desk.put(report(GAS, 2), mixed)
    desk.put(report(SHIPS, 1), mixed)
    (outcome,) = desk.take(report(SHIPS, 2))
    assert outcome.story is not None
    assert (outcome.story == mixed, outcome.story) == (False, desk.story_of(outcome.article))


def test_an_article_that_came_into_the_wrong_story_moves_to_its_own(desk: Desk) -> None:
    gas, ships = desk.put(report(GAS, 1)).story, desk.put(report(SHIPS, 1)).story
    desk.put(report(GAS, 2), gas)
    desk.put(report(SHIPS, 2), ships)
    astray = desk.put(report(SHIPS, 3), gas)
    copy = desk.put(report(SHIPS, 3), gas, copy_of=astray.id)
    (outcome,) = desk.take(report(SHIPS, 4))
    assert [desk.story_of(id) for id in (outcome.article, astray.id, copy.id)] == [ships] * 3
    assert actions(desk) == [Action.SPLIT, Action.MERGE]
    (later,) = desk.take(report(GAS, 4))
    assert later.story == gas


def test_what_another_process_merged_is_followed(desk: Desk) -> None:
    older, younger = put_apart(desk, GAS)
    desk.take(report(VOTE, 1))  # both are in the memory by now
    beside = Desk(desk.database, desk.library, desk.clock)
    beside.take(report(GAS, 3))
    (outcome,) = desk.take(report(GAS, 4))
    beside.pipeline.close()
    assert (outcome.story, actions(desk), older < younger) == (older, [Action.MERGE], True)


def test_an_edited_page_is_found_by_its_new_words(desk: Desk) -> None:
    address = "https://harbour-wire.example/news"
    (first,) = desk.take(entry(report(GAS, 1).content, address=address))
    desk.take(entry(report(SHIPS, 1).content, address=address))
    (later,) = desk.take(report(SHIPS, 2))
    assert later.story == first.story
    copy = report(SHIPS, 1).content.replace(".", ";", 1) + " It was said again."
    (reprint,) = desk.take(entry(copy, "reprint.txt"))
    assert (reprint.copy_of, reprint.story) == (address, first.story)


@dataclass(frozen=True)
class Step:
    """Something that happens to a desk."""

    event: int
    number: int
    how: str  # "take", "copy", "edit", or "put": into the story of the first article, whatever it tells

    def do(self, desk: Desk, home: int | None) -> Outcome | None:
        desk.clock.move(minutes=7)
        item = report(self.event, self.number)
        if self.how == "put" and home is not None:
            desk.put(item, home)
            return None
        if self.how == "copy":
            item = entry(f"{item.content} So it was told.", f"copy-{self.event}-{self.number}.txt")
        if self.how == "edit":
            item = Entry(address="https://page.example/live", content=item.content, kind=item.kind)
        (outcome,) = desk.take(item)
        return outcome


STEPS = st.builds(
    Step, st.integers(1, 3), st.integers(1, 6), st.sampled_from(("take", "take", "copy", "edit", "put"))
)


def play(database: Database, steps: list[Step], restarts: set[int]) -> list[tuple[object, ...]]:
    """What became of the articles, with stories and articles numbered from the first one on."""
    number = len(database.workspaces())
    desk = Desk(
        database,
        library := Library(database, database.adopt(f"T{number}", "own").id, FixedClock()),
        FixedClock(),
    )
    home = desk.put(report(1, 0)).story
    seen: list[tuple[object, ...]] = []
    for at, step in enumerate(steps):
        if at in restarts:
            desk.restart()
        if outcome := step.do(desk, home):
            seen.append((outcome.status, (outcome.story or home) - home, outcome.copy_of))
    with library.read() as scope:
        stories = find_stories(scope, None, now=desk.clock())
        told_in = {article.id: story.id for story in stories for article in story.articles}
        copies = [(a.id, a.copy_of) for story in stories for a in story.articles if a.copy_of]
        assert all(told_in[copy] == told_in[original] for copy, original in copies), "copies are never parted"
        first = min(article.id for story in stories for article in story.articles)
        seen += [(story.id - home, *(a.id - first for a in story.articles)) for story in stories]
        seen += [(step.action, step.story - home) for step in load_regroupings(scope)]
    desk.pipeline.close()
    return seen


def test_a_restart_in_mid_stream_changes_no_group(database: Database) -> None:
    @settings(deadline=None, max_examples=12)
    @given(steps=st.lists(STEPS, min_size=4, max_size=14), data=st.data())
    def check(steps: list[Step], data: st.DataObject) -> None:
        restarts = data.draw(st.sets(st.integers(1, len(steps) - 1), min_size=1))
        assert play(database, steps, restarts) == play(database, steps, set())

    check()
