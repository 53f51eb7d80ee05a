"""Why an article is, or is not, in a digest; and why a story stands where it stands."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import NotFoundError
from bot.model.articles import SourceKind
from bot.model.findings import Depth
from bot.storage.sources import add_source
from bot.storage.subscriptions import (
    load_subscriptions,
    pause_subscription,
    snooze_subscription,
    update_subscription,
)
from digests import ranking
from digests.places import StoryPlace
from digests.plain import render_text
from digests.ranking import Standing, explain_standing, rank_standing
from digests.why import load_standing, load_why
from digests.why_words import lay_out_why
from tests.builders import make_match
from tests.digests.desk import PublishingDesk
from tests.digests.test_compose import PARIS

ADDRESS = "https://harbour-wire.example/pipeline-opens"


def ask(desk: PublishingDesk, address: str = ADDRESS) -> str:
    workspace = desk.library.workspace_id
    with desk.library.read() as scope:
        subscriptions = load_subscriptions(scope)
    why = load_why(desk.services, workspace, address, subscriptions=subscriptions, now=desk.library.clock())
    return " ".join(render_text(lay_out_why(why, desk.names, PARIS)).split())


def test_an_article_of_a_digest_is_found_there_with_its_place(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    desk.library.clock.move(hours=23, minutes=31)
    desk.publish()
    told = ask(desk)
    assert "read in full" in told
    assert "Theme Energy: 0.90, given (from 0.50 on)" in told
    assert "the digest of Sun 22 Nov 09:30: its story is number 1 of 1" in told


@pytest.mark.parametrize(
    "written",
    [
        f"<{ADDRESS}|harbour-wire.example>",
        "http://www.harbour-wire.example/pipeline-opens/?utm_source=x#top",
        "1",
    ],
)
def test_an_address_may_be_written_in_several_ways(desk: PublishingDesk, written: str) -> None:
    desk.bring_news()
    assert "Pipeline opens" in ask(desk, written)


def test_before_the_digest_it_says_which_one_will_cover_it(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.bring_news()
    assert "the digest of Sun 22 Nov 09:30 will cover it" in ask(desk)


def test_what_was_stored_before_the_first_digest_begins_is_in_none(desk: PublishingDesk) -> None:
    desk.bring_news()
    desk.library.clock.move(days=3)
    desk.subscribe()
    assert "stored before the period of the next digest" in ask(desk)


def test_what_no_subscription_asks_for_says_so(desk: PublishingDesk) -> None:
    desk.subscribe(topic="theme:trade")
    desk.bring_news()
    assert "does not match the topic" in ask(desk)


def test_a_theme_that_was_nearly_given_is_told_with_its_score(desk: PublishingDesk) -> None:
    desk.library.article("Pipeline opens", themes=[make_match("energy", score=0.4)])
    assert "Theme Energy: 0.40, not given (from 0.50 on); told by energy" in ask(desk)


def test_what_the_gate_kept_out_says_so(desk: PublishingDesk) -> None:
    desk.library.article("Pipeline opens", depth=Depth.GATED)
    assert "not read in full" in ask(desk)


def test_articles_of_an_archive_are_in_no_digest(desk: PublishingDesk) -> None:
    desk.subscribe()
    desk.library.article("Pipeline opens", themes=["energy"], backfill=True)
    assert "came from an archive" in ask(desk)


def test_a_copy_names_its_original(desk: PublishingDesk) -> None:
    first = desk.library.article("Pipeline opens", outlet="coast.example")
    desk.library.article("Pipeline opens", copy_of=first)
    assert "A copy of what Coast had before" in ask(desk)


def test_a_story_that_does_not_break_says_what_is_missing(desk: PublishingDesk) -> None:
    desk.subscribe("instantly")
    desk.library.clock.move(minutes=1)
    desk.bring_news()
    assert "1 outlet carries its story; 3, or a trusted one, make it break" in ask(desk)


def test_a_paused_subscription_says_so(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    with desk.library.write() as scope:
        pause_subscription(scope, made.id, True)
    desk.library.clock.move(minutes=1)
    desk.bring_news()
    assert "the subscription is paused" in ask(desk)


def test_a_story_of_too_few_outlets_says_so(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    with desk.library.write() as scope:
        update_subscription(scope, made.id, minimum=2)
    desk.bring_news()
    desk.library.clock.move(hours=23, minutes=31)
    desk.publish()
    assert "1 outlet carries its story; the subscription asks for 2" in ask(desk)


def test_a_snoozed_subscription_says_so(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    with desk.library.write() as scope:
        snooze_subscription(scope, made.id, desk.library.clock() + timedelta(days=2))
    desk.bring_news()
    assert "the subscription is snoozed" in ask(desk)


def test_a_topic_that_names_nobody_any_more_says_so(desk: PublishingDesk) -> None:
    desk.subscribe(topic="actor:gone-away")
    desk.bring_news()
    assert "its topic cannot be read" in ask(desk)


def test_an_unknown_address_names_the_source_of_its_host(desk: PublishingDesk) -> None:
    with desk.library.write() as scope:
        feed = "https://harbour-wire.example/feed"
        add_source(scope, SourceKind.FEED, feed, "Harbour Wire", desk.library.clock())
    assert "Harbour Wire has not been read yet" in ask(desk)
    assert "None of your sources is of that host" in ask(desk, "https://elsewhere.example/x")


@pytest.mark.parametrize(
    "hostile", ["", " ", "<|>", "https://[::1", "9" * 30, "x" * 50_000, "\x00", "%' OR 1=1"]
)
def test_any_text_has_an_answer(desk: PublishingDesk, hostile: str) -> None:
    assert "I have not read" in ask(desk, hostile)


def test_a_button_says_why_a_story_stands_there(desk: PublishingDesk) -> None:
    made = desk.subscribe()
    desk.bring_news(story="pipeline")
    desk.library.clock.move(hours=23, minutes=31)
    desk.publish()
    story = desk.library._stories["pipeline"]
    place = StoryPlace(subscription=made.id, story=story, slot="2026-11-22T08:30")
    told = render_text(load_standing(desk.services, desk.library.workspace_id, place))
    assert "It matches theme Energy" in told
    assert "1 outlet reports it in its own words" in told
    assert "1 key quote" in told
    gone = StoryPlace(subscription=made.id, story=story, slot="2020-01-01T08:30")
    with pytest.raises(NotFoundError):
        load_standing(desk.services, desk.library.workspace_id, gone)


def test_a_rank_is_the_sum_of_its_reasons() -> None:
    standing = Standing(reporting=3, copying=2, tier=1, closeness=0.5, key_quotes=5, freshness=0.25)
    reasons = explain_standing(standing)
    assert sum(reason.points for reason in reasons) == pytest.approx(rank_standing(standing))
    assert [round(reason.points, 2) for reason in reasons] == [6.97, 2.4, 1.0, 1.5, 0.25]
    assert "3 outlets report it in their own words, 2 more outlets print a copy" in reasons[0].sentence


def test_the_points_are_those_that_users_read_of() -> None:
    table = (Path(__file__).parents[2] / "docs/users/digests.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| .*\| (?:up to )?([\d.]+)(?: each)? \|$", table, re.MULTILINE)
    weights = [ranking.DOUBLING, ranking.TIER_STEP, ranking.CLOSENESS, ranking.KEY_QUOTE, ranking.FRESHNESS]
    assert list(map(float, written)) == weights


def test_a_copying_outlet_counts_less_than_a_reporting_one() -> None:
    def points(reporting: int, copying: int) -> float:
        return rank_standing(
            Standing(reporting=reporting, copying=copying, tier=4, closeness=0, key_quotes=0, freshness=0)
        )

    assert points(1, 0) < points(1, 1) < points(2, 0)
