"""Which quotes a digest shows: the best for the topic, no wording twice, nobody three times; and why."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.findings import QuoteKind
from bot.model.stored import StoredQuote
from digests.items import quote_item
from digests.quoted import MOST_EACH, MOST_QUOTES, Quoted, rank_quotes, why_quoted
from tests.builders import make_quote
from tests.digests.test_compose import PARIS, card

WORDS = "We have agreed on a price for the winter"
TOLD = (
    "The pipeline must be finished before the snow",
    "Nobody will take this harbour from our villages",
    "Seven ships left without any insurance on Monday",
    "Our neighbours broke every promise they made in spring",
    "Bread costs twice as much as it did last year",
    "The court will hear what those ministers have done",
    "A bridge across that strait was never worth it",
)


def said(
    id: int, content: str = WORDS, by: str | None = "ana-silva", story: int = 1, **more: object
) -> StoredQuote:
    quote = make_quote(content, by, key=True, **more)  # type: ignore[arg-type]  # keywords of a builder
    article = card(id, "Gas", "Coast Wire", story=story)
    return StoredQuote(id=id, quote=quote, article=article, sentence=content, outlets=("Coast Wire",))


def ids(quotes: tuple[StoredQuote, ...]) -> list[int]:
    return [stored.id for stored in quotes]


def test_those_asked_for_come_first_and_nameless_ones_never() -> None:
    quotes = [said(1, by=None), said(2, by="bo-lind"), said(3, by="ana-silva")]
    assert ids(rank_quotes(quotes, {"ana-silva"})) == [3, 2]


def test_words_about_what_is_asked_for_come_before_others() -> None:
    quotes = [said(1), said(2, about=["energy"])]
    assert ids(rank_quotes(quotes, {"energy"})) == [2, 1]


def test_direct_words_come_before_reported_ones() -> None:
    assert ids(rank_quotes([said(1, kind=QuoteKind.INDIRECT), said(2)], ())) == [2, 1]


def test_words_that_say_more_come_first() -> None:
    friendly = said(1, "We have expanded our friendly cooperation in all areas")
    threat = said(2, "We will shut the pipeline and sink every ship in it")
    assert ids(rank_quotes([friendly, threat], ())) == [2, 1]


def test_no_wording_is_shown_twice_though_it_differs_a_little() -> None:
    quoted = Quoted(())
    assert quoted.take_best([said(1)]) is not None
    assert quoted.take_best([said(2, "We have agreed on the price for the winter", by="bo-lind")]) is None


def test_what_a_summary_tells_is_not_shown() -> None:
    quoted = Quoted(())
    quoted.note_told(said(1))
    assert quoted.take_best([said(2)]) is None


def test_who_is_quoted_in_a_summary_was_heard() -> None:
    quoted = Quoted(())
    quoted.note_told(said(1, TOLD[0]))
    assert [quoted.take_best([said(n, TOLD[n])]) is None for n in (1, 2)] == [False, True]


def test_a_second_story_prefers_a_second_speaker() -> None:
    quoted = Quoted(())
    quoted.take_best([said(1, TOLD[0])])
    best = quoted.take_best([said(2, TOLD[1]), said(3, TOLD[1].replace("harbour", "island"), by="bo-lind")])
    assert best is not None
    assert best.id == 3


def test_nobody_speaks_three_times_in_a_digest() -> None:
    quoted = Quoted({"ana-silva"})
    shown = [quoted.take_best([said(n, TOLD[n], story=n)]) for n in range(4)]
    assert [stored is not None for stored in shown] == [True, True, False, False]
    assert quoted.take_rest([said(5, TOLD[5])]) == ()


def test_the_rest_comes_from_several_stories() -> None:
    quotes = [said(n, TOLD[n], by=f"p-{n}", story=1) for n in range(4)]
    quotes += [said(n, TOLD[n], by=f"p-{n}", story=n) for n in (4, 5, 6)]
    stories = [stored.article.story for stored in Quoted(()).take_rest(quotes)]
    assert sorted(stories) == [1, 1, 4, 5, 6]


def test_it_is_told_why_a_quote_has_its_place() -> None:
    stored = replace(said(1, "We will never sell it", about=["energy"]), outlets=("a", "b"))
    assert why_quoted(stored, {"ana-silva", "energy"}) == (
        "is by one whom the topic asks for",
        "speaks of what the topic asks for",
        "is carried by 2 outlets",
        "refuses or denies",
        "commits to something",
        "tells of a decision or a deed",
    )


def test_a_fragment_is_shown_within_its_sentence() -> None:
    around = "Rain fell. The minister called the price “a gift to the rich” on Friday. He left."
    fragment = replace(said(1, "a gift to the rich", kind=QuoteKind.MIXED), sentence=around)
    item = quote_item(fragment, PARIS, whole=True)
    assert (item.content, item.verbatim) == (
        "The minister called the price “a gift to the rich” on Friday.",
        False,
    )
    assert quote_item(fragment, PARIS).content == "a gift to the rich"


def test_a_sentence_that_is_cut_or_endless_is_not_shown_around_a_fragment() -> None:
    fragment = said(1, "a gift to the rich", kind=QuoteKind.MIXED)
    for around in (
        "The minister called it “a gift to the rich” which",
        "word " * 80 + "“a gift to the rich”.",
    ):
        item = quote_item(replace(fragment, sentence=around), PARIS, whole=True)
        assert (item.content, item.verbatim) == ("a gift to the rich", True)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(TOLD), st.integers(0, 3), st.integers(1, 4)), max_size=30))
def test_whatever_was_said_the_rules_hold(told: list[tuple[str, int, int]]) -> None:
    quotes = [said(n, words, by=f"p-{who}", story=where) for n, (words, who, where) in enumerate(told)]
    chosen = Quoted({"p-1"}).take_rest(quotes)
    speakers = [stored.quote.speaker_id for stored in chosen]
    assert len(chosen) <= MOST_QUOTES
    assert all(speakers.count(speaker) <= MOST_EACH for speaker in speakers)
    assert len({stored.quote.content for stored in chosen}) == len(chosen)
