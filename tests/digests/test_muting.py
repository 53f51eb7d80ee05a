"""What is muted is left out of digests and posts, with its figures; the effect is told before."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.mutes import Mute, MuteKind
from bot.model.stored import StoryCard
from bot.storage.mutes import add_mute, list_mutes, undo_mute
from bot.storage.regrouping import merge_stories
from bot.storage.search import find_stories
from bot.storage.subscriptions import load_subscriptions
from digests.muting import leave_out_muted, measure_mute
from digests.plain import render_text
from digests.why import load_why
from digests.why_words import lay_out_why
from tests.builders import NOW, make_outlet
from tests.digests.desk import CHANNEL, PublishingDesk


def mute(desk: PublishingDesk, kind: MuteKind, what: str, subscription: int | None = None) -> Mute:
    made = Mute(kind=kind, what=what, shown=what, subscription=subscription, made_at=desk.library.clock())
    with desk.library.write() as scope:
        return add_mute(scope, made)


def publish(desk: PublishingDesk, rhythm: str = "daily 08:30") -> str:
    """What the channel's message says the next day."""
    desk.library.clock.move(hours=23, minutes=31)
    desk.publish()
    return " ".join(desk.slack.texts(CHANNEL))


def test_a_story_of_muted_outlets_only_is_left_out_with_its_figures(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news("Pipeline opens", outlet="loud.example")
    desk.bring_news("Tanker leaves", outlet="calm.example")
    mute(desk, MuteKind.OUTLET, "loud.example", made.id)
    told = publish(desk)
    assert "1 story · 1 article · 1 outlet" in told
    assert "Tanker leaves" in told
    assert "Pipeline opens" not in str(desk.slack.sent)


def test_what_other_outlets_tell_of_it_stays(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news("Pipeline opens", outlet="loud.example", story="pipeline")
    desk.bring_news("Pipeline is open", outlet="calm.example", story="pipeline")
    mute(desk, MuteKind.OUTLET, "loud.example", made.id)
    assert "First: Pipeline is open" in publish(desk)


def test_a_mute_of_the_workspace_holds_everywhere_one_of_a_subscription_there(desk: PublishingDesk) -> None:
    desk.subscribe()
    other = desk.subscribe(channel="C-OTHER")
    desk.bring_news("Pipeline opens")
    mute(desk, MuteKind.TERM, "pipeline", other.id)
    publish(desk)
    assert "First: Pipeline opens" in " ".join(desk.slack.texts(CHANNEL))
    assert "First: Pipeline opens" not in " ".join(desk.slack.texts("C-OTHER"))


def test_a_muted_story_stays_muted_when_it_becomes_another_one(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news("Pipeline opens", story="one")
    desk.bring_news("Pipeline opened", story="two", outlet="calm.example")
    stories = desk.library._stories
    mute(desk, MuteKind.STORY, str(stories["two"]), made.id)
    with desk.library.write() as scope:
        merge_stories(scope, stories["two"], stories["one"], 0.9, desk.library.clock())
    assert "Pipeline" not in publish(desk).partition("First:")[2]


def test_instant_posts_respect_it_too(desk: PublishingDesk) -> None:
    made = desk.subscribe("instantly")
    mute(desk, MuteKind.TERM, "opens", made.id)
    desk.library.clock.move(minutes=1)
    desk.bring_news("Pipeline opens", outlet=make_outlet("wire.example", trusted=True))
    desk.publish()
    assert desk.slack.sent == []
    with desk.library.write() as scope:
        undo_mute(scope, list_mutes(scope, None)[0].id, by=None, now=desk.library.clock())
    desk.publish()
    assert "Pipeline opens" in str(desk.slack.sent)


@pytest.mark.parametrize(
    ("term", "gone"),
    [("pipeline", True), ("PIPELINE opens", True), ("pipe", False), ("", False), ("*", False), ("%", False)],
)
def test_a_term_is_found_as_whole_words_of_the_headline(desk: PublishingDesk, term: str, gone: bool) -> None:
    desk.bring_news("“Pipeline” opens")
    with desk.library.read() as scope:
        stories = find_stories(scope, None, now=NOW)
    muted = Mute(kind=MuteKind.TERM, what=term, shown=term, subscription=None, made_at=NOW)
    assert (leave_out_muted(stories, [muted]) == ()) is gone


def test_media_why_says_that_a_story_was_muted_and_not_where_it_was_told_before(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news("Pipeline opens")
    mute(desk, MuteKind.TERM, "pipeline", made.id)
    assert "is muted there" in why(desk)
    publish(desk)
    assert "is muted there" in why(desk)
    with desk.library.write() as scope:
        undo_mute(scope, list_mutes(scope, None)[0].id, by=None, now=desk.library.clock())
    desk.library.clock.move(minutes=1)
    mute(desk, MuteKind.TERM, "opens", made.id)
    assert "is muted there" not in why(desk)


def why(desk: PublishingDesk) -> str:
    """What `/media why` says of the article."""
    address = "https://harbour-wire.example/pipeline-opens"
    with desk.library.read() as scope:
        subscriptions = load_subscriptions(scope)
    found = load_why(
        desk.services,
        desk.library.workspace_id,
        address,
        subscriptions=subscriptions,
        now=desk.library.clock(),
    )
    return render_text(lay_out_why(found, desk.names, ZoneInfo("UTC")))


def test_the_effect_counts_what_was_not_muted_before(desk: PublishingDesk) -> None:
    for number, outlet in enumerate(("loud.example", "loud.example", "calm.example")):
        desk.bring_news(f"Pipeline {number}", outlet=outlet)
    with desk.library.read() as scope:
        stories = find_stories(scope, None, now=NOW)
    loud = Mute(kind=MuteKind.OUTLET, what="loud.example", shown="Loud", subscription=None, made_at=NOW)
    assert measure_mute(stories, (), loud).sentence == "It would have removed 2 of the last 3 stories."
    assert measure_mute(stories, (loud,), loud).sentence == "It would have removed none of the last 1 story."
    assert "no story in the last 7 days" in measure_mute((), (), loud).sentence


def test_a_mute_is_made_and_undone_once(desk: PublishingDesk) -> None:
    first = mute(desk, MuteKind.OUTLET, "loud.example")
    assert mute(desk, MuteKind.OUTLET, "loud.example").id == first.id
    with desk.library.write() as scope:
        assert undo_mute(scope, first.id, by="U-BO", now=NOW)
        assert not undo_mute(scope, first.id, by="U-BO", now=NOW)
    assert mute(desk, MuteKind.OUTLET, "loud.example").id != first.id


_MUTES = st.builds(
    Mute,
    kind=st.sampled_from(MuteKind),
    what=st.sampled_from(["loud.example", "calm.example", "1", "2", "pipeline", "opens", "nothing"]),
    shown=st.just("x"),
    subscription=st.none(),
    made_at=st.just(NOW),
)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the stories are stored once, and only read
@given(first=st.lists(_MUTES, max_size=4), more=st.lists(_MUTES, max_size=3))
def test_more_mutes_never_tell_more_and_their_order_does_not_matter(
    cards: tuple[StoryCard, ...], first: list[Mute], more: list[Mute]
) -> None:
    few, many = leave_out_muted(cards, first), leave_out_muted(cards, [*first, *more])
    assert {card.id for card in many} <= {card.id for card in few}
    assert leave_out_muted(cards, [*more, *first]) == many
    assert leave_out_muted(many, first) == many


@pytest.fixture
def cards(desk: PublishingDesk) -> tuple[StoryCard, ...]:
    """Two stories, of one outlet and of two."""
    desk.bring_news("Pipeline opens", outlet="loud.example", story="one")
    desk.bring_news("It opens", outlet="calm.example", story="one")
    desk.bring_news("Tanker leaves", outlet="calm.example")
    with desk.library.read() as scope:
        return find_stories(scope, None, now=NOW)
