"""Lead sentences: what happened, and never words without their speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.lead import LONGEST, cut_at_sentence, lead_sentences, sentence_around

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


def test_a_caption_within_the_prose_is_not_taken() -> None:
    first, second = LEAD.split(". ")
    assert lead_sentences(f"{first}. Harbour City Summer Games. {second}") == f"{first}."


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
    assert sentence_around(paragraph, "a fair price") == "The mayor spoke of “a fair price” on Friday."
    assert sentence_around(paragraph, "capital on Monday. It is") == LEAD
    assert sentence_around(paragraph, "not in there") == paragraph
    assert (
        sentence_around(f"HARBOUR CITY (Wire) — {LEAD}", "pipeline accord") == LEAD.partition(". ")[0] + "."
    )


@pytest.mark.parametrize(
    "leaning",
    [
        "This was stated by the minister of energy on Tuesday evening.",
        "He arrived in the capital on a special train on Sunday.",
        "According to him, the ministers hope for more in the autumn.",
        "However, nobody in the capital has seen the text of it.",
    ],
)
def test_a_summary_does_not_begin_with_a_sentence_that_leans_on_another(leaning: str) -> None:
    assert lead_sentences(f"{leaning} {LEAD}") == LEAD
    assert lead_sentences(f"Envoy Ana Silva signed the pipeline accord on Monday. {leaning}").endswith(
        leaning
    )


def test_behind_a_beginning_that_leans_only_the_headlines_subject_is_taken() -> None:
    text = f"According to him, more is to come in spring. The first summit took place in March. {LEAD}"
    assert lead_sentences(text, headline="Ministers sign pipeline accord") == LEAD
    assert lead_sentences(text, headline="Bishop opens a school") == ""


def test_a_dash_within_a_sentence_is_no_dateline() -> None:
    text = "The two leaders — Ana Silva and Bo Lind — met in the capital on Monday."
    assert lead_sentences(text) == text


def test_a_quote_is_cut_at_the_end_of_a_sentence() -> None:
    words = "We will build it. We will build it well. We will then see who pays for the whole of it."
    assert cut_at_sentence(words, 45) == "We will build it. We will build it well."
    assert cut_at_sentence(words, 200) == words
    assert cut_at_sentence("No end to be seen in all of these many words", 20) == ""


@pytest.mark.parametrize(
    "unnamed",
    [
        "The minister said on Tuesday that the accord would be signed after the harvest.",
        "A year later he told the Senate that the pipeline had cost him his sleep.",
        "Officials said she would travel to the border as soon as the roads are dry.",
    ],
)
def test_nobody_is_spoken_of_who_is_not_named(unnamed: str) -> None:
    assert lead_sentences(f"{unnamed} {LEAD}") == LEAD
    first = LEAD.partition(" It ")[0]
    assert lead_sentences(f"{first} {unnamed}") == first
    named = "Energy minister Ana Silva signed a pipeline accord on Monday."
    assert lead_sentences(f"{named} {unnamed}") == f"{named} {unnamed}"


@pytest.mark.parametrize(
    "named",
    [
        "The minister of energy said on Tuesday that the accord would be signed after the harvest.",
        "The premier Ana Silva said on Tuesday that the accord would be signed after the harvest.",
        "In his first speech since the vote, Bo Lind promised to sign the pipeline accord.",
        "Silva said on Tuesday that she would sign the accord after the harvest.",
    ],
)
def test_whoever_is_named_in_the_sentence_may_be_spoken_of(named: str) -> None:
    assert lead_sentences(named) == named


@pytest.mark.parametrize(
    "empty",
    [
        "Who will pay for the pipeline once the two ministers have gone?",
        "Here is what to know about the pipeline accord and the ministers.",
        "Read on to learn how the ministers came to sign the pipeline accord.",
        "In this article, the pipeline accord is taken apart line by line.",
        "But for the two ministers the signing was only the beginning...",
        "When we look at the accord, the pipeline is the smallest part of it.",
        "ANA SILVA: Good afternoon and a warm welcome to the ministers.",
    ],
)
def test_questions_and_teasers_say_nothing(empty: str) -> None:
    assert lead_sentences(f"{empty} {LEAD}") == LEAD
    first = LEAD.partition(" It ")[0]
    assert lead_sentences(f"{first} {empty}") == first


def test_the_united_states_are_not_us() -> None:
    text = "The pipeline accord was praised by US officials and by the bank that lent the money."
    assert lead_sentences(text) == text


def test_behind_a_scene_the_sentence_is_taken_that_speaks_of_the_headline() -> None:
    scene = "A cold wind blew over the square when the first cars arrived."
    assert lead_sentences(f"{scene}\n\n{LEAD}", headline="Ministers sign pipeline accord") == LEAD
    assert lead_sentences(f"{scene}\n\n{LEAD}", headline="Signed").startswith(scene)
    told = ["Pipeline accord signed in capital", "Ministers agree on pipeline"]
    assert (
        lead_sentences(f"{scene}\n\n{LEAD}", headline="Thirty years of pipes for the ministers", told=told)
        == LEAD
    )


def test_a_lead_that_speaks_of_the_headline_is_not_given_up_for_one_that_does_so_more() -> None:
    more = "The pipeline accord that both ministers signed in the capital is long."
    assert (
        lead_sentences(f"{LEAD} {more}", headline="Ministers sign long pipeline accord in the capital")
        == LEAD
    )


_PIECES = st.sampled_from(
    [
        "The minister said nothing.",
        "He left the hall after the vote on the budget.",
        "Ana Silva signed the accord in the capital on Monday.",
        "However, she will not sign the second accord before the summer.",
        "Will the ministers sign it before the summer comes?",
        "“We will see about that in the summer,” Bo Lind said.",
        "“We will see about that in the summer.”",
        "OSLO, May 3 (Wire) — Two ferries met off the coast in fog.",
        "Here is what to know about it.",
        "EXCLUSIVE",
    ]
)


@given(st.lists(_PIECES, max_size=8), st.sampled_from(["", "Silva signs accord"]))
def test_any_summary_is_made_of_the_texts_sentences_and_stands_alone(
    pieces: list[str], headline: str
) -> None:
    text = "\n\n".join(pieces)
    summary = lead_sentences(text, headline=headline)
    assert summary in " ".join(text.replace("OSLO, May 3 (Wire) — ", "").split())
    assert not summary.startswith(("He ", "However", "The minister", "Here", "EXCLUSIVE", "OSLO"))
    assert "?" not in summary
    assert "Bo Lind said" in summary or "“" not in summary
    assert (
        not {"He", "she"} & set(summary.replace(",", " ").split()) or "Silva" in summary or "Lind" in summary
    )


@given(st.text(max_size=3_000))
def test_any_text_gives_something_short(text: str) -> None:
    assert len(lead_sentences(text)) <= LONGEST + 1
