"""What breaks: posted once, updated in place at a bounded rate, gathered where it is too much."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.live import LiveKind
from bot.storage.live import load_open
from bot.storage.regrouping import merge_stories, split_story
from bot.storage.search import find_story
from digests.flood import MOST_AN_HOUR, share_out
from digests.publish import update_live
from digests.upkeep import EVERY, UpkeepReport
from tests.digests.desk import CHANNEL, KilledError, PublishingDesk
from tests.fakes.slack import drop, lose_answer, refuse


def break_story(desk: PublishingDesk, label: str = "pipeline", title: str = "Pipeline opens") -> None:
    """Three outlets carry it."""
    for number, outlet in enumerate(("one", "two", "three")):
        desk.bring_news(f"{title} {number}", story=label, outlet=f"{outlet}.example")
    desk.library.clock.move(seconds=5)


def update(desk: PublishingDesk) -> UpkeepReport:
    return update_live(desk.services)


@pytest.fixture
def instant(desk: PublishingDesk) -> PublishingDesk:
    """A channel that gets energy instantly."""
    desk.subscribe("instantly")
    desk.library.clock.move(minutes=1)
    return desk


def test_the_message_is_updated_in_place_as_outlets_join(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    before = instant.slack.sent[0]
    assert "Breaking" in str(before.message.blocks)
    instant.library.clock.move(minutes=5)
    instant.bring_news("Pipeline opens at last", story="pipeline", outlet="four.example")
    assert update(instant).updated == 1
    after = instant.slack.sent[0]
    assert after.ts == before.ts
    assert "4 outlets" in str(after.message.blocks)
    assert "1 more outlet (Four)" in str(after.message.blocks)
    assert len(instant.slack.posted_keys()) == len(set(instant.slack.posted_keys()))


def test_nothing_new_changes_nothing(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    for _ in range(5):
        instant.library.clock.move(minutes=10)
        assert update(instant).updated == 0
    assert instant.slack.updates == []


def test_a_message_changes_at_most_once_in_a_few_minutes(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    began = instant.library.clock()
    for number in range(60):
        instant.library.clock.move(seconds=30)
        instant.bring_news(f"Pipeline still open {number}", story="pipeline", outlet=f"more{number}.example")
        update(instant)
    changed = [sent for sent in instant.slack.updates if sent.thread is None]
    assert 1 < len(changed) <= (instant.library.clock() - began) / EVERY[LiveKind.STORY]


def test_it_is_left_alone_after_half_a_day(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    instant.library.clock.move(hours=12, minutes=1)
    instant.bring_news("A last word on the pipeline", story="pipeline", outlet="four.example")
    report = update(instant)
    assert (report.updated, report.closed) == (1, 1), "it is looked at once more"
    instant.library.clock.move(hours=1)
    instant.bring_news("One more", story="pipeline", outlet="five.example")
    assert update(instant) == UpkeepReport()


def test_an_update_without_an_answer_is_made_again(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    instant.library.clock.move(minutes=5)
    instant.bring_news("Pipeline opens at last", story="pipeline", outlet="four.example")
    instant.slack.next(drop)
    assert update(instant).failed
    assert update(instant).updated == 1
    assert "4 outlets" in str(instant.slack.sent[0].message.blocks)


@pytest.mark.parametrize("code", ["message_not_found", "is_archived", "edit_window_closed"])
def test_a_message_that_is_gone_is_left_alone(instant: PublishingDesk, code: str) -> None:
    break_story(instant)
    instant.publish()
    instant.library.clock.move(minutes=5)
    instant.bring_news("Pipeline opens at last", story="pipeline", outlet="four.example")
    instant.slack.next(refuse(code))
    assert update(instant).closed == 1
    assert update(instant) == UpkeepReport()


def test_a_story_that_joins_one_the_channel_has_says_so(instant: PublishingDesk) -> None:
    break_story(instant, "one", "Pipeline opens")
    instant.publish()
    instant.library.clock.move(minutes=1)
    break_story(instant, "two", "Gas flows")
    instant.publish()
    with instant.library.write() as scope:
        first, second = (live.stories[0] for live in load_open(scope))
        merge_stories(scope, second, first, 0.9, instant.library.clock())
    instant.library.clock.move(minutes=5)
    update(instant)
    texts = instant.slack.texts(CHANNEL)
    assert sum("same story" in text for text in texts) == 1
    with instant.library.read() as scope:
        assert [live.stories for live in load_open(scope)] == [(first,)]


def test_a_story_that_took_over_one_the_channel_saw_does_not_break_again(instant: PublishingDesk) -> None:
    break_story(instant, "one", "Pipeline opens")
    instant.publish()
    sent = len(instant.slack.sent)
    break_story(instant, "two", "Pipeline opens again")
    with instant.library.write() as scope:
        (seen,) = load_open(scope)
        merge_stories(scope, seen.stories[0], instant.library._stories["two"], 0.9, instant.library.clock())
    assert instant.publish().posted == 0
    assert len(instant.slack.sent) == sent


def test_where_a_story_is_parted_the_message_stays_with_what_was_shown(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    with instant.library.write() as scope:
        (live,) = load_open(scope)
        (story,) = live.stories
        card = find_story(scope, None, story, until=instant.library.clock(), now=instant.library.clock())
        assert card is not None
        shown = [article.id for article in card.articles]
    instant.bring_news("A dam opens elsewhere", story="pipeline", outlet="four.example")
    with instant.library.write() as scope:
        parted = split_story(scope, story, shown, 0.1, instant.library.clock())
        (live,) = load_open(scope)
    assert live.stories == (parted.detail["into"],)


def test_what_one_subscription_of_a_channel_told_another_does_not_repeat(instant: PublishingDesk) -> None:
    break_story(instant)
    instant.publish()
    instant.subscribe("daily 10:00")
    instant.library.clock.move(hours=2)
    instant.publish()
    assert "Nothing" in instant.slack.texts(CHANNEL)[-1]


def test_a_flood_is_gathered_in_one_message_that_grows(instant: PublishingDesk) -> None:
    for number in range(MOST_AN_HOUR + 3):
        break_story(instant, f"story {number}", f"Pipeline {number} opens")
    instant.publish()
    heads = [s for s in instant.slack.sent if s.thread is None]
    assert len(heads) == MOST_AN_HOUR + 1
    assert "3 more stories" in heads[-1].message.text
    break_story(instant, "late", "Pipeline of the evening opens")
    instant.publish()
    assert len([s for s in instant.slack.sent if s.thread is None]) == MOST_AN_HOUR + 1
    instant.library.clock.move(minutes=5)
    assert update(instant).updated == 1
    assert "4 more stories" in [s for s in instant.slack.sent if s.thread is None][-1].message.text


def test_after_an_hour_there_is_room_again(instant: PublishingDesk) -> None:
    for number in range(MOST_AN_HOUR):
        break_story(instant, f"story {number}", f"Pipeline {number} opens")
    instant.publish()
    instant.library.clock.move(minutes=61)
    break_story(instant, "next", "Another pipeline opens")
    instant.publish()
    assert "more stor" not in instant.slack.texts(CHANNEL)[-2]
    assert "Another pipeline opens" in instant.slack.texts(CHANNEL)[-2]


@given(st.integers(0, 40), st.integers(0, 20), st.integers(0, 12))
def test_nothing_is_lost_when_stories_are_shared_out(stories: int, posted: int, most: int) -> None:
    ranked = list(range(stories))
    shares = share_out(ranked, posted, most)  # type: ignore[arg-type]  # it does not look into stories
    assert [*shares.alone, *shares.gathered] == ranked
    assert len(shares.alone) <= max(most - posted, 0)


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("point", range(1, 17))
def test_killed_anywhere_a_breaking_story_is_posted_once(
    instant: PublishingDesk, point: int, lost: bool
) -> None:
    break_story(instant)
    if lost:
        instant.slack.next(lose_answer)
    with suppress(KilledError):
        instant.publish(die_at=point)
    instant.publish_after_grace()
    instant.publish_after_grace()
    assert [key.rpartition(":")[2] for key in sorted(instant.slack.posted_keys())] == ["0", "1"]
