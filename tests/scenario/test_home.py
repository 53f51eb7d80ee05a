"""The Home tab, the first steps of a team, and what `/media` tells of the desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.articles import SourceKind
from bot.slack.port import Person
from bot.storage.sources import add_source
from bot.storage.status import Status
from bot.storage.subscriptions import add_subscription
from bot.storage.themes import load_theme, save_theme
from digests.rhythm import parse_rhythm
from handlers.pool import ListenerPool
from handlers.status import list_troubles
from handlers.welcome import compose_welcome
from tests.builders import Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace, text


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", themes=["energy", "trade"])
    library.clock.move(hours=1)
    pool = ListenerPool(workers=1, waiting=8)
    people = {
        "U-ANA": Person(name="Ana", timezone="Europe/Riga", is_admin=True),
        "U-BO": Person(name="Bo", timezone=None),
    }
    yield Workplace(library, FakeSlack(library.clock, people=people), pool)
    pool.close()


def home(work: Workplace, user: str = "U-ANA") -> str:
    """A person opens the Home tab; what it shows."""
    work.tell("app_home_opened", user=user, tab="home", channel="D1")
    shown = work.slack.shown[-1]
    assert (shown.how, shown.user) == ("home", user)
    return json.dumps(shown.view, ensure_ascii=False)


def subscribe(work: Workplace, channel: str, by: str = "U-ANA", topic: str = "theme:energy") -> None:
    with work.library.write() as scope:
        add_subscription(
            scope, channel=channel, topic=topic, rhythm=parse_rhythm("daily 8:30")[0],
            timezone="UTC", created_by=by, now=work.library.clock(),
        )  # fmt: skip


def watch(work: Workplace) -> None:
    with work.library.write() as scope:
        add_source(scope, SourceKind.FEED, "https://north.example/feed", "North", work.library.clock())


def test_an_empty_desk_shows_the_first_steps(work: Workplace) -> None:
    shown = home(work)
    assert "Welcome to Rapporteur" in shown
    assert "Nothing on your themes has come in" in shown
    assert "No source is watched yet" in shown


def test_a_desk_at_work_shows_stories_subscriptions_and_feeds(work: Workplace) -> None:
    watch(work)
    subscribe(work, "C1")
    work.slack.channels["U-ANA"] = ("C1",)
    work.library.article("Leaders agree on a pipeline", themes=["energy"])
    work.library.clock.move(hours=1)
    shown = home(work)
    assert "Welcome" not in shown
    assert "Leaders agree on a pipeline" in shown
    assert "daily 08:30" in shown
    assert "1 watched, 0 failing" in shown


def test_subscriptions_of_channels_one_is_not_in_stay_hidden(work: Workplace) -> None:
    subscribe(work, "C-SECRET", by="U-ANA", topic="theme:trade")
    work.slack.channels["U-BO"] = ("C1",)
    assert "C-SECRET" not in home(work, "U-BO")
    assert "C-SECRET" in home(work, "U-ANA")  # she made it


def test_the_home_tab_is_within_slacks_limits_however_much_there_is(work: Workplace) -> None:
    watch(work)
    work.slack.channels["U-ANA"] = tuple(f"C{n}" for n in range(40))
    for number in range(40):
        subscribe(work, f"C{number}", topic=" OR ".join(f"word{number}x{n}" for n in range(40)))
        work.library.article(f"{'<!channel> *long* ' * 60} {number}", themes=["energy"])
    work.library.clock.move(hours=1)
    assert "and 30 more" in home(work)


def test_a_button_of_the_home_tab_answers_in_the_direct_message(work: Workplace) -> None:
    work.choose("ask:0", "/media status", view={"id": "H1", "type": "home", "callback_id": ""})
    assert work.slack.sent[-1].channel == "D-U-ANA"


def test_the_first_steps_are_written_to_a_person_once(work: Workplace) -> None:
    for _ in range(2):
        work.tell("app_home_opened", user="U-BO", tab="messages", channel="D2")
    assert len(work.slack.sent) == 1
    assert "Three steps" in work.answers()[0]


def test_who_invites_the_bot_is_told_what_it_can_do(work: Workplace) -> None:
    work.tell("member_joined_channel", user="U0", channel="C7", inviter="U-BO")
    work.tell("member_joined_channel", user="U-ANA", channel="C7", inviter="U-BO")
    (sent,) = work.slack.sent
    assert (sent.channel, sent.user) == ("C7", "U-BO")
    assert "Subscribe this channel" in work.answers()[0]


def test_steps_that_are_done_are_marked() -> None:
    assert compose_welcome(3, 2) is None
    welcome = compose_welcome(3, 0)
    assert welcome is not None
    assert "(done)" in str(welcome.parts)


def test_status_tells_figures_and_troubles(work: Workplace) -> None:
    watch(work)
    work.library.article("A pipeline opens", themes=["energy"])
    work.type("/media status")
    assert "1 in all, 1 in the last 24 hours" in work.answers()[-1]
    assert "All is well" in work.answers()[-1]


def test_troubles_are_named() -> None:
    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    status = Status(
        articles=5, articles_today=0, last_stored_at=now - timedelta(days=2), sources=3, failing=1, paused=0,
        overdue_since=now - timedelta(hours=3), digests_open=2, last_digest_at=None,
    )  # fmt: skip
    assert list_troubles(status, now) == [
        "Feeds wait to be polled for 3 hours.",
        "2 digests wait for Slack to say whether it was posted.",
        "1 feed fails: see /sources health",
        "No new article has come in for more than a day.",
    ]


def test_themes_are_listed_and_edited(work: Workplace) -> None:
    work.library.article("A pipeline opens", themes=["energy"])
    work.type("/media themes")
    assert "Energy" in work.answers()[-1]
    work.choose("theme_edit:0", "energy")
    shown = work.slack.shown[-1].view
    assert shown["title"]["text"] == "Edit theme"
    work.submit(
        "theme",
        kept=shown["private_metadata"],
        theme_name=text("Energy and fuel"),
        theme_about=text("Gas, oil and power"),
        theme_include=text("gas pipeline\nrefiner*\n\ngas pipeline"),
        theme_exclude=text("gas mask"),
        theme_threshold=text("0,6"),
    )
    with work.library.read() as scope:
        theme = load_theme(scope, "energy")
    assert (theme.name, theme.threshold) == ("Energy and fuel", 0.6)
    assert (theme.include, theme.exclude) == (("gas pipeline", "refiner*"), ("gas mask",))


def test_a_long_list_of_terms_is_saved_whole(work: Workplace) -> None:
    terms = tuple(f"gas pipeline number {number} of the coast" for number in range(200))
    with work.library.write() as scope:
        save_theme(scope, replace(load_theme(scope, "energy"), include=terms), work.library.clock())
    work.choose("theme_edit:0", "energy")
    shown = work.slack.shown[-1].view
    inputs = {
        b["block_id"]: text(b["element"].get("initial_value", "")) for b in shown["blocks"] if "element" in b
    }
    assert {"theme_include", "theme_include_2", "theme_include_3"} < inputs.keys()
    inputs["theme_include_2"] = text(inputs["theme_include_2"]["value"] + "\nharbour")
    work.submit("theme", kept=shown["private_metadata"], **inputs)
    with work.library.read() as scope:
        saved = load_theme(scope, "energy").include
    assert sorted(saved) == sorted((*terms, "harbour"))


def test_a_new_theme_gets_an_id_of_its_name(work: Workplace) -> None:
    filled = {
        "theme_name": text("Water & floods"),
        "theme_include": text("flood*"),
        "theme_exclude": text(""),
        "theme_threshold": text("0.5"),
    }
    work.submit("theme", kept=" C1", **filled)
    with work.library.read() as scope:
        assert load_theme(scope, "water-floods").include == ("flood*",)
    work.submit("theme", kept=" C1", view="V2", **filled)
    assert "already" in work.answers()[-1]


@pytest.mark.parametrize(
    ("input", "typed"),
    [
        ("theme_name", " "),
        ("theme_include", "gas*pipe"),
        ("theme_exclude", "Gas Pipeline"),
        ("theme_threshold", "2"),
        ("theme_threshold", "much"),
    ],
)
def test_a_mistake_in_a_theme_is_told_beside_its_input(work: Workplace, input: str, typed: str) -> None:
    filled = {
        "theme_name": text("Energy"),
        "theme_include": text("gas pipeline"),
        "theme_exclude": text(""),
        "theme_threshold": text("0.5"),
    }
    answer = work.submit("theme", kept="energy C1", **(filled | {input: text(typed)}))
    assert list(json.loads(answer.body)["errors"]) == [input]


def test_only_those_who_may_edit_themes(work: Workplace) -> None:
    work.submit("theme", kept="energy C1", user="U-BO", theme_name=text("X"), theme_include=text("gas"),
                theme_exclude=text(""), theme_threshold=text("0.5"))  # fmt: skip
    assert "Only some people may change" in work.answers()[-1]


def test_help_has_examples_that_can_be_pressed(work: Workplace) -> None:
    work.type("/media help")
    assert '"value": "/relations putin xi"' in work.answers()[-1]
    work.type("/subscribe help")
    assert '"actions"' not in work.answers()[-1]


def test_nobody_is_proposed_on_an_empty_desk(work: Workplace) -> None:
    work.type("/media actors")
    assert "Nobody is proposed" in work.answers()[-1]
    work.type("/media actors accept nobody-at-all")
    assert "Nobody called" in work.answers()[-1]
