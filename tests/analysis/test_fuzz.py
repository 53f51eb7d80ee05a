"""The long run: thousands of spoilt texts, very long ones, and time that grows with the length alone."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from random import Random, SystemRandom

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.mutations import PIECES, random_article, shrink
from tests.analysis.output_rules import broken_rules
from tests.analysis.strange_texts import LONG, SPEECH, news, news_of
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


GROWING: dict[str, Callable[[int], str]] = {  # texts of about n words
    "news": news_of,
    "one line": lambda n: news_of(n).replace("\n", " "),
    "capitals": lambda n: news_of(n).upper(),
    "no points": lambda n: " ".join(word.strip(".,“”") for word in news_of(n).split()),
    "short quotes": lambda n: "“Yes,” he said. " * (n // 3),
    "open marks": lambda n: "“Yes, said Putin. " * (n // 3),
    "straight marks": lambda n: 'a " b ' * (n // 2),
    "one name": lambda n: f"{SPEECH}\n\n" * (n // 17),
    "many names": lambda n: "".join(f"“Yes,” said Anna Berg{i:x}.\n\n" for i in range(n // 4)),
    "two women": lambda n: "Anna Berg met Eva Lind. “Yes,” she said. “No,” she replied.\n\n" * (n // 11),
    "reports": lambda n: "Putin said that Xi would wait, and that the US would pay. " * (n // 12),
    "short paragraphs": lambda n: "Yes, said Putin.\n" * (n // 3),
    "a quote over all": lambda n: "“We wait for the ships.\n\n" * (n // 5),
    "labels": lambda n: "PUTIN: Yes, we wait.\n\nXI: No.\n\n" * (n // 6),
    "and": lambda n: "Putin and " * (n // 2) + "Xi said: “Yes.”",
}
SHORT, TIMES = 2_000, 8


@pytest.mark.parametrize("kind", GROWING)
def test_time_grows_with_the_length_and_not_faster(kind: str) -> None:
    """Eight times the text takes eight times the time: with a square of even a fifth of it, more than twice that."""
    short, long = GROWING[kind](SHORT), GROWING[kind](SHORT * TIMES)
    print_reading(short)  # fills the caches
    base = min(_seconds(short) for _ in range(2))
    assert _seconds(long) < 2 * TIMES * base


def _seconds(text: str) -> float:
    begun = time.process_time()
    print_reading(text)
    return time.process_time() - begun
