"""In which words two wordings differ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.stored import Change
from bot.storage.wordings.difference import compare_words

NONE, ADDED, LEFT_OUT, OTHER = Change.NONE, Change.ADDED, Change.LEFT_OUT, Change.OTHER


@pytest.mark.parametrize(
    ("first", "other", "changes"),
    [
        ("We will sign", "We'll sign.", {(NONE, "We'll"), (NONE, "sign.")}),
        (
            "We will not bow to pressure",
            "We will never yield to pressure",
            {(NONE, "We will"), (OTHER, "never yield"), (NONE, "to pressure")},
        ),
        ("We will sign", "We will sign today", {(NONE, "We will sign"), (ADDED, "today")}),
        ("We will sign today", "We … sign", {(NONE, "We"), (LEFT_OUT, "…"), (NONE, "sign"), (LEFT_OUT, "")}),
        ("He will sign", "[The king] will sign", {(OTHER, "[The king]"), (NONE, "will sign")}),
        (
            "Let us not bow to threats",
            "Let us never yield to force",
            {(NONE, "Let us"), (OTHER, "never yield to force")},
        ),
        ("Never", "", {(LEFT_OUT, "")}),
    ],
)
def test_changes_are_told(first: str, other: str, changes: set[tuple[Change, str]]) -> None:
    assert {(run.change, run.words) for run in compare_words(first, other)} == changes


words = st.lists(st.sampled_from(["we", "we'll", "sign", "—", "…", "[he]", "now"]), max_size=12).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(words, words)
def test_runs_hold_every_word_of_both(first: str, other: str) -> None:
    runs = compare_words(first, other)
    assert " ".join(run.words for run in runs if run.words) == other
    assert " ".join(run.first for run in runs if run.first) == first


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_have_a_difference(first: str, other: str) -> None:
    assert all(run.change is NONE for run in compare_words(first, first))
    assert bool(compare_words(first, other)) == bool(first.split() or other.split())
