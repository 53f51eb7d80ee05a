"""`/media export`: the archive by direct message, for those who may, without private channels."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import time

import pytest

from bot.model.subscriptions import Rhythm, RhythmKind
from bot.slack.port import Person
from bot.storage.subscriptions import add_subscription
from handlers.pool import ListenerPool
from tests.builders import NOW, Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    """Ana may change things, Bo may not; C1 is public, C-SECRET is not."""
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", themes=["ferries"])
    library.article("Ferry row", themes=["ferries"], at="2026-11-20 10:00")
    library.article("Snow", at="2026-09-20 10:00")
    library.article("Long ago", at="2025-01-20 10:00")
    daily = Rhythm(kind=RhythmKind.DAILY, at=time(8, 30))
    with library.write() as scope:
        for channel in ("C1", "C-SECRET", "D-U-ANA"):
            add_subscription(
                scope,
                channel=channel,
                topic="ferries",
                rhythm=daily,
                timezone="UTC",
                created_by=None,
                now=NOW,
            )
    pool = ListenerPool(workers=1, waiting=8)
    people = {
        "U-ANA": Person(name="Ana", timezone="Europe/Riga", is_admin=True),
        "U-BO": Person(name="Bo", timezone=None),
    }
    yield Workplace(library, FakeSlack(library.clock, people=people, public=("C1", "C2")), pool)
    pool.close()


def sheet(work: Workplace, name: str) -> list[dict[str, str]]:
    """A sheet of the last file that was sent."""
    _, upload = work.slack.files[-1]
    with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8"), newline="")))


def test_the_last_90_days_come_by_direct_message(work: Workplace) -> None:
    work.type("/media export")
    ((channel, upload),) = work.slack.files
    assert (channel, upload.name) == ("D-U-ANA", "rapporteur-export-90d.zip")
    assert [row["headline"] for row in sheet(work, "articles")] == ["Ferry row", "Snow"]
    assert "text" not in sheet(work, "articles")[0]
    assert "2 articles" in work.answers()[-1]


def test_a_topic_and_a_period_bound_it(work: Workplace) -> None:
    work.type("/media export ferries 30d")
    assert [row["headline"] for row in sheet(work, "articles")] == ["Ferry row"]
    assert "Ferries, last 30 days" in work.answers()[-1]


def test_subscriptions_of_private_channels_and_people_are_left_out(work: Workplace) -> None:
    work.type("/media export 7d")
    assert [row["channel"] for row in sheet(work, "subscriptions")] == ["C1"]


def test_who_may_not_change_things_takes_nothing_away(work: Workplace) -> None:
    work.press("rerun:0", "/media export", user="U-BO")
    assert work.slack.files == []
    assert "Only some people" in work.answers()[-1]


@pytest.mark.parametrize(
    ("line", "said"),
    [("/media export 1y", "At most the last 90 days"), ("/media export actor:nobody-here", "nobody-here")],
)
def test_what_cannot_be_sent_is_said(work: Workplace, line: str, said: str) -> None:
    work.type(line)
    assert work.slack.files == []
    assert said in json.dumps(work.answers()[-1])


def test_what_is_too_large_is_said(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.export_sending.MOST_BYTES", 1_000)
    work.type("/media export")
    assert work.slack.files == []
    assert "Name a topic or a shorter period" in work.answers()[-1]
