"""Quotation marks in every kind and state of repair."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.marks import pair_marks


def quoted(text: str) -> list[str]:
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return [text[q.start : q.end] for q in pair_marks(text, lines)]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ('He said "we wait" and left.', ["we wait"]),
        ("He said “we wait” and left.", ["we wait"]),
        ("He said ‘we wait’ and left.", ["we wait"]),
        ("He said 'we wait' and left.", ["we wait"]),
        ("Il dit « nous attendons » et part.", ["nous attendons"]),
        ("Er sagte „wir warten“ und ging.", ["wir warten"]),
        ("He said ''we wait'' and left.", ["we wait"]),
        ("He said ``we wait'' and left.", ["we wait"]),
        ('He said “we wait" and left.', ["we wait"]),
        ("“We wait ”, he said. ”, he said.", ["We wait"]),
    ],
    ids=[
        "straight",
        "curly",
        "british",
        "single",
        "guillemets",
        "low-high",
        "two-singles",
        "backticks",
        "mixed",
        "stray",
    ],
)
def test_every_kind_of_mark(text: str, contents: list[str]) -> None:
    assert quoted(text) == contents


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ union doesn’t meet in the ’90s.",
        'A 14" screen and a 6\'2" board.',
        "Rock 'n roll, 'tis said.",
        'The 52" shovel.',
    ],
)
def test_apostrophes_and_inch_marks_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them() -> None:
    assert quoted("‘I won’t open the drivers’ gate,’ she said.") == ["I won’t open the drivers’ gate,"]


def test_a_quotation_within_a_quotation_is_found_with_its_depth() -> None:
    text = "‘He told me: “The well is dry”, and left,’ she said."
    outer, inner = pair_marks(text, [(0, len(text))])
    assert (outer.depth, inner.depth) == (0, 1)
    assert outer.holds(inner)


def test_a_mark_left_open_ends_where_the_attribution_begins() -> None:
    assert quoted("“The road is closed, said the guard. “Come back in May.”") == [
        "The road is closed,",
        "Come back in May.",
    ]


def test_half_of_a_double_mark_is_no_single_one() -> None:
    assert quoted("He said: ''We call it 's mall''") == ["We call it 's mall"]


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    assert quoted("He wrote: “The road is closed and stays so.\n\nNobody came.") == [
        "The road is closed and stays so."
    ]


def test_a_fragment_left_open_ends_with_its_sentence() -> None:
    assert quoted("He named it “a bridge of straw. The letter was read out.") == ["a bridge of straw."]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again() -> None:
    text = "“The road is closed.\n\n“It opens in May,” she said."
    (only,) = pair_marks(text, [(0, 20), (22, len(text))])
    assert [text[start:end] for start, end in only.parts] == ["The road is closed.", "It opens in May,"]


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ab C.,:;?\n\"'“”‘’«»„`1", max_size=120))
def test_pairs_lie_in_the_text_and_nest(text: str) -> None:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    found = pair_marks(text, spans)
    for pair in found:
        assert 0 <= pair.open < pair.start < pair.end <= pair.close <= len(text)
        assert pair.parts[0][0] == pair.start
        assert pair.parts[-1][1] == pair.end
    for one in found:
        for two in found:
            crossing = one.open < two.open < one.close and one.end < two.close
            crossing = crossing and len(one.parts) == len(two.parts) == 1
            assert not crossing
