"""Searching: the same answer as a plain reading of the query, whatever was typed and whichever key is walked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.query.span import since_instant, until_instant
from bot.query.tree import (
    ActorIs,
    And,
    LanguageIs,
    Not,
    Or,
    Phrase,
    Query,
    Since,
    SourceIs,
    ThemeIs,
    Until,
    Word,
    all_of,
    any_of,
    negate,
)
from bot.storage import planning
from bot.storage.database import Database
from bot.storage.search import count_matching, find_articles, find_stories
from tests.builders import NOW, FixedClock, Library, instant, make_match, make_outlet

WORDS = ("gas", "line", "talks", "harbour")
ACTORS = ("vladimir-putin", "xi-jinping", "russia")
THEMES = ("energy", "taiwan")
OUTLETS = ("harbour-wire.example", "northgate.example", None)


@dataclass(frozen=True)
class Told:
    """An article as the plain reading sees it."""

    words: tuple[str, ...]
    actors: tuple[str, ...]
    themes: tuple[str, ...]
    outlet: str | None
    language: str
    dated_at: datetime
    stored_at: datetime
    story: int
    backfill: bool


def some(*choices: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), max_size=2, unique=True).map(tuple)


hours = st.integers(0, 72).map(lambda h: NOW - timedelta(hours=h))
told = st.builds(
    Told,
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple),
    actors=some(*ACTORS),
    themes=some(*THEMES),
    outlet=st.sampled_from(OUTLETS),
    language=st.sampled_from(("en", "de")),
    dated_at=hours,
    stored_at=st.just(NOW),
    story=st.integers(0, 3),
    backfill=st.booleans(),
).flatmap(lambda a: hours.map(lambda h: Told(**{**a.__dict__, "stored_at": max(h, a.dated_at)})))

terms: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=2).map(lambda w: Phrase(" ".join(w))),
    st.sampled_from(ACTORS).map(ActorIs),
    st.sampled_from(THEMES).map(ThemeIs),
    st.sampled_from(("harbour-wire.example", "Northgate")).map(SourceIs),
    st.sampled_from(("en", "de")).map(LanguageIs),
    st.sampled_from(("12h", "2d", "2026-11-20")).map(Since),
    st.sampled_from(("12h", "2026-11-19")).map(Until),
)
queries = st.recursive(
    terms,
    lambda part: st.one_of(
        part.map(negate),
        st.lists(part, min_size=2, max_size=3).map(all_of),
        st.lists(part, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=6,
)


def reads(article: Told, query: Query) -> bool:
    """The plain reading."""
    match query:
        case And(parts):
            return all(reads(article, part) for part in parts)
        case Or(parts):
            return any(reads(article, part) for part in parts)
        case Not(part):
            return not reads(article, part)
        case Word(text) | Phrase(text):
            wanted = text.split()
            return any(list(article.words[i : i + len(wanted)]) == wanted for i in range(len(article.words)))
        case ActorIs(actor):
            return actor in article.actors
        case ThemeIs(theme):
            return theme in article.themes
        case SourceIs(outlet):
            return article.outlet is not None and outlet in (article.outlet, make_outlet(article.outlet).name)
        case LanguageIs(code):
            return article.language == code
        case Since(when):
            return article.dated_at >= since_instant(when, NOW)
        case Until(when):
            return article.dated_at < until_instant(when, NOW)


@contextmanager
def filled(database: Database, articles: list[Told]) -> Iterator[tuple[Library, dict[int, Told]]]:
    """A workspace of its own for one example."""
    team = f"T{len(database.workspaces())}"
    database.adopt("first", "First")
    library = Library(database, database.adopt(team, team).id, FixedClock())
    stored = {}
    for article in articles:
        saved = library.article(
            " ".join(article.words),
            text="zzz",
            actors=article.actors,
            themes=[*article.themes, make_match("sport", score=0.2)],
            outlet=article.outlet,
            language=article.language,
            at=article.dated_at,
            stored=article.stored_at,
            story=str(article.story),
            backfill=article.backfill,
        )
        stored[saved.id] = article
    yield library, stored


periods = st.tuples(st.none() | hours, st.none() | hours)


@pytest.mark.parametrize("few", [5_000, 0], ids=["from the rarest", "back in time"])
def test_articles_are_found_as_a_plain_reading_finds_them(
    few: int, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "FEW", few)
    monkeypatch.setattr(planning, "FEW_WITH_WORDS", few)

    @settings(deadline=None, max_examples=60)
    @given(st.lists(told, max_size=6), queries, periods, st.sampled_from(["dated", "stored"]))
    def check(
        articles: list[Told], query: Query, period: tuple[datetime | None, datetime | None], by: planning.By
    ) -> None:
        since, until = period
        with filled(database, articles) as (library, stored), library.read() as scope:
            found = find_articles(scope, query, since=since, until=until, by=by, now=NOW)
            stories = find_stories(scope, query, since=since, until=until, by=by, now=NOW)
            counts = count_matching(scope, query, since, until, by, NOW)
        wanted = {i: a for i, a in stored.items() if reads(a, query) and in_period(a, since, until, by)}
        order = [card.dated_at if by == "dated" else card.stored_at for card in found]
        assert {card.id for card in found} == set(wanted)
        assert order == sorted(order, reverse=True)
        assert sorted(card.id for story in stories for card in story.articles) == sorted(wanted)
        outlets = {article.outlet for article in wanted.values()} - {None}
        assert counts == (len(wanted), len({a.story for a in wanted.values()}), len(outlets))

    check()


def in_period(article: Told, since: datetime | None, until: datetime | None, by: planning.By) -> bool:
    if by == "dated":
        return (since is None or since <= article.dated_at) and (until is None or article.dated_at < until)
    inside = (since is None or since < article.stored_at) and (until is None or article.stored_at <= until)
    return inside and not article.backfill


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "*", "^", "a*", "a AND", "NOT", "OR OR", "NEAR(", "a:b", "headline:gas", "%", "_", "\\",
        "a\x00b", "\x00", "-", "--", ";DROP TABLE articles", "{a b}", "a + b", "\ud800", "'; --", "(((((",
        "gas " * 10_000, "習" * 5_000, "é̈̂", "\u202egas", "article_search", "rank",
    ],
    ids=lambda typed: ascii(typed[:12]),
)  # fmt: skip
def test_hostile_words_are_only_words(library: Library, typed: str) -> None:
    library.article("Gas talks in the harbour")
    with library.read() as scope:
        for query in (Word(typed), Phrase(typed), Not(Word(typed)), SourceIs(typed), ActorIs(typed)):
            find_articles(scope, query, now=NOW)
            find_articles(scope, Or((query, Word("gas"))), now=NOW)
        assert count_matching(scope, Word("gas")) == (1, 1, 1)


def test_a_query_of_ten_thousand_terms_is_refused_with_a_hint(library: Library) -> None:
    query = Or(tuple(Word(f"word{i}") for i in range(10_000)))
    with library.read() as scope, pytest.raises(QueryError) as caught:
        find_articles(scope, query, now=NOW)
    assert caught.value.advice


def test_accents_case_and_chinese_are_found(library: Library) -> None:
    french = library.article("Le président a parlé")
    chinese = library.article("周五，习近平访问了俄罗斯", language="zh")
    with library.read() as scope:
        for word in ("PRESIDENT", "président", "pre\u0301sident"):
            assert [c.id for c in find_articles(scope, Word(word), now=NOW)] == [french.id], word
        for name in ("习近平", "俄罗斯", "访问", "习", "斯"):
            assert [c.id for c in find_articles(scope, Word(name), now=NOW)] == [chinese.id], name
        assert find_articles(scope, Word("近习"), now=NOW) == ()


def test_a_theme_below_its_threshold_does_not_count(library: Library) -> None:
    library.article(themes=[make_match("energy", score=0.4, threshold=0.5)])
    with library.read() as scope:
        (card,) = find_articles(scope, None, now=NOW)
        assert card.themes == ()
        assert find_articles(scope, ThemeIs("energy"), now=NOW) == ()


def test_a_story_shows_originals_before_copies_and_its_own_beginning(library: Library) -> None:
    first = library.article("Opening talks", at="2026-11-18 08:00", story="talks")
    copy = library.article(
        "Gas talks", at="2026-11-19 08:00", story="talks", copy_of=first, outlet="b.example"
    )
    late = library.article("Gas talks go on", at="2026-11-20 08:00", story="talks", outlet="c.example")
    with library.read() as scope:
        (story,) = find_stories(scope, Word("gas"), now=NOW)
    assert [card.id for card in story.articles] == [late.id, copy.id]
    assert (story.first_at, story.copies) == (instant("2026-11-18 08:00"), 1)
    assert [outlet.id for outlet in story.outlets] == ["c.example", "b.example"]


def test_only_as_many_stories_as_wanted_the_newest_first(library: Library) -> None:
    for day in range(10, 20):
        library.article(f"Day {day}", at=f"2026-11-{day} 08:00")
        library.article(f"Day {day} again", at=f"2026-11-{day} 09:00", story=day - 9)
    with library.read() as scope:
        stories = find_stories(scope, None, limit=3, now=NOW)
    assert [story.articles[0].title for story in stories] == ["Day 19", "Day 18", "Day 17"]
    assert [len(story.articles) for story in stories] == [2, 2, 2]


def test_a_digest_covers_what_was_stored_after_its_last_slot_up_to_this_one(library: Library) -> None:
    since, until = instant("2026-11-20 08:30"), instant("2026-11-21 08:30")
    library.article("At the last slot", stored=since, at="2026-11-01 08:00")
    inside = library.article("At this slot", stored=until, at="2026-11-01 08:00")
    library.article("Old news brought in", stored=until, at="2026-11-01 08:00", backfill=True)
    with library.read() as scope:
        stories = find_stories(scope, None, since=since, until=until, by="stored", now=NOW)
    assert [story.id for story in stories] == [inside.story]
