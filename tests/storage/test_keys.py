"""Look-ups walk keys: no table is read through, and the newest come first without sorting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from bot.query.tree import ActorIs, And, Not, Or, Query, ThemeIs, Word
from bot.storage import planning
from bot.storage.actor_moves import find_articles as find_articles_of
from bot.storage.actors import find_speakers, top_actors
from bot.storage.articles import find_by_address, load_known
from bot.storage.columns import metadata
from bot.storage.database import Scope
from bot.storage.events import load_events
from bot.storage.excerpts import load_excerpts
from bot.storage.found_actors import load_found, load_namesakes
from bot.storage.mention_samples import load_mentions
from bot.storage.proposals import propose_actors
from bot.storage.quotes import load_quotes, quotes_between
from bot.storage.relations import (
    count_naming_both,
    count_relation,
    named_beside,
    others,
    shared_themes,
)
from bot.storage.relevance import load_candidates
from bot.storage.rereading import load_doubtful, load_unread
from bot.storage.search import count_matching, count_newest, find_articles, find_stories
from bot.storage.ties import count_ties
from bot.storage.trends import count_actor, count_theme, top_themes
from tests.builders import NOW, Library, instant, make_event, make_quote

PUTIN, XI = "vladimir-putin", "xi-jinping"
SINCE, UNTIL = instant("2026-10-01"), instant("2026-12-01")
TABLES = {*metadata.tables, "first", "second"}  # the last two are aliases of mentions and event_sides


@pytest.fixture
def filled(library: Library) -> Library:
    """One article with everything in it: plans do not depend on how much there is."""
    library.article(
        "Putin called Xi",
        actors=[PUTIN, XI, "russia"],
        themes=["energy"],
        quotes=[
            make_quote("We agreed on gas", by=PUTIN, about=[XI, "energy"]),
            make_quote("No", name="A Leighton"),
        ],
        events=[make_event(PUTIN, "call", XI)],
    )
    return library


@contextmanager
def noting(scope: Scope, statements: list[tuple[str, Any]]) -> Iterator[None]:
    """Note every statement with its parameters."""

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        statements.append((statement, parameters))

    event.listen(scope.connection, "before_cursor_execute", note)
    yield
    event.remove(scope.connection, "before_cursor_execute", note)


def explain(library: Library, ask: Callable[[Scope], Any]) -> list[str]:
    """The steps of all statements that a question leads to, as SQLite plans them."""
    steps: list[str] = []
    with library.read() as scope:
        seen: list[tuple[str, Any]] = []
        with noting(scope, seen):
            ask(scope)
        for statement, parameters in seen:
            rows = scope.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps += [row[3] for row in rows]
    assert steps
    return steps


def read_through(steps: list[str]) -> list[str]:
    return [step for step in steps if step.startswith("SCAN ") and step.split()[1] in TABLES]


QUERIES: dict[str, Query | None] = {
    "everything": None,
    "an actor": ActorIs(PUTIN),
    "a word": Word("putin"),
    "two and not": And((ActorIs(PUTIN), ThemeIs("energy"), Not(Word("sport")))),
    "either": Or((Word("putin"), ActorIs(XI))),
}
ASKED: dict[str, Callable[[Scope], Any]] = {
    "quotes": lambda s: load_quotes(s),
    "quotes by": lambda s: load_quotes(s, speaker=PUTIN, since=SINCE),
    "quotes about": lambda s: load_quotes(s, about=[XI], since=SINCE, until=UNTIL),
    "quotes by about": lambda s: load_quotes(s, speaker=PUTIN, about=[XI, "energy"], since=SINCE),
    "quotes of a name": lambda s: load_quotes(s, speaker_name="leighton"),
    "quotes with words": lambda s: load_quotes(s, words=["gas"], since=SINCE),
    "quotes of articles": lambda s: load_quotes(s, articles=[1], key_only=True),
    "quotes of a story": lambda s: load_quotes(s, story=1),
    "quotes between": lambda s: quotes_between(s, PUTIN, XI, SINCE, UNTIL),
    "events between": lambda s: load_events(s, a=PUTIN, b=XI, since=SINCE, until=UNTIL),
    "events of": lambda s: load_events(s, a=PUTIN),
    "relation": lambda s: count_relation(s, PUTIN, XI, SINCE, UNTIL),
    "shared themes": lambda s: shared_themes(s, PUTIN, XI, SINCE, UNTIL),
    "others": lambda s: others(s, PUTIN, XI, SINCE, UNTIL),
    "beside": lambda s: named_beside(s, PUTIN, SINCE, UNTIL),
    "both": lambda s: count_naming_both(s, PUTIN, XI, SINCE, UNTIL),
    "ties": lambda s: count_ties(s, PUTIN, [XI, "japan"], SINCE, UNTIL),
    "an actor over time": lambda s: count_actor(s, PUTIN, (SINCE, UNTIL)),
    "a theme over time": lambda s: count_theme(s, "energy", (SINCE, UNTIL)),
    "excerpts": lambda s: load_excerpts(s, And((ActorIs(PUTIN), ThemeIs("energy"))), [1]),
    "known": lambda s: load_known(s, canonical="c", guid="g", text_hash="h"),
    "address": lambda s: find_by_address(s, "https://harbour-wire.example/putin-called-xi"),
    "unread": lambda s: load_unread(s, version="2", since=SINCE, limit=10),
    "speakers": lambda s: find_speakers(s, "leighton"),
    "doubtful": lambda s: load_doubtful(s, 10),
    "namesakes": lambda s: load_namesakes(s, ["leighton"]),
    "found actors": lambda s: load_found(s, ["cedric-leighton"]),
    "articles of an actor": lambda s: find_articles_of(s, PUTIN),
    "mentions of an actor": lambda s: load_mentions(s, PUTIN, 2),
    "whom to propose": lambda s: propose_actors(s, [PUTIN], NOW, NOW),
}


@pytest.mark.parametrize("asked", ASKED)
def test_no_table_is_read_through_for(filled: Library, asked: str) -> None:
    assert read_through(explain(filled, ASKED[asked])) == []


@pytest.mark.parametrize("few", [5_000, 0], ids=["rare", "frequent"])
@pytest.mark.parametrize("by", ["dated", "stored"])
@pytest.mark.parametrize("name", QUERIES)
def test_no_table_is_read_through_in_a_search_for(
    filled: Library, name: str, by: planning.By, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "FEW", few)
    monkeypatch.setattr(planning, "FEW_WITH_WORDS", few)
    query = QUERIES[name]

    def ask(scope: Scope) -> None:
        find_articles(scope, query, now=NOW)
        find_articles(scope, query, since=SINCE, until=UNTIL, by=by, now=NOW)
        find_stories(scope, query, since=SINCE, until=UNTIL, by=by, now=NOW)
        count_matching(scope, query, SINCE, UNTIL, by)
        count_newest(scope, query, since=SINCE, until=UNTIL, now=NOW)
        load_candidates(scope, query, since=SINCE, until=UNTIL, now=NOW)
        top_actors(scope, query, SINCE, UNTIL)
        top_themes(scope, query, SINCE, UNTIL)

    assert read_through(explain(filled, ask)) == []


NEWEST_FIRST: dict[str, Callable[[Scope], Any]] = {
    "all": lambda s: find_articles(s, None, now=NOW),
    "stored": lambda s: find_articles(s, None, since=SINCE, by="stored", now=NOW),
    "of an actor": lambda s: find_articles(s, ActorIs(PUTIN), since=SINCE, now=NOW),
    "of a theme": lambda s: find_articles(s, ThemeIs("energy"), since=SINCE, now=NOW),
    "of a word": lambda s: find_articles(s, Word("putin"), since=SINCE, now=NOW),
    "of two": lambda s: find_articles(s, And((ActorIs(PUTIN), ActorIs(XI))), now=NOW),
    "quotes": lambda s: load_quotes(s, since=SINCE),
    "quotes by": lambda s: load_quotes(s, speaker=PUTIN, since=SINCE),
    "quotes about": lambda s: load_quotes(s, about=[XI], since=SINCE),
}


@pytest.mark.parametrize("asked", NEWEST_FIRST)
def test_frequent_ones_come_newest_first_without_being_sorted(
    filled: Library, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "FEW", 0)
    monkeypatch.setattr(planning, "FEW_WITH_WORDS", 0)
    assert "USE TEMP B-TREE FOR ORDER BY" not in explain(filled, NEWEST_FIRST[asked])


def test_the_rarer_of_two_is_read_first(library: Library) -> None:
    for number in range(3):
        library.article(f"Article {number}", actors=[PUTIN] if number else [PUTIN, XI])
    for a, b in ((PUTIN, XI), (XI, PUTIN)):
        statements: list[tuple[str, Any]] = []
        with library.read() as scope, noting(scope, statements):
            assert count_relation(scope, a, b).articles == 1
        (joined,) = [parameters for statement, parameters in statements if "CROSS JOIN mentions" in statement]
        assert joined.index(PUTIN) < joined.index(
            XI
        )  # the condition of the join stands before that of the first
