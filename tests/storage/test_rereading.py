"""Reading stored articles again when themes, actors or subscriptions changed."""

from __future__ import annotations

from datetime import timedelta

from bot.model.findings import Depth
from bot.query.tree import ThemeIs, Word
from bot.storage.articles import load_text
from bot.storage.quotes import load_quotes
from bot.storage.rereading import load_unread, mark_seen, save_reading
from bot.storage.search import find_articles
from tests.builders import NOW, Library, make_analysis, make_quote


def unread(library: Library, version: str = "2", limit: int = 10) -> list[int]:
    with library.read() as scope:
        found = load_unread(scope, version=version, since=NOW - timedelta(days=90), limit=limit)
    return [article for article, _ in found]


def test_only_what_the_gate_left_unread_comes_newest_first(library: Library) -> None:
    library.article("Read in full")
    library.article("In German", depth=Depth.LANGUAGE)
    library.article("Too old", depth=Depth.GATED, stored="2026-01-01 08:00")
    early = library.article("Early", depth=Depth.GATED, stored="2026-11-19 08:00")
    late = library.article("Late", depth=Depth.GATED, stored="2026-11-20 08:00")
    assert unread(library) == [late.id, early.id]
    assert unread(library, limit=1) == [late.id]
    assert unread(library, version="test") == []  # the version that they were stored with


def test_an_article_comes_as_it_was_stored(library: Library) -> None:
    saved = library.article("Late", depth=Depth.GATED, at="2026-11-20 08:00", guid="g", note="teaser only")
    with library.read() as scope:
        ((_, article),) = load_unread(scope, version="2", since=NOW - timedelta(days=90), limit=10)
        assert article.text == load_text(scope, saved.id)
    card = library.card(saved)
    assert (article.title, article.address, article.outlet) == (card.title, card.address, card.outlet)
    assert (article.published, article.guid, article.note) == (card.dated_at, "g", "teaser only")


def test_what_concerns_nobody_is_not_looked_at_again(library: Library) -> None:
    saved = library.article(depth=Depth.GATED)
    with library.write() as scope:
        mark_seen(scope, [saved.id], "2")
    assert unread(library) == []
    assert unread(library, version="3") == [saved.id]


def test_a_later_reading_replaces_the_findings_and_nothing_else(library: Library) -> None:
    saved = library.article("Gas talks", depth=Depth.GATED, themes=["taiwan"])
    before = library.card(saved)
    found = make_analysis(themes=["energy"], quotes=[make_quote("We agreed", by="russia")])
    with library.write() as scope:
        ((article_id, article),) = load_unread(scope, version="2", since=NOW - timedelta(days=90), limit=10)
        save_reading(scope, article_id, article, found, version="2", now=NOW + timedelta(days=1))
    after = library.card(saved)
    assert after.themes == ("energy",)
    assert (after.story, after.stored_at, after.dated_at) == (before.story, before.stored_at, before.dated_at)
    assert unread(library, version="3") == []
    with library.read() as scope:
        assert [card.id for card in find_articles(scope, ThemeIs("energy"), now=NOW)] == [saved.id]
        assert [card.id for card in find_articles(scope, Word("talks"), now=NOW)] == [saved.id]
        assert find_articles(scope, ThemeIs("taiwan"), now=NOW) == ()
        assert len(load_quotes(scope)) == 1
