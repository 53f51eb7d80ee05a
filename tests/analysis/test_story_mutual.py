"""How surely each two of some articles tell one story, alone and beside their nearest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from benchmarks.stories import invent_articles
from bot.analysis.story_likeness import as_share, measure_likenesses
from bot.analysis.story_members import Member, compare_members, keep_member
from bot.analysis.story_mutual import Square, count_from_levels, relate_closely, relate_members
from bot.analysis.story_terms import extract_features
from bot.analysis.story_vocabulary import Numbers, Vocabulary, Weights
from tests.analysis.test_stories import NOON

DATED = (
    "Norway leases four ships to Iceland on Monday, March 3, and two more in April.",
    "Norway will lease four ships to Iceland from Monday on; the ministers signed in March.",
    "Japan asked Brazil for soy on Friday, April 9.",
)


def remember(texts: list[tuple[str, str]]) -> tuple[list[Member], Vocabulary]:
    members = [keep_member(0, extract_features(text, title), NOON) for title, text in texts]
    vocabulary = Vocabulary()
    for at, member in enumerate(members):
        vocabulary.count(member.numbers, at)
    return members, vocabulary


def rarity_of(vocabulary: Vocabulary, count: int) -> Callable[[Numbers], Weights]:
    return lambda numbers: vocabulary.measure_rarity(numbers, count)


def blocks(*sizes: int, within: float, across: float) -> Square:
    """Log-odds of stories of these sizes."""
    story = np.repeat(np.arange(len(sizes)), sizes)
    return np.where(story[:, None] == story[None, :], within, across).astype(np.float64)


def test_all_at_once_is_the_same_as_one_by_one() -> None:
    members, vocabulary = remember([*invent_articles(12), *(("", text) for text in DATED)])
    rarity = rarity_of(vocabulary, len(members))
    alone = [measure_likenesses(compare_members(member, members, rarity)) for member in members]
    together = as_share(relate_members(members, rarity))
    off = ~np.eye(len(members), dtype=bool)
    assert together[off] == pytest.approx(np.array(alone)[off], abs=1e-5)


def test_what_is_alike_in_all_they_say_is_parted_by_what_is_nearer() -> None:
    counted = count_from_levels(blocks(9, 9, within=8.0, across=2.0))
    assert counted[0, 1] > 0 > counted[0, 9]


def test_two_ordinary_reports_are_judged_by_their_words_alone() -> None:
    assert count_from_levels(blocks(2, within=1.0, across=0.0))[0, 1] > 0
    assert count_from_levels(blocks(1, 1, within=9.0, across=-2.0))[0, 1] < 0


def test_reports_of_a_loose_story_need_less() -> None:
    loose, close = (count_from_levels(blocks(6, 2, within=w, across=1.5)) for w in (3.0, 9.0))
    assert loose[0, 6] > close[0, 6]


def test_the_more_days_lie_between_two_articles_the_less_sure_they_are() -> None:
    members, vocabulary = remember([("", text) for text in DATED])
    rarity = rarity_of(vocabulary, len(members))
    later = [members[0], replace(members[1], when=members[1].when + timedelta(days=5)), members[2]]
    lost = relate_closely(members, rarity) - relate_closely(later, rarity)
    assert lost[0, 1] == pytest.approx(1.0)
    assert lost[0, 2] == pytest.approx(0.0)


def test_one_article_and_none_have_nothing_to_be_compared_with() -> None:
    members, vocabulary = remember([("", DATED[0])])
    rarity = rarity_of(vocabulary, 1)
    assert relate_closely(members, rarity).shape == (1, 1)
    assert relate_closely([], rarity).shape == (0, 0)
