"""Texts are linked by how alike groups of them are on average, the more cautiously the fewer pairs there are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.linkage import DOUBT, LEAST, Square, link_texts, measure_gain


def odds_of(labels: str, within: float = 3.0, between: float = -3.0) -> Square:
    """The log-odds of texts that tell the events of these letters."""
    return np.array([[within if one == other else between for other in labels] for one in labels])


def alone(count: int) -> list[list[int]]:
    return [[at] for at in range(count)]


def test_texts_of_one_event_are_together() -> None:
    assert link_texts(odds_of("abba"), alone(4)) == [[0, 3], [1, 2]]


def test_two_single_texts_have_to_be_clearly_alike_and_two_groups_need_not() -> None:
    fairly = LEAST + DOUBT / 2
    assert link_texts(odds_of("ab", between=fairly), alone(2)) == [[0], [1]]
    groups = odds_of("aaabbb", between=fairly)
    assert link_texts(groups, alone(6)) == [[0, 1, 2, 3, 4, 5]]


def test_no_number_of_texts_makes_two_events_one() -> None:
    assert link_texts(odds_of("a" * 9 + "b" * 9, between=LEAST - 0.1), alone(18)) == [
        [*range(9)],
        [*range(9, 18)],
    ]


def test_what_is_given_as_a_group_stays_one() -> None:
    assert link_texts(odds_of("abab"), [[0, 1], [2], [3]])[0][:2] == [0, 1]


def test_a_grouping_gains_by_what_it_unites_and_what_it_parts() -> None:
    odds = odds_of("aab")
    united = measure_gain(odds, [0, 1, 2], [0, 0, 2])
    parted = measure_gain(odds, [0, 0, 0], [0, 0, 2])
    assert (united, parted) == (3 - LEAST, 2 * (3 + LEAST))
    assert measure_gain(odds, [0, 0, 2], [5, 5, 1]) == 0


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_text_is_in_one_group_whatever_the_order(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 9))
    values = np.array(
        data.draw(st.lists(st.integers(-40, 40), min_size=count**2, max_size=count**2, unique=True))
    )
    odds = values.reshape(count, count) / 10.0
    odds = (odds + odds.T) / 2
    given_groups = data.draw(st.lists(st.integers(0, count), min_size=count, max_size=count))
    bound = [[at for at in range(count) if given_groups[at] == group] for group in sorted(set(given_groups))]
    linked = link_texts(odds, bound)
    assert sorted(text for group in linked for text in group) == list(range(count))
    assert all(any(set(group) <= set(whole) for whole in linked) for group in bound)
