"""Random interactions with everything that the bot shows: no unhandled error, no message over a limit.

Every message and view passes the limit checker in the fake; a step that fails is printed with those before it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from random import Random

import pytest

from bot.model.findings import EventClass
from bot.slack.port import Person
from handlers.pool import ListenerPool
from tests.builders import Library, make_event, make_quote
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace
from tests.scenario.wanderer import Wanderer, unhandled


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", "cy-lind", "xu-an", "russia", themes=["energy", "trade"])
    hostile = "<!channel> *Gas* `row` \u202edeepens & “spreads” <https://x.example|here> " + "very " * 60
    for number in range(12):
        library.article(
            hostile if number % 4 == 0 else f"Leaders agree on pipeline {number}",
            actors=["ana-silva", "bo-lind", "russia"],
            themes=["energy"] if number % 2 else ["energy", "trade"],
            quotes=[
                make_quote(
                    f"We will build pipeline number {number} together",
                    "ana-silva",
                    about=["bo-lind"],
                    key=True,
                )
            ],
            events=[make_event("bo-lind", "sue", "ana-silva", EventClass.MATERIAL_CONFLICT)],
            outlet=("north-post.example", "south-times.example")[number % 2],
        )
    library.clock.move(hours=1)
    people = {"U-ANA": Person(name="Ana", timezone="Europe/Riga", is_admin=True)}
    pool = ListenerPool(workers=1, waiting=64)
    work = Workplace(library, FakeSlack(library.clock, people=people), pool)
    work.intake.feed(
        "https://news.example.org/feed.xml", "North Post", "Trams stop", site="https://news.example.org/"
    )
    yield work
    pool.close()


def wander(work: Workplace, seed: int, steps: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    wanderer = Wanderer(work, Random(seed))
    for _ in range(steps):
        wanderer.step()
        errors = [record.getMessage() for record in caplog.records if record.exc_info]
        assert not errors, (seed, wanderer.steps[-5:], errors)
        assert not unhandled(work), (seed, wanderer.steps[-5:])
        assert work.pool.idle


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_walk(work: Workplace, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    wander(work, seed, 60, caplog)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_two_thousand_random_interactions(work: Workplace, caplog: pytest.LogCaptureFixture) -> None:
    """Its seed can be given as RAPPORTEUR_SEED; it stands in the failure."""
    wander(work, int(os.environ.get("RAPPORTEUR_SEED", "20261122")), 2_000, caplog)
