"""Whatever the text, there is an answer: in order, at its offsets, without an exception, in linear time."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.reading import Reading, read

PIECES = [
    "“", "”", '"', "'", "‘", "’", "«", "''", " said ", "Putin", " Anna Berg ", ", ", ". ", "\n\n", " he ", ":", " according to ",
    "the Kremlin", "said that ", "A", "b", " and ", "!", "—", "\x00", "\u202e", "😀", "\ud800", "LIN JIAN: ", "(R)", " 12", "é", "مرحبا",
]  # fmt: skip


def check(reading: Reading) -> None:
    text = reading.document.text
    for quote in reading.quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert 0 <= quote.confidence <= 1
        if "\n\n" not in quote.content:
            assert text[quote.start : quote.end] == quote.content
    for mention in reading.mentions:
        assert all(0 <= start < end <= len(text) for start, end in mention.spans)
    places = [(naming.start, naming.end) for naming in reading.cast.namings]
    assert places == sorted(places)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(places))


@settings(deadline=None, max_examples=120)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_mixture_of_speech_and_marks(text: str) -> None:
    check(read(text))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t",
        "word",
        "PUTIN SAYS “WE WAIT” IN MOSCOW. " * 20,
        "putin says xi waits and the sea is cold " * 200,
        "“" * 10_000,
        '"' * 10_000,
        "‘a " * 2_000,
        "“Anna Berg said ok " * 2_000,
        "قال الرئيس «مرحبا» في موسكو. " * 50,
        '<p class="a">“Hello there,” said <b>Anna Berg</b>.</p>' * 20,
        "x" * 30_000,
    ],
    ids=[
        "empty",
        "blank",
        "word",
        "capitals",
        "no-points",
        "open",
        "straight",
        "single",
        "unclosed",
        "rtl",
        "html",
        "one-long-word",
    ],
)
def test_strange_texts(text: str) -> None:
    check(read(text))


def test_time_grows_with_length_not_faster() -> None:
    paragraph = (
        "“The gate is shut,” said Anna Berg. She added that Putin and Xi would call the US “a fog”.\n\n"
    )

    def seconds(times: int) -> float:
        start = time.process_time()
        check(read(paragraph * times))
        return time.process_time() - start

    seconds(10)
    assert seconds(400) < 4 * 3 * max(0.05, seconds(100))
