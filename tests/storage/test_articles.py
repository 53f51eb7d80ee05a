"""Articles: stored with all that was found, recognised again, and replaced when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import NotFoundError
from bot.model.findings import Depth
from bot.query.tree import ActorIs, Word
from bot.storage.article_rows import HEADLINE_WORDS, date_article, headline_of
from bot.storage.articles import (
    count_articles,
    find_by_address,
    hash_text,
    load_article,
    load_known,
    load_text,
    save_article,
)
from bot.storage.events import load_events
from bot.storage.quotes import load_quotes
from bot.storage.remembered import load_fingerprints
from bot.storage.search import find_articles
from tests.builders import (
    NOW,
    Library,
    instant,
    make_analysis,
    make_article,
    make_event,
    make_outlet,
    make_quote,
)

PUTIN, XI = "vladimir-putin", "xi-jinping"


def test_a_stored_article_is_shown_with_outlet_themes_and_actors(library: Library) -> None:
    saved = library.article(
        "Putin called Xi",
        actors=[XI, PUTIN],
        themes=["energy"],
        at="2026-11-20 08:00",
        stored="2026-11-20 08:10",
        note="teaser only",
        teaser=True,
    )
    card = library.card(saved)
    assert (card.id, card.story, card.title) == (saved.id, saved.story, "Putin called Xi")
    assert card.outlet == make_outlet()
    assert (card.dated_at, card.stored_at) == (instant("2026-11-20 08:00"), instant("2026-11-20 08:10"))
    assert card.themes == ("energy",)
    assert set(card.actors) == {PUTIN, XI}
    assert (card.teaser, card.note, card.copy_of) == (True, "teaser only", None)


@pytest.mark.parametrize(
    ("published", "undated", "day_only"),
    [(None, True, False), (date(2026, 11, 20), False, True), (instant("2026-11-20 08:00"), False, False)],
)
def test_how_much_of_the_date_is_known(
    library: Library, published: date | None, undated: bool, day_only: bool
) -> None:
    article = replace(make_article(), published=published)
    with library.write() as scope:
        saved = save_article(
            scope,
            article,
            make_analysis(),
            story=None,
            copy_of=None,
            source_id=None,
            relevant=True,
            backfill=False,
            now=NOW,
            fingerprint=b"",
            knowledge_version="1",
        )
    card = library.card(saved)
    assert (card.undated, card.day_only) == (undated, day_only)


def test_an_article_is_known_by_address_guid_or_text(library: Library) -> None:
    saved = library.article("One", guid="guid-1", text="The same words.")
    card = library.card(saved)
    with library.read() as scope:
        assert load_text(scope, saved.id) == "The same words."
        same_text = hash_text("The  same\nwords.")
        for canonical, guid, text_hash in [
            (card.address, None, ""),
            ("https://else.example/", "guid-1", ""),
            ("https://else.example/", None, same_text),
        ]:
            (known,) = load_known(scope, canonical=canonical, guid=guid, text_hash=text_hash)
            assert (known.id, known.story, known.text_hash) == (saved.id, saved.story, same_text)
        assert load_known(scope, canonical="https://else.example/", guid="guid-2", text_hash="") == ()


def test_articles_of_a_story_share_it_and_a_new_one_begins_without(library: Library) -> None:
    first = library.article("First", story="summit")
    copy = library.article("First again", story="summit", copy_of=first)
    other = library.article("Other")
    assert copy.story == first.story != other.story
    assert library.card(copy).copy_of == first.id


def test_an_article_cannot_join_a_story_that_is_not_there(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.article("Lost", story=999)


def test_a_changed_article_keeps_its_place_and_gets_new_findings(library: Library) -> None:
    saved = library.article(
        "Putin called Xi",
        text="Old words about turbines.",
        actors=[PUTIN, XI],
        themes=["energy"],
        quotes=[make_quote("We agreed", by=PUTIN, about=[XI])],
        events=[make_event(PUTIN, "call", XI)],
        stored="2026-11-20 08:00",
    )
    before = library.card(saved)
    changed = library.change(
        saved,
        make_article("Lavrov called Xi", "New words about sanctions.", at="2026-11-20 07:00"),
        make_analysis(actors=["sergey-lavrov"], themes=["sanctions"]),
    )
    after = library.card(saved)
    assert (changed.id, changed.story) == (saved.id, saved.story)
    assert after.stored_at == before.stored_at
    assert (after.title, after.actors, after.themes) == (
        "Lavrov called Xi",
        ("sergey-lavrov",),
        ("sanctions",),
    )
    with library.read() as scope:
        assert load_text(scope, saved.id) == "New words about sanctions."
        assert load_quotes(scope) == ()
        assert load_events(scope, a=PUTIN) == ()
        assert find_articles(scope, Word("turbines"), now=NOW) == ()
        assert find_articles(scope, ActorIs(PUTIN), now=NOW) == ()
        assert find_articles(scope, Word("sanctions"), now=NOW) == (after,)
        assert count_articles(scope) == 1


def test_a_row_of_another_workspace_is_not_found(library: Library) -> None:
    with library.read() as scope:
        for load in (load_article, load_text):
            with pytest.raises(NotFoundError):
                load(scope, 1)


def test_an_article_is_found_by_the_address_that_it_was_read_from(library: Library) -> None:
    library.article("Old", address="https://harbour-wire.example/a")
    newer = library.article("New", address="https://harbour-wire.example/a")
    with library.read() as scope:
        found = find_by_address(scope, "https://harbour-wire.example/a")
        assert found is not None
        assert found.id == newer.id
        assert find_by_address(scope, "https://harbour-wire.example/b") is None


def test_fingerprints_of_the_latest_articles_come_back_in_the_order_of_arrival(library: Library) -> None:
    old, late, later = (
        library.article(title, at=f"2026-11-0{day} 08:00")
        for title, day in (("Old", 3), ("Late", 1), ("Later", 2))
    )
    with library.read() as scope:
        rows = list(load_fingerprints(scope, latest=2))
        assert [(row[0], row[1]) for row in rows] == [(late.id, late.story), (later.id, later.story)]
        assert rows[0][2:] == (instant("2026-11-01 08:00"), b"\x01\x02", {"gas": 0.5})
        assert [row[0] for row in load_fingerprints(scope, after=old.id, latest=9)] == [late.id, later.id]
        assert list(load_fingerprints(scope, after=later.id, latest=9)) == []


@pytest.mark.parametrize(
    ("published", "dated"),
    [
        (None, NOW),
        (NOW - timedelta(hours=3), NOW - timedelta(hours=3)),
        (NOW + timedelta(days=400), NOW),
        (date(2026, 11, 20), datetime(2026, 11, 20, 12, tzinfo=UTC)),
        (date(2026, 11, 21), NOW),
    ],
    ids=["unknown", "known", "in the future", "a day", "today"],
)
def test_an_article_is_dated_by_its_publication_but_never_later_than_now(
    published: datetime | date | None, dated: datetime
) -> None:
    assert date_article(replace(make_article(), published=published), NOW) == dated


def test_without_a_headline_the_first_words_stand_for_it(library: Library) -> None:
    text = "word " * (HEADLINE_WORDS + 5)
    assert headline_of(make_article(None, text)) == ("word " * HEADLINE_WORDS) + "…"
    assert headline_of(make_article(None, "Three short words")) == "Three short words"
    assert library.card(library.article(None, text="Three short words")).title == "Three short words"


def test_an_article_that_was_not_read_is_stored_and_found(library: Library) -> None:
    library.article("Bericht aus Kiel", depth=Depth.LANGUAGE, language="de", note="not analysed (German)")
    with library.read() as scope:
        (card,) = find_articles(scope, Word("kiel"), now=NOW)
    assert card.note == "not analysed (German)"
