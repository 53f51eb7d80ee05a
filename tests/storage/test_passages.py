"""The passage of a text that a finding stands in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.passages import LONGEST, paragraph_around, shorten


def test_the_paragraph_of_a_quote_is_shown() -> None:
    text = "One thing.\n\nHe said: “Yes.” And left.\n\nAnother thing."
    start = text.index("Yes")
    assert paragraph_around(text, start, start + 4) == "He said: “Yes.” And left."


def test_a_quote_over_two_paragraphs_has_both() -> None:
    text = "First.\n\n“One\n\ntwo”\n\nLast."
    assert paragraph_around(text, text.index("One"), text.index("two") + 3) == "“One\n\ntwo”"


def test_a_long_paragraph_is_cut_around_the_quote_with_marks() -> None:
    text = "before " * 200 + "THE QUOTE" + " after" * 200
    start = text.index("THE")
    shown = paragraph_around(text, start, start + 9)
    assert "THE QUOTE" in shown
    assert shown.startswith("… before")
    assert shown.endswith("after …")


def test_a_long_sentence_is_cut_at_a_word() -> None:
    assert shorten("  Short. ") == "Short."
    assert shorten("word " * 300).endswith("word …")


@given(st.text("ab \n", max_size=1500), st.integers(0, 1500), st.integers(0, 1500))
def test_a_passage_is_never_too_long(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert len(paragraph_around(text, start, end)) <= LONGEST
    assert len(shorten(text)) <= LONGEST
