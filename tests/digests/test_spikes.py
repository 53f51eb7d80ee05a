"""Alerts: one an incident, for those who want them, updated in place until it is over."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.model.subscriptions import Subscription
from bot.storage.live import load_open, watch_spikes
from digests.posting import GRACE
from digests.publish import publish_alerts, publish_due, update_live
from tests.digests.desk import CHANNEL, KilledError, PublishingDesk
from tests.fakes.slack import lose_answer


def fill_weeks(desk: PublishingDesk, each: int = 3) -> None:
    """A few articles on this weekday in each of the last 8 weeks."""
    for week in range(1, 9):
        for number in range(each):
            moment = desk.library.clock() - timedelta(weeks=week, minutes=number + 1)
            desk.bring_news(f"Week {week} article {number}", at=moment)


def burst(desk: PublishingDesk, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        desk.bring_news(f"Pipeline burst {number}", outlet=f"outlet{number}.example")
    desk.library.clock.move(seconds=1)


@pytest.fixture
def watching(desk: PublishingDesk) -> PublishingDesk:
    made = desk.subscribe("daily 23:00")
    watch(desk, made)
    fill_weeks(desk)
    return desk


def watch(desk: PublishingDesk, subscription: Subscription, wanted: bool = True) -> None:
    with desk.library.write() as scope:
        watch_spikes(scope, subscription.id, wanted)


def alert(desk: PublishingDesk) -> int:
    return publish_alerts(desk.services).posted


def test_a_spike_is_alerted_once(watching: PublishingDesk) -> None:
    burst(watching, 20)
    assert alert(watching) == 1
    (text,) = watching.slack.texts(CHANNEL)
    assert "Spike: theme Energy" in text
    assert "20 articles in the last 24 hours, usually 3" in text
    assert alert(watching) == 0
    watching.library.clock.move(minutes=10)
    burst(watching, 5, start=20)
    assert alert(watching) == 0


def test_its_message_follows_the_figures_until_it_is_over(watching: PublishingDesk) -> None:
    burst(watching, 20)
    alert(watching)
    watching.library.clock.move(minutes=20)
    burst(watching, 5, start=20)
    assert update_live(watching.services).updated == 1
    assert "25 articles" in watching.slack.texts(CHANNEL)[0]
    watching.library.clock.move(hours=26)
    assert update_live(watching.services).closed == 1
    assert len(watching.slack.sent) == 1


def test_an_ordinary_day_is_no_spike(watching: PublishingDesk) -> None:
    burst(watching, 4)
    assert alert(watching) == 0


def test_only_those_who_want_alerts_get_them(watching: PublishingDesk) -> None:
    watch(watching, watching.subscription(1), wanted=False)
    burst(watching, 20)
    assert alert(watching) == 0


def test_an_alert_does_not_take_the_place_of_the_digest(watching: PublishingDesk) -> None:
    burst(watching, 20)
    alert(watching)
    watching.library.clock.move(hours=14)
    assert publish_due(watching.services).posted == 1
    assert publish_due(watching.services).posted == 0


def test_the_next_incident_is_alerted_too(watching: PublishingDesk) -> None:
    burst(watching, 20)
    alert(watching)
    watching.library.clock.move(days=3)
    update_live(watching.services)
    fill_weeks(watching)
    burst(watching, 20, start=100)
    assert alert(watching) == 1


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("point", range(1, 12))
def test_killed_anywhere_an_alert_is_posted_once(watching: PublishingDesk, point: int, lost: bool) -> None:
    burst(watching, 20)
    reached = iter(range(1, 1_000))

    def die(_: str) -> None:
        if next(reached) == point:
            raise KilledError

    if lost:
        watching.slack.next(lose_answer)
    with suppress(KilledError):
        publish_alerts(watching.services, checkpoint=die)
    for _ in range(2):
        watching.library.clock.now += GRACE + timedelta(seconds=1)
        publish_due(watching.services)
        publish_alerts(watching.services)
    assert len(watching.slack.posted_keys()) == 1
    with watching.library.read() as scope:
        assert len(load_open(scope)) == 1
