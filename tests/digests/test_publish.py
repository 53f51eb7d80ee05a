"""Publishing: what is due is posted once, whatever dies or misbehaves in between."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.model.articles import Outlet
from bot.model.subscriptions import QuietDay
from bot.storage.subscriptions import snooze_subscription, update_subscription
from digests.places import FEEDBACK, WHY, parse_place
from digests.resume import resume_subscription
from tests.digests.desk import CHANNEL, KilledError, PublishingDesk
from tests.fakes.slack import arrive, drop, lose_answer, refuse


def next_morning(desk: PublishingDesk) -> None:
    """From Saturday 09:00 to Sunday 08:31."""
    desk.library.clock.move(hours=23, minutes=31)


def test_a_digest_is_posted_at_its_time_with_details_in_the_thread(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    assert desk.publish().posted == 0
    next_morning(desk)
    assert desk.publish().posted == 1
    channel, thread = desk.slack.sent
    assert (channel.channel, channel.thread) == (CHANNEL, None)
    assert "Pipeline opens" in channel.message.text
    assert thread.thread == channel.ts
    shown = str(channel.message.blocks)
    assert "thirty winters" in shown
    assert "Ana Silva" in shown
    assert "minister" in shown


def test_a_second_pass_posts_nothing(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.publish()
    sent = len(desk.slack.sent)
    assert desk.publish().posted == 0
    assert len(desk.slack.sent) == sent
    assert desk.slack.asked_history == 0


def test_a_late_digest_says_so(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    desk.library.clock.move(hours=27)
    desk.publish()
    assert "Late: this was due at 08:30" in str(desk.slack.sent[0].message.blocks)


def test_on_a_quiet_day_one_honest_line(desk: PublishingDesk) -> None:
    desk.subscribe()
    next_morning(desk)
    desk.publish()
    assert desk.slack.texts(CHANNEL) == ["theme Energy, Sun 22 Nov 2026: Nothing came in on this topic."]


def test_a_story_of_too_few_outlets_is_left_out(desk: PublishingDesk) -> None:
    subscription = desk.subscribe()
    with desk.library.write() as scope:
        update_subscription(scope, subscription.id, minimum=2)
    desk.library.article("A lone report", themes=["energy"], story="lone", outlet="north.example")
    for outlet in ("north.example", "south.example"):
        desk.library.article("A shared report", themes=["energy"], story="shared", outlet=outlet)
    next_morning(desk)
    desk.publish()
    shown = str(desk.slack.sent[0].message.blocks)
    assert "A shared report" in shown
    assert "A lone report" not in shown


def test_a_snoozed_subscription_posts_nothing_and_tells_nothing_late(desk: PublishingDesk) -> None:
    subscription = desk.subscribe()
    desk.bring_news()
    with desk.library.write() as scope:
        snooze_subscription(scope, subscription.id, desk.library.clock() + timedelta(days=2))
    next_morning(desk)
    desk.publish()
    assert desk.slack.sent == []
    desk.library.clock.move(hours=24 * 2)
    desk.publish()
    assert desk.slack.texts(CHANNEL) == ["theme Energy, Tue 24 Nov 2026: Nothing came in on this topic."]


def test_or_nothing_if_the_channel_wants_that(desk: PublishingDesk) -> None:
    desk.subscribe(quiet=QuietDay.NOTHING)
    next_morning(desk)
    desk.publish()
    desk.publish()
    assert desk.slack.sent == []


def test_a_story_that_was_shown_comes_back_only_as_an_update(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news(story="pipeline")
    next_morning(desk)
    desk.publish()
    desk.bring_news("Pipeline leaks", story="pipeline")
    desk.library.clock.move(hours=24)
    desk.publish()
    second = desk.slack.sent[2].message
    assert "Update: " in str(second.blocks)


def test_a_lost_answer_is_looked_up_not_asked_again(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(lose_answer)
    assert desk.publish().waiting
    assert desk.publish().waiting, "within the grace nothing is done"
    assert desk.slack.asked_history == 0
    assert desk.publish_after_grace().posted == 1
    assert len(desk.slack.posted_keys()) == len(set(desk.slack.posted_keys())) == 2


def test_a_request_that_never_arrived_is_made_again(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(drop)
    desk.publish()
    assert desk.slack.sent == []
    assert desk.publish_after_grace().posted == 1
    assert len(desk.slack.posted_keys()) == 2


def test_unreadable_history_is_not_absence(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(lose_answer)
    desk.publish()
    desk.slack.history_error = "missing_scope"
    report = desk.publish_after_grace()
    assert report.waiting
    assert desk.publish().waiting
    assert desk.slack.asked_history == 1, "it looks again after another grace, not at every pass"
    assert len(desk.slack.posted_keys()) == 1
    desk.slack.history_error = ""
    assert desk.publish_after_grace().posted == 1


def test_a_channel_that_is_gone_pauses_the_subscription_and_tells_who_made_it(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(refuse("not_in_channel"))
    report = desk.publish()
    assert report.failed
    assert desk.subscription(made.id).paused
    (told,) = desk.slack.sent
    assert told.channel == "D-U-ANA"
    assert "/invite @Rapporteur" in told.message.text


@pytest.mark.parametrize(
    "code",
    [
        "is_archived",
        "channel_not_found",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "messages_tab_disabled",
        "user_disabled",
    ],
)
def test_where_slack_refuses_for_good_nothing_is_tried_for_ever(desk: PublishingDesk, code: str) -> None:
    made = desk.subscribe(channel="D-U-ANA")
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(refuse(code))
    assert desk.publish().failed
    assert desk.subscription(made.id).paused
    assert "your direct messages" in str(desk.slack.sent[-1].message.blocks)


@pytest.mark.parametrize("unanswered", [False, True])
def test_a_digest_whose_message_was_deleted_ends_without_its_thread(
    desk: PublishingDesk, unanswered: bool
) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(arrive, drop if unanswered else refuse("thread_not_found"))
    desk.publish()
    desk.slack.history_error = "thread_not_found"
    for _ in range(3):
        desk.publish_after_grace()
    assert len(desk.slack.sent) == 1
    assert desk.publish().waiting == []
    assert not desk.subscription(1).paused


def test_a_clock_that_runs_half_an_hour_fast_doubles_nothing(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(lose_answer)
    desk.slack.behind = timedelta(minutes=30)
    desk.publish()
    desk.publish_after_grace()
    assert len(desk.slack.posted_keys()) == len(set(desk.slack.posted_keys())) == 2


def test_a_refused_token_is_nobody_elses_fault(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(refuse("invalid_auth"))
    assert desk.publish().waiting
    assert not desk.subscription(made.id).paused
    assert desk.publish_after_grace().posted == 1


def test_a_resumed_subscription_does_not_bring_up_the_past(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(refuse("is_archived"))
    desk.publish()
    desk.library.clock.move(days=3)
    with desk.library.write() as scope:
        resume_subscription(scope, desk.subscription(made.id), desk.library.clock())
    desk.slack.sent.clear()
    desk.publish()
    assert desk.slack.sent == []
    desk.library.clock.move(days=1)
    assert desk.publish().posted == 1


def test_a_topic_that_names_nobody_any_more_does_not_stop_the_others(desk: PublishingDesk) -> None:
    desk.subscribe(topic="actor:gone-away")
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    assert desk.publish().posted == 2
    broken, good, _ = desk.slack.texts(CHANNEL)
    assert "I cannot read the topic" in broken
    assert "gone-away" in broken
    assert "Pipeline opens" in good


def test_a_broken_topic_of_an_instant_subscription_is_said_once_a_day(desk: PublishingDesk) -> None:
    desk.subscribe("instantly", topic="actor:gone-away")
    for _ in range(3):
        desk.publish()
    assert len(desk.slack.sent) == 1
    desk.library.clock.move(days=1)
    desk.publish()
    assert len(desk.slack.sent) == 2


def test_instantly_posts_a_story_once_when_it_breaks(desk: PublishingDesk) -> None:
    desk.subscribe("instantly")
    desk.library.clock.move(minutes=1)
    desk.bring_news(story="pipeline", outlet="one.example")
    desk.bring_news("Pipeline opens at last", story="pipeline", outlet="two.example")
    desk.library.clock.move(minutes=1)
    assert desk.publish().posted == 0
    desk.bring_news("A pipeline opens", story="pipeline", outlet="three.example")
    desk.library.clock.move(minutes=1)
    assert desk.publish().posted == 1
    desk.bring_news("Pipeline still open", story="pipeline", outlet="four.example")
    desk.library.clock.move(minutes=1)
    assert desk.publish().posted == 0


def test_a_trusted_outlet_breaks_a_story_alone(desk: PublishingDesk) -> None:
    desk.subscribe("instantly")
    desk.library.clock.move(minutes=1)
    desk.bring_news(outlet=Outlet(id="wire.example", name="Wire", trusted=True))
    assert desk.publish().posted == 1


POINTS = 16  # a digest of two parts passes fewer; beyond them the pass ends by itself


@pytest.mark.parametrize("mishap", ["dies", "dies after a lost answer"])
@pytest.mark.parametrize("point", range(1, POINTS + 1))
def test_killed_anywhere_nothing_is_lost_or_doubled(desk: PublishingDesk, point: int, mishap: str) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    if mishap != "dies":
        desk.slack.next(lose_answer)
    with suppress(KilledError):
        desk.publish(die_at=point)
    desk.publish_after_grace()
    desk.publish_after_grace()
    assert sorted(desk.slack.posted_keys()) == sorted(set(desk.slack.posted_keys()))
    assert [key.rpartition(":")[2] for key in desk.slack.posted_keys()] == ["0", "1"]


def test_every_point_is_passed(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(lose_answer)
    desk.publish()
    desk.publish_after_grace()
    assert set(desk.points) == {
        "before-claim",
        "after-claim",
        "before-claim-post",
        "before-post",
        "after-post",
        "before-record",
        "after-record",
        "between-parts",
        "before-reconcile",
        "after-reconcile",
        "before-finish",
        "after-finish",
    }
    assert sum(desk.points.values()) >= POINTS


def test_a_digest_for_one_person_goes_to_their_direct_messages(desk: PublishingDesk) -> None:
    desk.subscribe(channel="U-ANA")
    desk.bring_news()
    next_morning(desk)
    desk.slack.next(lose_answer)
    desk.publish()
    assert desk.publish_after_grace().posted == 1
    assert {sent.channel for sent in desk.slack.sent} == {"D-U-ANA"}
    assert len(desk.slack.posted_keys()) == len(set(desk.slack.posted_keys())) == 2


def test_a_person_whom_slack_does_not_know_stops_nobody_else(desk: PublishingDesk) -> None:
    desk.subscribe(channel="U-GONE")
    desk.subscribe()
    desk.slack.unknown.add("U-GONE")
    desk.bring_news()
    next_morning(desk)
    report = desk.publish()
    assert report.posted == 1
    assert report.failed
    assert desk.publish().failed == [], "the subscription is paused"


def test_the_stories_of_a_digest_have_buttons_that_name_them(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news()
    next_morning(desk)
    desk.publish()
    buttons = [
        button
        for block in desk.slack.sent[1].message.blocks
        if block["type"] == "actions"
        for button in block["elements"]
    ]
    places = {b["action_id"].partition(":")[0]: parse_place(b["value"]) for b in buttons}
    place = places[WHY]
    assert place == places[FEEDBACK]
    assert place is not None
    assert (place.subscription, place.slot) == (made.id, "2026-11-22T08:30")
