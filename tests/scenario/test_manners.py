"""Manners, over all that the bot answers: every command with every button and menu of its answers, and digests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from bot.model.findings import EventClass
from bot.model.subscriptions import QuietDay
from bot.slack.message import Message
from bot.slack.port import Person, Upload
from bot.storage.subscriptions import add_subscription
from digests.publish import publish_due
from digests.rhythm import parse_rhythm
from handlers.commands.table import COMMANDS
from handlers.pool import ListenerPool
from tests.builders import Library, make_event, make_quote
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace
from tests.scenario.manners import list_fallback_faults, list_rudeness, walk

LINES = (
    *(f"/{command.name}" for command in COMMANDS),
    *(f"/{command.name} help" for command in COMMANDS),
    *("/relations silva lind", "/relations silva", "/relations silva cy-lind", "/relations silvaa"),
    *("/actor silva", "/actor lind", "/actor nobody-at-all", "/theme energy", "/theme trade", "/theme enrgy"),
    *(
        "/quotes silva",
        "/quotes silva about lind 7d",
        "/quotes nobody-at-all",
        "/find pipeline",
        "/find zebra",
    ),
    *("/find energy by:relevance", "/find (", "/digest energy", "/digest", "/digest zebra 24h"),
    *(
        "/subscribe energy daily 25:00",
        "/subscribe trade hourly",
        "/unsubscribe 99",
        "/subscriptions pause 99",
    ),
    *("/sources", "/sources health", "/sources add https://news.example.org/", "/sources remove 99"),
    *(
        "/media mutes",
        "/media corrections",
        "/media why",
        "/media why https://nowhere.example/x",
        "/media status",
        "/media themes",
        "/media actors",
        "/media settings",
        "/media nonsense",
        "/relations a b c d",
    ),
)
PRESSES = 400  # more than there are buttons within two steps


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", "cy-lind", "russia", themes=["energy", "trade"])
    for number in range(6):
        library.article(
            f"Leaders agree on pipeline {number}",
            actors=["ana-silva", "bo-lind", "russia"],
            themes=["energy"],
            quotes=[
                make_quote(f"Pipeline {number} is good for us", "ana-silva", about=["bo-lind"], key=True)
            ],
            events=[make_event("bo-lind", "sue", "ana-silva", EventClass.MATERIAL_CONFLICT)],
            outlet=("north-post.example", "south-times.example")[number % 2],
            at=f"2026-11-{15 + number} 22:30",
        )
    library.clock.move(hours=1)
    people = {"U-ANA": Person(name="Ana", timezone="Europe/Riga", is_admin=True)}
    pool = ListenerPool(workers=1, waiting=64)
    made = Workplace(library, FakeSlack(library.clock, people=people), pool)
    made.intake.feed(
        "https://news.example.org/feed.xml", "North Post", "Trams stop", site="https://news.example.org/"
    )
    yield made
    pool.close()


def press_everything(work: Workplace) -> None:
    """Each button and each menu's first choice, once, also those of what comes of them."""
    pressed: set[tuple[str, str]] = set()
    seen = 0
    while seen < len(work.slack.sent) and len(pressed) < PRESSES:
        message = work.slack.sent[seen].message
        seen += 1
        for node in walk(message.blocks):
            kind, action = str(node.get("type")), str(node.get("action_id"))
            value = node["options"][0]["value"] if node.get("options") else str(node.get("value", ""))
            if kind not in ("button", "static_select") or (action.partition(":")[0], value) in pressed:
                continue
            pressed.add((action.partition(":")[0], value))
            work.press(action, value) if kind == "button" else work.choose(action, value)


def list_faults(message: Message, *, alone: bool, wording: bool = True) -> list[str]:
    rude = list_rudeness(message.blocks, alone=alone, wording=wording)
    return [f"{message.text}: {fault}" for fault in (*list_fallback_faults(message.text), *rude)]


def test_every_answer_form_and_file_has_manners(work: Workplace) -> None:
    for line in LINES:
        work.type(line)
    press_everything(work)
    work.tell("app_home_opened", user="U-ANA", tab="home", channel="D1")
    slack = work.slack
    assert (len(slack.sent) > 100, len(slack.shown) > 5, len(slack.files) > 3) == (True, True, True)
    assert not [fault for s in slack.sent for fault in list_faults(s.message, alone=not s.in_channel)]
    assert not [fault for s in slack.shown for fault in list_rudeness(s.view["blocks"], alone=True)]
    assert not [file.name for _, file in slack.files if not is_described(file)]


def is_described(file: Upload) -> bool:
    """Its name says what it is, and a picture has words for those who do not see it."""
    named = re.fullmatch(r"[a-z0-9-]+\.(csv|png|docx|eml|opml)", file.name) is not None
    return named and bool(file.alt or not file.name.endswith(".png"))


def test_dates_are_the_readers_own(work: Workplace) -> None:
    work.type("/find pipeline")
    assert "21 Nov 2026" in work.answers()[-1]  # 22:30 on the 20th in UTC is half past midnight in Riga
    assert "20 Nov 2026" in work.answers()[-1]


def test_a_headline_that_shouts_reaches_nobody(work: Workplace) -> None:
    work.library.article("<!channel> <!here> <@U1> *Gas* & more", actors=["ana-silva"], themes=["energy"])
    work.library.clock.move(hours=1)
    for line in ("/find gas", "/actor silva", "/theme energy", "/digest energy 24h"):
        work.type(line)
        shared = next(
            e for e in walk(work.slack.sent[-1].message.blocks) if str(e.get("action_id")).startswith("share")
        )
        work.press(shared["action_id"], shared["value"])
        assert work.slack.sent[-1].in_channel
        assert not list_faults(work.slack.sent[-1].message, alone=False, wording=False)


@pytest.mark.parametrize("articles", [0, 1])
def test_digests_have_manners(work: Workplace, articles: int) -> None:
    work.type("/sources")
    with work.library.write() as scope:
        for rhythm in ("hourly", "daily 8:30"):
            add_subscription(
                scope, channel="C9", topic="theme:trade", rhythm=parse_rhythm(rhythm)[0], timezone="Europe/Riga",
                created_by="U-ANA", quiet_day=QuietDay.LINE, now=work.library.clock(),
            )  # fmt: skip
    for _ in range(articles):
        work.library.clock.move(minutes=30)
        work.library.article("Trade grows", actors=["ana-silva"], themes=["trade"])
    work.library.clock.move(hours=24)
    publish_due(work.services)
    posted = [sent for sent in work.slack.sent if sent.channel == "C9"]
    assert posted
    for sent in posted:
        assert not list_faults(sent.message, alone=False)
        assert "U-ANA" not in json.dumps(sent.message.blocks)
