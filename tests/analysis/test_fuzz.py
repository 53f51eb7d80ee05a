"""The long run: thousands of spoilt texts and very long ones."""

from __future__ import annotations

import os
import traceback
from random import Random, SystemRandom

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.mutations import PIECES, random_article, shrink
from tests.analysis.output_rules import broken_rules
from tests.analysis.strange_texts import LONG, news
from tests.analysis.whole_reading import print_reading

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

TEXTS = 400  # a part; of about 130 words each
PARTS = 4  # so that workers can share them


def faults(text: str) -> list[str]:
    """The rules that the reading of a text breaks; an exception is one."""
    try:
        return broken_rules(print_reading(text))
    except Exception:  # noqa: BLE001 -- whatever it is, the text that raised it is to be shown
        return [traceback.format_exc()]


@pytest.mark.parametrize("part", range(PARTS))
def test_thousands_of_spoilt_texts_are_read(part: int) -> None:
    seed = int(os.environ.get("FUZZ_SEED") or SystemRandom().randrange(2**32)) + part
    print(f"FUZZ_SEED={seed - part}")
    chance, paragraphs = Random(seed), news().split("\n\n")
    for number in range(TEXTS):
        text = random_article(paragraphs, chance)
        if found := faults(text):
            least = shrink(text, lambda shorter: bool(faults(shorter)))
            pytest.fail(
                f"FUZZ_SEED={seed - part}, part {part}, text {number}: {found[0]}\nshortest: {least!r}"
            )


@settings(deadline=None, max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_any_mixture_of_speech_and_marks_is_read(text: str) -> None:
    assert broken_rules(print_reading(text)) == []


@settings(deadline=None, max_examples=500)
@given(st.text(max_size=1000))
def test_any_characters_are_read(text: str) -> None:
    assert broken_rules(print_reading(text)) == []


@pytest.mark.parametrize("name", LONG)
def test_long_texts_are_read(name: str) -> None:
    assert broken_rules(print_reading(LONG[name]())) == []
