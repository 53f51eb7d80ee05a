"""The topic language: what people type, what it means, and that writing it back loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.query import Query, parse_query, write_query
from bot.query.tree import (
    ActorIs,
    And,
    LanguageIs,
    Not,
    Or,
    Phrase,
    Since,
    SourceIs,
    ThemeIs,
    Until,
    Word,
    all_of,
    any_of,
    negate,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("energy", Word("energy")),
        ("theme:energy", ThemeIs("energy")),
        ("actor:vladimir-putin", ActorIs("vladimir-putin")),
        ("putin xi", And((Word("putin"), Word("xi")))),
        ("putin & xi", And((Word("putin"), Word("xi")))),
        ("putin &amp; xi", And((Word("putin"), Word("xi")))),
        ("putin AND xi", And((Word("putin"), Word("xi")))),
        ('"power of siberia"', Phrase("power of siberia")),
        ("“power of siberia”", Phrase("power of siberia")),
        ("gazprom -football", And((Word("gazprom"), Not(Word("football"))))),
        ("gazprom –football", And((Word("gazprom"), Not(Word("football"))))),
        ("gazprom NOT football", And((Word("gazprom"), Not(Word("football"))))),
        ("energy OR sanctions", Or((Word("energy"), Word("sanctions")))),
        ("energy | sanctions", Or((Word("energy"), Word("sanctions")))),
        (
            '(taiwan OR "south china sea") xi',
            And((Or((Word("taiwan"), Phrase("south china sea"))), Word("xi"))),
        ),
        ("source:reuters.com lang:EN", And((SourceIs("reuters.com"), LanguageIs("en")))),
        ("since:7d until:2026-11-15", And((Since("7d"), Until("2026-11-15")))),
        ("--energy", Word("energy")),
        ("power-of-siberia", Word("power-of-siberia")),
        ("energy energy", Word("energy")),
    ],
)
def test_what_is_typed_becomes_what_is_meant(typed: str, meant: Query) -> None:
    assert parse_query(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "The query is empty."),
        ("   ", "The query is empty."),
        ('"power of', "A quotation mark is not closed."),
        ("(energy", "A bracket is not closed."),
        ("energy)", "A closing bracket has no opening one."),
        ("OR energy", "Something is missing beside OR, AND, NOT or a bracket."),
        ("energy OR", "Something is missing beside OR, AND, NOT or a bracket."),
        ("()", "Something is missing beside OR, AND, NOT or a bracket."),
        ('""', "A phrase is empty."),
        ("colour:red", "There is no filter “colour:”."),
        ("since:yesterday", "“yesterday” is no time."),
        ("since:0d", "“0d” is no span of time that can be looked up."),
        ("(" * 40 + "a" + ")" * 40, "The brackets are nested too deep."),
        ("x" * 3_000, "That query has 3,000 characters."),
        ("a " * 200, "That query has more than 64 terms."),
    ],
)
def test_what_does_not_parse_gets_a_sentence_and_advice(typed: str, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(typed)
    assert caught.value.sentence == sentence
    assert caught.value.advice


_names = st.from_regex(r"[a-z][a-z0-9'.]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
_phrases = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=2, max_size=4).map(" ".join)
_terms = st.one_of(
    _names.map(Word),
    _phrases.map(Phrase),
    _names.map(ThemeIs),
    _names.map(ActorIs),
    _names.map(SourceIs),
    st.sampled_from(["en", "de"]).map(LanguageIs),
    st.sampled_from(["7d", "2026-11-01"]).map(Since),
    st.sampled_from(["1w", "2026-11-15"]).map(Until),
)
_queries = st.recursive(
    _terms,
    lambda parts: st.one_of(
        parts.map(negate),
        st.lists(parts, min_size=1, max_size=4).map(all_of),
        st.lists(parts, min_size=1, max_size=4).map(any_of),
    ),
    max_leaves=12,
)


@given(_queries)
@settings(deadline=None)
def test_a_query_written_back_means_the_same(query: Query) -> None:
    assert parse_query(write_query(query)) == query


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_gives_a_query_or_a_sentence(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError:
        return
    assert parse_query(write_query(query)) == query
