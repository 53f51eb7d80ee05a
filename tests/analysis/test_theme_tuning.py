"""Marks move a theme: only enough of them, only so far, and towards what was said."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.theme_features import FEATURES
from bot.analysis.theme_strength import BIAS, log_odds, score_of, weights_of
from bot.analysis.theme_tuning import LEAST_MARKS, learn_shift, room_of
from bot.model.feedback import Mark

PLAIN = dict.fromkeys(FEATURES, 0.0)


def marks(relevant: bool, count: int, **features: float) -> list[Mark]:
    return [Mark(relevant=relevant, features=PLAIN | features, by=f"U{i}") for i in range(count)]


def score(shift: tuple[tuple[str, float], ...], **features: float) -> float:
    return score_of(log_odds(PLAIN | features, weights_of(shift)))


def test_fewer_than_ten_of_either_kind_teach_nothing() -> None:
    assert learn_shift([]) is None
    assert learn_shift([*marks(True, LEAST_MARKS), *marks(False, LEAST_MARKS - 1)]) is None
    assert learn_shift([*marks(True, LEAST_MARKS - 1), *marks(False, 500)]) is None


def test_a_theme_that_matches_by_hints_too_easily_learns_to_ask_for_more() -> None:
    weak, strong = {"hints": 4.0, "meaning": 0.1}, {"terms": 2.0, "meaning": 0.25}
    said = [*marks(False, 12, **weak), *marks(True, 12, **strong)]
    shift = learn_shift(said)
    assert shift is not None
    assert score((), **weak) >= 0.5 > score(shift, **weak)
    assert score(shift, **strong) >= 0.5


def test_a_theme_that_is_too_strict_opens() -> None:
    missed = {"terms": 1.0, "meaning": 0.1}
    shift = learn_shift([*marks(True, 15, **missed), *marks(False, 10, hints=1.0)])
    assert shift is not None
    assert score(shift, **missed) > score((), **missed)


def test_the_same_marks_teach_the_same() -> None:
    said = [*marks(False, 12, hints=4.0), *marks(True, 12, terms=2.0)]
    assert learn_shift(said) == learn_shift(said)


values = st.fixed_dictionaries({name: st.floats(-1, 6) for name in ("terms", "hints", "meaning", "against")})
mark_lists = st.lists(st.tuples(st.booleans(), values), min_size=20, max_size=40)


@settings(deadline=None, max_examples=25)
@given(mark_lists)
def test_no_weight_moves_further_than_its_room(said: list[tuple[bool, dict[str, float]]]) -> None:
    learnt = learn_shift([Mark(relevant=yes, features=PLAIN | found, by="U") for yes, found in said])
    for name, value in learnt or ():
        assert name in FEATURES or name == BIAS
        assert abs(value) <= room_of(name) + 1e-3
