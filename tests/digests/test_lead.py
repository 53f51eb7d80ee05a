"""Lead sentences: what happened, and never words without their speaker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.lead import LONGEST, lead_sentences, sentence_around

LEAD = "The two ministers signed a pipeline accord in the capital on Monday. It is to last thirty years."


def test_the_first_two_sentences_are_taken() -> None:
    assert lead_sentences(f"{LEAD} A third sentence adds nothing to the matter.") == LEAD


def test_a_dateline_is_left_out() -> None:
    assert lead_sentences(f"HARBOUR CITY, Nov 20 (Wire) — {LEAD}") == LEAD


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = (
        "Gen. A. B. Stone met the U.S. envoy and Mr. Reed in the capital on Monday. They spoke for an hour."
    )
    assert lead_sentences(text) == text


def test_kickers_and_headings_are_passed_over() -> None:
    assert lead_sentences(f"EXCLUSIVE\n\nWhat we know so far\n\n{LEAD}") == LEAD


def test_words_without_their_speaker_are_not_taken() -> None:
    orphan = "“We will never sell our harbour to anybody, whatever they may offer for it.”"
    assert lead_sentences(f"{orphan}\n\n{LEAD}") == LEAD
    assert lead_sentences(orphan) == ""


def test_words_with_their_speaker_are() -> None:
    text = "“The harbour is not for sale,” the mayor said on Friday after the vote."
    assert lead_sentences(text) == text


def test_an_unclosed_quotation_is_not_taken() -> None:
    assert lead_sentences(f"The mayor said “we will see about that. {LEAD}").count("“") == 0


def test_quotes_of_nobody_known_are_not_taken() -> None:
    text = f"They said “the end is near” and left the hall at once. {LEAD}"
    start = text.index("the end")
    assert lead_sentences(text, [(start, start + 15)]) == LEAD


def test_the_sentence_around_some_words() -> None:
    paragraph = (
        f"{LEAD} The mayor spoke of “a fair price” on Friday. " + "More followed in the evening. " * 20
    )
    assert sentence_around(paragraph, "a fair price", 200) == "The mayor spoke of “a fair price” on Friday."
    assert sentence_around(LEAD, "capital", 500) == LEAD
    assert sentence_around(paragraph, "not in there", 10) == paragraph


@given(st.text(max_size=3_000))
def test_any_text_gives_something_short(text: str) -> None:
    assert len(lead_sentences(text)) <= LONGEST + 1
