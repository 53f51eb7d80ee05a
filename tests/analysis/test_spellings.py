"""Two full names from two articles: one person's, perhaps, or certainly not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.spellings import Likeness, compare_names, family_key, has_initial_only

SAME, SPELLING, WEAK, DIFFERENT = (
    Likeness.SAME,
    Likeness.SPELLING,
    Likeness.WEAK,
    Likeness.DIFFERENT,
)


@pytest.mark.parametrize(
    ("one", "two", "likeness"),
    [
        ("Dr. Anna Berg", "Anna Berg", SAME),
        ("Élodie Marchand-Roy", "Elodie Marchand Roy", SAME),
        ("J.R. Pell", "J. R. Pell", SAME),
        ("Ursula von der Aue", "Ursula Von der Aue", SAME),
        ("Zhou Minghua", "Minghua Zhou", SAME),
        ("Kim Dong-wook", "Kim Dong Wook", SAME),
        ("Sergei Ruban", "Sergey Ruban", SPELLING),
        ("Taras Hrynevskyy", "Taras Hrynevskiy", SPELLING),
        ("Mikhail Osin", "Mihail Osin", SPELLING),
        ("Pavel Ilyich Rudin", "Pavel Rudin", SPELLING),
        ("John R. Pell", "John Pell", SPELLING),
        ("John R. Pell", "John Robert Pell", SPELLING),
        ("Hans Köhler", "Hans Koehler", SPELLING),
        ("J. Pell", "John Pell", WEAK),
        ("John Pell Jr.", "John Pell", WEAK),
        ("John R. Pell", "John T. Pell", DIFFERENT),
        ("John Pell Jr.", "John Pell Sr.", DIFFERENT),
        ("John Pell", "Jane Pell", DIFFERENT),
        ("J. Pell", "Robert Pell", DIFFERENT),
        ("Maria Conti", "Mario Conti", DIFFERENT),
        ("Alexander Osin", "Alexandra Osina", DIFFERENT),
        ("John Pell", "John Bell", DIFFERENT),
        ("Pell", "John Pell", DIFFERENT),
        ("", "", DIFFERENT),
    ],
)
def test_how_far_two_names_may_be_one_persons(one: str, two: str, likeness: Likeness) -> None:
    assert compare_names(one, two) is likeness
    assert compare_names(two, one) is likeness


def test_only_an_initial() -> None:
    assert has_initial_only("J. Pell")
    assert has_initial_only("Mr J. R. Pell")
    assert not has_initial_only("Jo Pell")


WORDS = st.sampled_from(
    [
        "Anna",
        "A.",
        "Sergei",
        "Sergey",
        "Li",
        "Kim",
        "van",
        "Müller",
        "Mueller",
        "Pell",
        "Jr.",
        "O'Dea",
        "Jean-Luc",
        "李",
        "",
        "-",
    ]
)
NAMES = st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=40)


@settings(deadline=None, max_examples=300)
@given(one=NAMES, two=NAMES)
def test_likeness_has_no_direction_and_a_key(one: str, two: str) -> None:
    """What the look-up by family name would miss is never alike."""
    likeness = compare_names(one, two)
    assert likeness is compare_names(two, one)
    if likeness is not DIFFERENT:
        assert family_key(one) == family_key(two) != ""
    if family_key(one):
        assert compare_names(one, one) is SAME
