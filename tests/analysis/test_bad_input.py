"""Whatever the text, there is an answer that keeps all rules: docs/users/json.md, without an exception."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.mutations import PIECES, random_article
from tests.analysis.output_rules import broken_rules
from tests.analysis.strange_texts import SMALL, SPEECH, news
from tests.analysis.whole_reading import print_reading


@pytest.mark.parametrize("name", SMALL)
def test_strange_texts_are_read(name: str) -> None:
    assert broken_rules(print_reading(SMALL[name])) == []


def test_the_rules_are_about_something() -> None:
    printed = print_reading(SPEECH)
    assert [quote["speaker_name"] for quote in printed["quotes"]] == ["Anna Berg", "Anna Berg"]
    quote = printed["quotes"][0]
    for spoilt in (
        {"start": quote["start"] + 1},
        {"end": len(SPEECH) + 1},
        {"kind": "shouted"},
        {"confidence": 1.2},
        {"speaker": "Nobody"},
    ):
        assert broken_rules({**printed, "quotes": [{**quote, **spoilt}]}), spoilt
    assert broken_rules({**printed, "quotes": [quote, quote]})
    across = {**quote, "start": quote["start"] + 4, "end": quote["end"] + 4}
    across["content"] = SPEECH[across["start"] : across["end"]]
    assert broken_rules({**printed, "quotes": [quote, across]})


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_speech_and_marks_is_read(text: str) -> None:
    assert broken_rules(print_reading(text)) == []


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    assert broken_rules(print_reading(text)) == []


@settings(deadline=None, max_examples=40)
@given(st.integers(min_value=0))
def test_spoilt_news_is_read_the_same_twice(seed: int) -> None:
    text = random_article(news().split("\n\n"), Random(seed))
    printed = print_reading(text)
    assert broken_rules(printed) == []
    assert print_reading(text) == printed
