"""Subscribing through the form, as a person does: preview, mistakes, saving, editing, snoozing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.model.subscriptions import QuietDay, RhythmKind, Subscription
from bot.slack.port import Person
from bot.storage.live import load_watching
from bot.storage.subscriptions import add_subscription, load_subscriptions
from handlers.pool import ListenerPool
from tests.builders import Library
from tests.fakes.slack import FakeSlack
from tests.scenario.bolt import TEAM, Workplace, chosen, clock_time, conversation, text


@pytest.fixture
def work(library: Library) -> Iterator[Workplace]:
    library.database.adopt(TEAM, "Desk")
    library.know("ana-silva", "bo-lind", themes=["energy", "trade"])
    for number, outlet in enumerate(("north.example", "south.example", "east.example")):
        library.article(f"Pipeline talks, day {number}", themes=["energy"], outlet=outlet)
    library.clock.move(hours=1)
    pool = ListenerPool(workers=1, waiting=8)
    slack = FakeSlack(library.clock, people={"U-ANA": Person(name="Ana", timezone="Europe/Riga")})
    yield Workplace(library, slack, pool)
    pool.close()


def shown(work: Workplace) -> dict[str, Any]:
    """The view that stands on the screen now."""
    return dict(work.slack.shown[-1].view) | {"id": work.slack.shown[-1].id}


def told(work: Workplace) -> str:
    return json.dumps(shown(work), ensure_ascii=False)


def fill(work: Workplace, **more: Any) -> dict[str, Any]:
    """What a person has filled in; the rest as the form proposes it."""
    filled = {
        "subscription_topic": text(""),
        "subscription_themes": chosen("energy", many=True),
        "subscription_rhythm": chosen("daily"),
        "subscription_at": clock_time("08:30"),
        "subscription_zone": text("Europe/Riga"),
        "subscription_minimum": chosen("1"),
        "subscription_quiet": chosen("line"),
        "subscription_place": chosen("channel"),
        "subscription_channel": conversation("C1"),
    }
    return {"kept": shown(work)["private_metadata"], **filled, **more}


def change(work: Workplace, action: str, **values: Any) -> None:
    """A person changes an input that is told at once."""
    view = shown(work)
    state = {"values": {name: {name: value} for name, value in values.items()}}
    sent = {k: view[k] for k in ("id", "callback_id", "private_metadata")} | {"state": state}
    work.choose(action, "energy", view=sent)


def saved(work: Workplace) -> tuple[Subscription, ...]:
    with work.library.read() as scope:
        return load_subscriptions(scope)


def test_subscribe_alone_opens_the_form_with_the_persons_time_zone(work: Workplace) -> None:
    work.type("/subscribe")
    assert shown(work)["callback_id"] == "subscription"
    assert '"initial_value": "Europe/Riga"' in told(work)
    assert "Choose a theme or write a topic" in told(work)


def test_the_preview_follows_what_is_chosen(work: Workplace) -> None:
    work.type("/subscribe")
    change(work, "subscription_themes", subscription_themes=chosen("energy", many=True))
    assert work.slack.shown[-1].how == "update"
    assert "3 stories in 3 articles" in told(work)
    assert "Pipeline talks, day 2" in told(work)


def test_the_preview_says_what_is_wrong_with_a_topic(work: Workplace) -> None:
    work.type("/subscribe")
    change(work, "subscription_topic", subscription_topic=text("(energy"))
    assert "not closed" in told(work)


def test_a_story_may_need_several_outlets(work: Workplace) -> None:
    work.type("/subscribe")
    change(
        work,
        "subscription_minimum",
        subscription_themes=chosen("energy", many=True),
        subscription_minimum=chosen("3"),
    )
    assert "0 stories of 3 outlets or more, out of 3 stories" in told(work)


def test_saving_says_when_the_first_digest_comes(work: Workplace) -> None:
    work.type("/subscribe")
    work.submit("subscription", **fill(work))
    (subscription,) = saved(work)
    assert (subscription.topic, subscription.channel) == ("theme:energy", "C1")
    assert (subscription.timezone, subscription.created_by) == ("Europe/Riga", "U-ANA")
    assert work.slack.sent[-1].channel == "C1"
    assert "next" in work.answers()[-1]


def test_all_choices_are_saved(work: Workplace) -> None:
    work.type("/subscribe")
    more = {
        "subscription_topic": text("silva"),
        "subscription_rhythm": chosen("weekly"),
        "subscription_weekday": chosen("4"),
        "subscription_minimum": chosen("2"),
        "subscription_quiet": chosen("nothing"),
    }
    work.submit("subscription", **fill(work, **more))
    (subscription,) = saved(work)
    assert subscription.topic == "theme:energy actor:ana-silva"
    assert (subscription.rhythm.kind, subscription.rhythm.weekday) == (RhythmKind.WEEKLY, 4)
    assert (subscription.minimum, subscription.quiet_day) == (2, QuietDay.NOTHING)


def test_alerts_of_spikes_are_asked_for_in_the_form(work: Workplace) -> None:
    work.type("/subscribe")
    work.submit("subscription", **fill(work, subscription_alerts=chosen("yes")))
    (subscription,) = saved(work)
    with work.library.read() as scope:
        assert load_watching(scope) == {subscription.id}
    work.press("subscription_edit", str(subscription.id))
    assert "Alert when far above its own normal" in str(shown(work)["blocks"])
    work.submit("subscription", **fill(work, subscription_alerts=chosen("no")))
    with work.library.read() as scope:
        assert load_watching(scope) == set()


def test_a_personal_digest_goes_to_the_direct_message(work: Workplace) -> None:
    work.type("/subscribe")
    work.submit("subscription", **fill(work, subscription_place=chosen("direct")))
    assert saved(work)[0].channel == "D-U-ANA"


@pytest.mark.parametrize(
    ("more", "input", "says"),
    [
        ({"subscription_themes": chosen(many=True)}, "subscription_topic", "Choose a theme"),
        ({"subscription_topic": text("(energy")}, "subscription_topic", "not closed"),
        ({"subscription_topic": text("x" * 3_000)}, "subscription_topic", "characters"),
        ({"subscription_topic": text("energy since:7d")}, "subscription_topic", "periods of its own"),
        ({"subscription_zone": text("Mars/Base")}, "subscription_zone", "no time zone"),
    ],
)
def test_a_mistake_is_told_beside_its_input(
    work: Workplace, more: dict[str, Any], input: str, says: str
) -> None:
    work.type("/subscribe")
    answer = work.submit("subscription", **fill(work, **more))
    assert says in json.loads(answer.body)["errors"][input]
    assert saved(work) == ()


def test_editing_shows_what_was_saved_and_changes_it(work: Workplace) -> None:
    work.type("/subscribe energy weekdays 9:00")
    work.press("subscription_edit", str(saved(work)[0].id))
    assert shown(work)["title"]["text"] == "Edit subscription"
    assert '"initial_time": "09:00"' in told(work)
    work.submit("subscription", **fill(work, subscription_at=clock_time("07:15")))
    (subscription,) = saved(work)
    assert (subscription.rhythm.kind, str(subscription.rhythm.at)) == (RhythmKind.DAILY, "07:15:00")
    assert "Subscription changed" in work.answers()[-1]


def test_another_channels_subscription_cannot_be_edited(work: Workplace) -> None:
    work.type("/subscribe energy")
    with work.library.write() as scope:
        other = add_subscription(
            scope, channel="C-SECRET", topic="theme:trade", rhythm=saved(work)[0].rhythm,
            timezone="UTC", created_by=None, now=work.library.clock(),
        )  # fmt: skip
    work.press("subscription_edit", str(other.id))
    assert "no subscription" in work.answers()[-1]
    assert work.slack.shown == []


def test_a_form_that_comes_too_late_gets_a_sentence(work: Workplace) -> None:
    work.type("/subscribe energy")
    work.slack.spent.add("trigger-2")
    work.press("subscription_edit", "1")
    assert "could not be opened in time" in work.answers()[-1]


def test_the_list_says_who_made_it_and_snoozes(work: Workplace) -> None:
    work.type("/subscribe energy")
    work.type("/subscriptions")
    assert '{"type": "user", "user_id": "U-ANA"}' in work.answers()[-1]
    work.choose("rerun:3", f"/subscriptions snooze {saved(work)[0].id} 1w")
    assert "snoozed until" in work.answers()[-1]
    work.press("rerun:1", f"/subscriptions resume {saved(work)[0].id}")
    assert not saved(work)[0].is_silent(work.library.clock())
