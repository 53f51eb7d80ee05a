"""What is read in a wording: words, meanings, numbers, names, negations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.wordings.lexicon import load_lexicon, stem_of
from bot.storage.wordings.numbers import parse_numbers
from bot.storage.wordings.printed import MAX_READ, parse_printed
from bot.storage.wordings.reading import read_wording


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("“We’ll sign!”", "we will sign"),
        ("I can't, she won't, they cannot", "i can not she will not they can not"),
        ("It's the minister's plan", "it is the minister plan"),
        ("Café, U.S. and co-operation", "cafe US and cooperation"),
        ("5% of $3", "5 percent of dollar 3"),
        ("习近平", "习 近 平"),
        ("", ""),
        ("🙂 …", ""),
    ],
)
def test_words_are_plain(content: str, words: str) -> None:
    assert " ".join(parse_printed(content).words).lower() == words.lower()


def test_what_the_outlet_put_in_or_left_out_parts_the_words() -> None:
    printed = parse_printed("[The general] knows … that it (...) must end")
    assert printed.parts == (("knows",), ("that", "it"), ("must", "end"))
    assert printed.added == ("The", "general")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty five", "25"),
        ("1,200", "1200"),
        ("1,5", "1.5"),
        ("5 bn", "5billion"),
        ("five billion", "5billion"),
        ("six decades", "60"),
        ("one million", "1million"),
    ],
)
def test_numbers_have_one_form(words: str, number: str) -> None:
    assert [value for value, _ in parse_numbers(tuple(words.split())).values()] == [number]


def test_one_is_no_number() -> None:
    assert parse_numbers(("no", "one", "of", "them")) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strengthening", "strengthened"),
        ("harbour", "harbors"),
        ("organise", "organization"),
        ("negotiations", "negotiators"),
        ("agreed", "agreement"),
        ("defences", "defended"),
        ("bought", "buying"),
        ("worse", "bad"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(("one", "other"), [("station", "state"), ("news", "new")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


def test_names_are_capitalised_within_a_sentence_or_states() -> None:
    assert read_wording("Ships of Tarsk left. China and the President know").names == {"tarsk", "china"}
    assert read_wording("WE TOLD TARSK TO LEAVE CHINA ALONE").names == {"china"}


def test_a_negation_belongs_to_what_follows() -> None:
    assert read_wording("We will not sign, and there is no plan").negated == (
        *read_wording("sign").meanings,
        *read_wording("plan").meanings,
    )
    assert read_wording("Certainly not").negated == ("",)


def test_every_line_of_the_lexicon_counts() -> None:
    lexicon = load_lexicon()
    assert all(contrary - {meaning} for meaning, contrary in lexicon.opposites.items())
    assert all(other in lexicon.opposites for contrary in lexicon.opposites.values() for other in contrary)
    assert lexicon.negations <= lexicon.stop
    assert lexicon.states <= set(lexicon.meanings.values()) | {
        meaning for phrases in lexicon.phrases.values() for _, meaning in phrases
    }


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text_can_be_read(content: str) -> None:
    reading = read_wording(content)
    assert set(reading.meanings) == set(reading.weights)
    assert reading.key or not content


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert len(read_wording("never again " * 50_000).words) <= MAX_READ / len("never")
