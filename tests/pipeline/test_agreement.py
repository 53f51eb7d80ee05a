"""Which steps lead from the stories that stand to those that the articles show, decided on likenesses alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.stories import MOST_MEMBERS, StoryChoice
from bot.pipeline.agreement import (
    LOOKED_AT,
    MOST_TOLD,
    Merge,
    Split,
    Step,
    Told,
    choose_story,
    compose_steps,
    decide_steps,
    list_compared,
    list_near,
)
from bot.pipeline.linkage import Square


def told(stories: str, families: str = "", shown: str = "", fixed: str = "") -> list[Told]:
    """Articles numbered from 1, each given by the digit of its story; families and what was shown likewise."""
    return [
        Told(
            id=at,
            story=int(story),
            family=int(families[at - 1]) if families else at,
            shown=str(at) in shown,
            fixed=story in fixed,
        )
        for at, story in enumerate(stories, 1)
    ]


def odds_of(labels: str, within: float = 3.0, between: float = -3.0) -> Square:
    """The log-odds of articles that tell the events of these letters."""
    return np.array([[within if one == other else between for other in labels] for one in labels])


def summarise(steps: Sequence[Step]) -> list[tuple[object, ...]]:
    """("merge", gone, kept) or ("split", story, leaving, beside)."""
    return [
        ("merge", step.gone, step.kept)
        if isinstance(step, Merge)
        else ("split", step.story, step.leaving, step.beside)
        for step in steps
    ]


def decide(articles: list[Told], labels: str) -> list[tuple[object, ...]]:
    return summarise(decide_steps(articles, odds_of(labels)))


def test_an_article_joins_the_likest_story_and_bears_on_those_that_are_near() -> None:
    ranked = [StoryChoice(story_id=id, score=score) for id, score in ((7, 0.8), (3, 0.25), (5, 0.1))]
    assert (choose_story(ranked), list_near(ranked)) == (7, (7, 3))
    assert (choose_story(ranked[1:]), choose_story([])) == (None, None)


def test_stories_of_one_event_become_the_oldest() -> None:
    assert decide(told("739"), "aaa") == [("merge", 7, 3), ("merge", 9, 3)]


def test_where_the_stories_stand_as_they_should_nothing_is_done() -> None:
    assert decide(told("1122"), "aabb") == []


def test_a_little_gain_moves_nothing() -> None:
    barely = odds_of("aaabbb", between=-0.33)  # 9 pairs, each 0.02 above the least
    assert decide_steps(told("111222"), barely) == ()


def test_of_a_story_of_two_events_the_part_that_began_stays() -> None:
    assert decide(told("1111"), "abba") == [("split", 1, (2, 3), None)]


def test_the_larger_part_stays_and_the_one_that_was_posted_before_all() -> None:
    assert decide(told("1111"), "abbb") == [("split", 1, (1,), None)]
    assert decide(told("1111", shown="1"), "abbb") == [("split", 1, (2, 3, 4), None)]


def test_articles_move_to_the_story_that_tells_their_event() -> None:
    assert decide(told("11122"), "aabbb") == [("split", 1, (3,), 4)]


def test_what_leaves_two_stories_becomes_a_new_one() -> None:
    parts = [[1, 2], [3, 6], [4, 5]]
    articles = {article.id: article for article in told("111222")}
    steps = compose_steps([[articles[id] for id in part] for part in parts], lambda _some, _others: 0.0)
    assert summarise(steps) == [("split", 1, (3,), None), ("split", 2, (6,), 3)]


def test_copies_leave_with_their_original() -> None:
    assert decide(told("1111", families="1313"), "abab") == [("split", 1, (2, 4), None)]
    assert decide(told("1111", families="1122"), "aaab") == []


def test_a_large_story_is_never_parted_but_may_take_others_in() -> None:
    assert decide(told("1111", fixed="1"), "aabb") == []
    assert decide(told("11112", fixed="1"), "aaaaa") == [("merge", 2, 1)]


def test_a_story_by_itself_is_looked_at_as_it_grows() -> None:
    looked_at = {
        count for count in range(1, MOST_MEMBERS + 1) if list_compared([1], lambda _, c=count: range(c))
    }
    assert looked_at == LOOKED_AT


def test_what_is_compared_is_bounded_and_in_order_of_arrival() -> None:
    articles = {1: range(30, 54), 2: range(24), 3: range(100, 124), 4: range(200, 205)}
    compared = list_compared([1, 2, 3, 4, 1, 9], lambda story: articles.get(story, ()))
    assert len(compared) <= MOST_TOLD
    assert [article.id for article in compared] == [*range(24), *range(30, 54), *range(200, 205)]
    assert {article.story for article in compared if article.fixed} == {1, 2}


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_the_steps_lead_to_the_parts_and_part_no_family(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 10))
    stories = data.draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    copied = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))  # 0: a text of its own
    shown = data.draw(st.sets(st.integers(1, count)))
    articles = [
        Told(id=at, story=story, family=100 * story + of if of else at, shown=at in shown)
        for at, (story, of) in enumerate(zip(stories, copied, strict=True), 1)
    ]
    values = data.draw(st.lists(st.sampled_from([-3.0, 0.0, 3.0]), min_size=count**2, max_size=count**2))
    odds = np.array(values).reshape(count, count)
    home = {article.id: article.story for article in articles}
    steps = decide_steps(articles, (odds + odds.T) / 2)
    for step in steps:
        if isinstance(step, Split):
            assert {home[id] for id in step.leaving} == {step.story}
            into = 1000 + step.leaving[0] if step.beside is None else home[step.beside]
            home |= dict.fromkeys(step.leaving, into)
        else:
            assert step.kept < step.gone
            home = {id: step.kept if story == step.gone else story for id, story in home.items()}
        assert set(home) == {article.id for article in articles}
    for one in articles:
        for other in articles:
            if one.family == other.family:
                assert home[one.id] == home[other.id]
    again = [Told(id=a.id, story=home[a.id], family=a.family, shown=a.shown) for a in articles]
    assert decide_steps(again, (odds + odds.T) / 2) == ()
