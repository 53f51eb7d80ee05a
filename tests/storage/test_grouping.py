"""Which quotes are one."""

from __future__ import annotations

import time
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.grouping import Saying, group_sayings
from bot.storage.words import fold_words
from tests.builders import NOW


def say(number: int, content: str, *, by: str = "putin", story: int = 1) -> Saying:
    """The number is also the order of appearance."""
    return Saying(
        id=number,
        article=number,
        story=story,
        dated_at=NOW + timedelta(minutes=number),
        speaker_key=by,
        words=fold_words(content),
        content=content,
    )


def grouped(*sayings: Saying) -> list[list[int]]:
    """The numbers of each group, newest group first."""
    return [[member.id for member in group.members] for group in group_sayings(sayings)]


def test_the_same_words_are_one_quote_whatever_case_and_marks() -> None:
    assert grouped(say(2, "“We agreed!”"), say(1, "we agreed")) == [[1, 2]]


def test_the_same_words_of_another_speaker_are_another_quote() -> None:
    assert grouped(say(1, "We agreed"), say(2, "We agreed", by="xi")) == [[2], [1]]


def test_a_part_of_a_quote_is_that_quote_whichever_came_first() -> None:
    whole, part = "We have agreed on the price of gas", "agreed on the price"
    assert grouped(say(1, whole), say(2, part)) == [[1, 2]]
    assert grouped(say(1, part), say(2, whole)) == [[1, 2]]


def test_a_few_words_are_no_part() -> None:
    assert grouped(say(1, "We have agreed on the price of gas"), say(2, "the price of")) == [[2], [1]]


def test_parts_of_words_do_not_count() -> None:
    assert grouped(say(1, "they all sat in seats of honour"), say(2, "all sat in seat")) == [[2], [1]]


def test_small_differences_within_a_story_are_wordings_of_one_quote() -> None:
    one, other = "We will strengthen our cooperation", "We'll strengthen our co-operation"
    (group,) = group_sayings([say(1, one), say(2, other), say(3, other)])
    assert group.wordings == (other,)
    assert grouped(say(1, one), say(2, other, story=2)) == [[2], [1]]


def test_unknown_speakers_are_one_only_within_a_story() -> None:
    words = "A deal is near at hand"
    assert grouped(say(1, words, by=""), say(2, words, by="")) == [[1, 2]]
    assert grouped(say(1, words, by="", story=1), say(2, words, by="", story=2)) == [[2], [1]]


contents = st.lists(st.sampled_from(["gas", "deal", "we", "agreed", "soon"]), min_size=1, max_size=7).map(
    " ".join
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(contents, st.sampled_from(["a", "b", ""]), st.integers(1, 2)), max_size=8))
def test_nothing_is_lost_and_no_speaker_is_given_anothers_words(told: list[tuple[str, str, int]]) -> None:
    sayings = [say(i, content, by=by, story=story) for i, (content, by, story) in enumerate(told)]
    groups = group_sayings(sayings)
    assert sorted(m.id for g in groups for m in g.members) == list(range(len(told)))
    for group in groups:
        assert len({m.speaker_key for m in group.members}) == 1
        assert group.first.id == min(m.id for m in group.members)


def test_two_thousand_long_quotes_take_less_than_a_few_seconds() -> None:
    filler = "we must all think about what comes next and why "
    sayings = [say(i, f"{filler * 20} number {i}", story=i) for i in range(2_000)]
    began = time.perf_counter()
    group_sayings(sayings)
    assert time.perf_counter() - began < 10
