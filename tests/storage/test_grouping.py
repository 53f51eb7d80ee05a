"""Which quotes are one."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.grouping import Book, Saying, group_sayings
from tests.builders import NOW

PRESSURE, RETOLD = "We will not bow to pressure", "We will never yield to pressure"
LOOK_BACK = "I came here with one suitcase and a promise to my mother that I would go back"


def say(
    number: int,
    content: str,
    *,
    by: str = "putin",
    story: int = 1,
    article: int | None = None,
    days: float = 0,
    verbatim: bool = True,
) -> Saying:
    """The number is also the order of appearance, and by default that of the article."""
    return Saying(
        id=number,
        article=number if article is None else article,
        story=story,
        dated_at=NOW + timedelta(minutes=number if article is None else article, days=days),
        speaker_key=by,
        content=content,
        verbatim=verbatim,
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
    assert grouped(say(1, "they all ate in carts of straw"), say(2, "all ate in car")) == [[2], [1]]


def test_a_whole_joins_the_halves_that_were_printed_before_it() -> None:
    one, other = "The money has been found", "Now we need the workers"
    whole = say(3, f"{one}. {other}.")
    assert grouped(say(1, one, article=1), say(2, other, article=1), whole) == [[1, 2, 3]]
    assert grouped(say(1, one, article=1), say(2, other, article=1)) == [[1], [2]]


def test_a_speech_is_not_one_quote_with_its_sound_bites() -> None:
    bite = "We have agreed on the price of gas"
    speech = f"{bite}. " + "And there is much more to say about that on another day. " * 10
    assert grouped(say(1, speech), say(2, bite)) == [[2], [1]]


def test_small_differences_are_wordings_of_one_quote() -> None:
    one, other = "The harbour will open its gates in the spring", "The harbor'll open its doors in the spring"
    (group,) = group_sayings([say(1, one), say(2, other), say(3, other, story=2)])
    assert [[member.id for member in wording] for wording in group.wordings] == [[2, 3]]


def test_what_was_told_again_in_other_words_is_one_quote_for_a_week() -> None:
    first = say(1, PRESSURE)
    assert grouped(first, say(2, RETOLD)) == [[1, 2]]
    assert grouped(first, say(2, RETOLD, story=2, days=6)) == [[1, 2]]
    assert grouped(first, say(2, RETOLD, story=2, days=8)) == [[2], [1]]
    assert grouped(first, say(2, RETOLD, by="xi")) == [[2], [1]]


def test_one_article_does_not_tell_a_quote_twice_in_other_words() -> None:
    assert grouped(say(1, PRESSURE, article=1), say(2, RETOLD, article=1)) == [[1], [2]]
    assert grouped(say(1, PRESSURE), say(2, RETOLD, article=2), say(3, PRESSURE, article=2)) == [[1, 2, 3]]


@pytest.mark.parametrize(
    ("words", "days", "one"),
    [("The future belongs to us", 20, True), ("The future belongs to us", 40, False), (LOOK_BACK, 400, True)],
)
def test_a_slogan_is_said_anew_and_many_words_are_a_look_back(words: str, days: int, one: bool) -> None:
    assert grouped(say(1, words), say(2, words, story=2, days=days)) == ([[1, 2]] if one else [[2], [1]])


def test_unknown_speakers_are_one_only_within_a_story() -> None:
    words = "A deal is near at hand"
    assert grouped(say(1, words, by=""), say(2, words, by="")) == [[1, 2]]
    assert grouped(say(1, words, by="", story=1), say(2, words, by="", story=2)) == [[2], [1]]


def test_a_speaker_whom_one_outlet_does_not_know_is_the_one_whom_another_names() -> None:
    nameless = say(1, PRESSURE, by="")
    assert grouped(nameless, say(2, PRESSURE)) == [[1, 2]]
    assert grouped(nameless, say(2, PRESSURE), say(3, PRESSURE, by="xi")) == [[3], [1, 2]]
    assert grouped(nameless, say(2, RETOLD)) == [[2], [1]]
    assert grouped(nameless, say(2, PRESSURE, story=2)) == [[2], [1]]


def test_a_surname_is_the_one_full_name_of_its_story() -> None:
    short, full, other = "name:bell", "name:ada bell", "name:bo bell"
    assert grouped(say(1, PRESSURE, by=short), say(2, PRESSURE, by=full)) == [[1, 2]]
    two = [say(2, PRESSURE, by=full), say(3, "Nothing of the kind was said", by=other)]
    assert grouped(say(1, PRESSURE, by=short), *two) == [[3], [2], [1]]


def test_quoted_words_stand_before_reported_ones_of_the_same_article() -> None:
    reported = say(1, "we will not bow to pressure", article=1, verbatim=False)
    assert grouped(reported, say(2, f"{PRESSURE}!", article=1)) == [[2, 1]]


contents = st.lists(
    st.sampled_from(["gas", "deal", "we", "agreed", "soon", "not", "5", "7", "Tarsk", "…", "[he]"]),
    max_size=9,
).map(" ".join)
told = st.lists(
    st.tuples(contents, st.sampled_from(["a", "b", ""]), st.integers(1, 2), st.integers(0, 40)), max_size=9
)


def as_sayings(told: list[tuple[str, str, int, int]]) -> list[Saying]:
    return [
        say(i, content, by=by, story=story, days=days) for i, (content, by, story, days) in enumerate(told)
    ]


@settings(deadline=None, max_examples=80)
@given(told)
def test_nothing_is_lost_and_no_speaker_is_given_anothers_words(
    told: list[tuple[str, str, int, int]],
) -> None:
    groups = group_sayings(as_sayings(told))
    assert sorted(m.id for g in groups for m in g.members) == list(range(len(told)))
    for group in groups:
        assert len({m.speaker_key for m in group.members} - {""}) <= 1
        assert group.first == min(group.members, key=lambda m: (m.dated_at, m.id))


@settings(deadline=None, max_examples=80)
@given(told, st.randoms(use_true_random=False))
def test_the_order_in_which_sayings_come_changes_nothing(
    told: list[tuple[str, str, int, int]], chance: random.Random
) -> None:
    sayings = as_sayings(told)
    shuffled = chance.sample(sayings, len(sayings))
    assert grouped(*shuffled) == grouped(*sayings)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_grouped(texts: list[str]) -> None:
    assert sum(map(len, grouped(*(say(n, text) for n, text in enumerate(texts))))) == len(texts)


def count_comparisons(count: int) -> int:
    """Compare many sayings of one speaker that have most of their words in common."""
    chance = random.Random(7)
    words = [
        "we",
        "will",
        "talk",
        "about",
        "the",
        "gas",
        "price",
        "harbour",
        "border",
        "treaty",
        "winter",
        "army",
        "grain",
        "and",
        "peace",
    ]
    sayings = [say(n, " ".join(chance.choices(words, k=14)), story=n, days=n / 50) for n in range(count)]
    return Book(sayings).comparisons


def test_of_many_sayings_each_is_compared_with_a_bounded_number() -> None:
    assert count_comparisons(5_000) <= 5_000 * 36
