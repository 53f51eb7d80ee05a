"""Subscriptions: one a channel, topic and rhythm."""

from __future__ import annotations

from datetime import time

import pytest

from bot.errors import NotFoundError, UsageError
from bot.model.subscriptions import QuietDay, Rhythm, RhythmKind, Subscription
from bot.storage.subscriptions import (
    add_subscription,
    load_subscription,
    load_subscriptions,
    pause_subscription,
    remove_subscription,
    update_subscription,
)
from tests.builders import NOW, Library

DAILY = Rhythm(kind=RhythmKind.DAILY, at=time(8, 30))
WEEKLY = Rhythm(kind=RhythmKind.WEEKLY, at=time(8), weekday=0)
HOURLY = Rhythm(kind=RhythmKind.HOURLY)


def subscribe(
    library: Library, topic: str = "energy", rhythm: Rhythm = DAILY, channel: str = "C1"
) -> Subscription:
    with library.write() as scope:
        return add_subscription(
            scope,
            channel=channel,
            topic=topic,
            rhythm=rhythm,
            timezone="Europe/Paris",
            created_by="U1",
            quiet_day=QuietDay.NOTHING,
            now=library.clock(),
        )


@pytest.mark.parametrize(
    "rhythm", [DAILY, WEEKLY, HOURLY, Rhythm(kind=RhythmKind.INSTANTLY)], ids=lambda r: r.kind.value
)
def test_a_rhythm_is_read_as_it_was_written(library: Library, rhythm: Rhythm) -> None:
    assert subscribe(library, rhythm=rhythm).rhythm == rhythm


def test_a_subscription_comes_back_as_it_was_given(library: Library) -> None:
    added = subscribe(library, rhythm=WEEKLY)
    assert (added.channel, added.topic, added.rhythm, added.timezone) == (
        "C1",
        "energy",
        WEEKLY,
        "Europe/Paris",
    )
    assert (added.created_at, added.created_by, added.quiet_day, added.paused) == (
        NOW,
        "U1",
        QuietDay.NOTHING,
        False,
    )
    with library.read() as scope:
        assert load_subscription(scope, added.id) == added


def test_the_same_again_is_the_same_and_another_rhythm_another(library: Library) -> None:
    first = subscribe(library)
    library.clock.move(days=1)
    assert subscribe(library) == first
    other = subscribe(library, rhythm=HOURLY)
    elsewhere = subscribe(library, channel="C2")
    with library.read() as scope:
        assert load_subscriptions(scope) == (first, other, elsewhere)
        assert load_subscriptions(scope, "C1") == (first, other)


def test_only_what_is_given_changes(library: Library) -> None:
    added = subscribe(library)
    with library.write() as scope:
        changed = update_subscription(scope, added.id, rhythm=HOURLY, timezone="UTC")
        assert (changed.topic, changed.rhythm, changed.timezone) == ("energy", HOURLY, "UTC")
        assert update_subscription(scope, added.id) == changed
        assert pause_subscription(scope, added.id, True).paused
        assert not pause_subscription(scope, added.id, False).paused


def test_a_subscription_cannot_become_another_one(library: Library) -> None:
    added = subscribe(library)
    subscribe(library, rhythm=HOURLY)
    with library.write() as scope:
        with pytest.raises(UsageError, match="already"):
            update_subscription(scope, added.id, rhythm=HOURLY)
        assert load_subscription(scope, added.id) == added


def test_what_is_removed_is_gone_and_comes_back_under_its_old_number(library: Library) -> None:
    added = subscribe(library)
    with library.write() as scope:
        remove_subscription(scope, added.id)
    with library.read() as scope:
        assert load_subscriptions(scope) == ()
        with pytest.raises(NotFoundError):
            load_subscription(scope, added.id)
    later = library.clock.move(days=1)
    again = subscribe(library)
    assert (again.id, again.created_at) == (added.id, later)
