"""Words as they are indexed and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.words import LONGEST_PHRASE, fold_words, index_text, match_phrase


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("gas", '"gas"'),
        ("power of siberia", '"power of siberia"'),
        ("gas-line", '"gas line"'),
        ('say "no" AND (yes)', '"say no AND yes"'),
        ("NEAR(a b)", '"NEAR a b"'),
        ("100%_sure*", '"100 sure"'),
        ("a\x00b", '"a b"'),
        ("习近平", '"习近 近平"'),
        ("习", '"习" *'),
        ("访问Moscow", '"访问 问 Moscow"'),
        ("", None),
        ("*:^-+(){}\"'", None),
        ("cafe\u0301s", '"cafés"'),
        ("\ud800", None),
    ],
)
def test_what_is_typed_becomes_a_quoted_phrase(typed: str, searched: str | None) -> None:
    assert match_phrase(typed) == searched


def test_a_phrase_of_ten_thousand_words_is_cut() -> None:
    phrase = match_phrase("word " * 10_000)
    assert phrase is not None
    assert len(phrase.split()) == LONGEST_PHRASE


def test_chinese_is_indexed_as_pairs_so_that_a_name_is_found_inside_a_sentence() -> None:
    assert index_text("习近平 spoke").split() == ["习近", "近平", "平", "spoke"]


@given(st.text())
def test_nothing_in_a_search_string_is_an_operator(typed: str) -> None:
    phrase = match_phrase(typed)
    assert phrase is None or (phrase.startswith('"') and phrase.rstrip(" *").count('"') == 2)


def test_quotes_are_compared_without_case_accents_and_marks() -> None:
    assert fold_words("“We’ll meet, président — SOON!”") == "well meet president soon"
    assert fold_words("习近平说") == "习 近 平 说"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_words(fold_words(text)) == fold_words(text)
