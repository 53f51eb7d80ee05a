"""Merging and splitting, decided on likenesses alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.stories import MOST_MEMBERS, StoryChoice
from bot.pipeline.agreement import Merge, Split, Told, decide_merges, decide_split, is_looked_at, list_joined


def told(*families: int, shown: tuple[int, ...] = ()) -> list[Told]:
    """Articles numbered from 1; each is given by its family."""
    return [Told(id=at, family=family, shown=at in shown) for at, family in enumerate(families, 1)]


def groups(labels: str, within: float = 0.9, between: float = 0.05) -> np.ndarray:
    """The likenesses of articles that tell the events of these letters."""
    return np.array([[within if one == other else between for other in labels] for one in labels])


def agreeing(likeness: dict[int, float]) -> Callable[[int, int], float]:
    """How surely the first story is one with each other."""

    def agree(_first: int, other: int) -> float:
        return likeness[other]

    return agree


def test_an_article_joins_the_stories_that_it_is_alike_enough_to() -> None:
    ranked = [StoryChoice(story_id=id, score=score) for id, score in ((7, 0.8), (3, 0.43), (5, 0.41))]
    assert list_joined(ranked) == (7, 3)


def test_stories_that_agree_become_the_oldest() -> None:
    merges = decide_merges((7, 3, 9), agreeing({3: 0.7, 9: 0.8}))
    assert merges == (Merge(gone=7, kept=3, likeness=0.8), Merge(gone=9, kept=3, likeness=0.8))


def test_an_article_that_tells_of_two_events_does_not_make_them_one() -> None:
    assert decide_merges((7, 3), agreeing({3: 0.5})) == ()


def test_two_groups_part_and_the_one_that_began_stays() -> None:
    assert decide_split(told(1, 2, 3, 4), groups("abba")) == Split(leaving=(2, 3), likeness=0.05)


def test_the_group_that_was_posted_stays() -> None:
    split = decide_split(told(1, 2, 3, 4, shown=(3,)), groups("aabb"))
    assert split is not None
    assert split.leaving == (1, 2)


def test_a_single_article_that_differs_leaves_nothing() -> None:
    assert decide_split(told(1, 2, 3, 4), groups("aaab")) is None


def test_groups_that_are_somewhat_alike_stay_together() -> None:
    assert decide_split(told(1, 2, 3, 4), groups("aabb", between=0.35)) is None
    assert decide_split(told(1, 2, 3, 4), groups("aabb", within=0.5)) is None


def test_a_story_is_looked_at_now_and_then_as_long_as_all_of_it_can_be_compared() -> None:
    assert [texts for texts in range(24) if is_looked_at(texts, texts)] == [4, 5, 6, 8, 10, 12, 16, 20]
    assert not is_looked_at(MOST_MEMBERS, 20)


def test_copies_do_not_make_a_group() -> None:
    assert decide_split(told(1, 1, 1, 4), groups("aaab")) is None


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_split_parts_no_family_and_keeps_what_was_shown_most(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 12))
    families = data.draw(st.lists(st.integers(1, 6), min_size=count, max_size=count))
    shown = data.draw(st.sets(st.integers(1, count)))
    values = data.draw(st.lists(st.sampled_from([0.05, 0.9]), min_size=count**2, max_size=count**2))
    articles = told(*families, shown=tuple(shown))
    split = decide_split(articles, np.array(values).reshape(count, count))
    if split is None:
        return
    leaving = [article for article in articles if article.id in split.leaving]
    staying = [article for article in articles if article.id not in split.leaving]
    assert leaving
    assert staying
    assert not {article.family for article in leaving} & {article.family for article in staying}
    assert sum(article.shown for article in leaving) <= sum(article.shown for article in staying)
