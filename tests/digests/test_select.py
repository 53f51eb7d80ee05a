"""Which stories come first, and which are left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.articles import Outlet
from bot.model.stored import ArticleCard, StoryCard
from bot.model.subscriptions import Period
from digests.select import (
    MOST_STORIES,
    Choice,
    choose_stories,
    first_good,
    is_breaking,
    usual_articles,
)

END = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
DAY = Period(start=END - timedelta(days=1), end=END)


def card(
    id: int,
    outlet: str = "a",
    *,
    tier: int | None = None,
    story: int = 1,
    copy_of: int | None = None,
    hours: float = 2,
    link: bool = True,
    teaser: bool = False,
    trusted: bool = False,
    themes: tuple[str, ...] = (),
) -> ArticleCard:
    return ArticleCard(
        id=id,
        address=f"https://{outlet}.example/{id}" if link else f"/drop/{id}.txt",
        title=f"Title {id}",
        byline=None,
        outlet=Outlet(id=f"{outlet}.example", name=outlet, tier=tier, trusted=trusted),
        dated_at=END - timedelta(hours=hours),
        stored_at=END - timedelta(hours=hours),
        language="en",
        story=story,
        copy_of=copy_of,
        echo=copy_of is not None,
        teaser=teaser,
        themes=themes,
    )


def story(id: int, *articles: ArticleCard) -> StoryCard:
    copies = sum(article.copy_of is not None for article in articles)
    return StoryCard(id=id, articles=articles, first_at=articles[0].dated_at, copies=copies)


def choose(*stories: StoryCard, wanted: tuple[str, ...] = (), seen: tuple[int, ...] = ()) -> Choice:
    return choose_stories(stories, {}, wanted=wanted, seen=dict.fromkeys(seen, DAY.start), period=DAY)


def order(*stories: StoryCard, wanted: tuple[str, ...] = ()) -> list[int]:
    return [s.id for s in choose(*stories, wanted=wanted).shown]


def test_more_outlets_come_first() -> None:
    assert order(story(1, card(1, "a")), story(2, card(2, "a"), card(3, "b"))) == [2, 1]


def test_then_better_outlets() -> None:
    assert order(story(1, card(1, "a", tier=3)), story(2, card(2, "b", tier=1))) == [2, 1]


def test_then_what_is_closer_to_the_topic() -> None:
    far, near = card(1, themes=("trade", "sport", "energy")), card(2, themes=("energy",))
    assert order(story(1, far), story(2, near), wanted=("energy",)) == [2, 1]


def test_then_what_is_fresher() -> None:
    assert order(story(1, card(1, hours=20)), story(2, card(2, hours=1))) == [2, 1]


def test_what_the_channel_knows_comes_back_only_with_news() -> None:
    copied = story(1, card(1, copy_of=9))
    fresh = story(2, card(2, copy_of=9), card(3))
    choice = choose(copied, fresh, seen=(1, 2))
    assert [s.id for s in choice.shown] == [2]
    assert choice.seen_again == 1


def test_an_original_that_comes_after_its_copy_is_no_news_to_who_saw_the_copy() -> None:
    late = replace(card(1), echo=True)
    displaced = replace(card(2, copy_of=3), echo=False)
    assert choose(story(1, late), seen=(1,)).shown == ()
    assert [s.id for s in choose(story(1, displaced, late), seen=(1,)).shown] == [1]


def test_the_latest_version_is_linked() -> None:
    old, new = replace(card(1, tier=1, hours=3), superseded_by=2), card(2, tier=2)
    assert first_good([old, new]) is new


def test_ten_are_shown_and_the_others_kept_for_the_thread() -> None:
    choice = choose(*[story(n, card(n)) for n in range(1, 14)])
    assert (len(choice.shown), len(choice.more)) == (MOST_STORIES, 3)


def test_the_first_good_source_is_an_original_that_can_be_opened() -> None:
    copy, file = card(1, copy_of=9, tier=1), card(2, link=False, tier=1)
    teaser, good = card(3, teaser=True, tier=1), card(4, tier=2)
    assert first_good([copy, file, teaser, good]).id == 4
    assert first_good([file]).id == 2


def test_breaking_means_three_outlets_or_a_trusted_one() -> None:
    assert not is_breaking(story(1, card(1, "a"), card(2, "b"), card(3, "b")))
    assert is_breaking(story(1, card(1, "a"), card(2, "b"), card(3, "c")))
    assert is_breaking(story(1, card(1, "a", trusted=True)))


def test_usual_is_the_median_of_the_known_weeks() -> None:
    assert usual_articles((4, 10, 6, 0, 0, 0, 0, 0)) == 6
    assert usual_articles((4, 0, 6, 0, 0, 0, 0, 0)) == 4
    assert usual_articles((4, 6, 0, 0, 0, 0, 0, 0)) is None
    assert usual_articles(()) is None
