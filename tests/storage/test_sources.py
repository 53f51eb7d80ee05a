"""Sources: what is watched, what is due, and how the last polls went."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.errors import NotFoundError
from bot.model.articles import Source, SourceKind
from bot.storage.sources import (
    add_source,
    load_due_sources,
    load_source,
    load_sources,
    move_source,
    pause_source,
    remove_source,
    save_poll,
)
from tests.builders import NOW, Library

FEED = "https://harbour-wire.example/feed"


def watch(library: Library, address: str = FEED, kind: SourceKind = SourceKind.FEED) -> Source:
    with library.write() as scope:
        return add_source(scope, kind, address, "Harbour Wire", library.clock())


def poll(
    library: Library, source: Source, *, new: int = 0, error: str | None = None, etag: str = "e1"
) -> Source:
    now = library.clock()
    with library.write() as scope:
        return save_poll(
            scope,
            source.id,
            etag=etag,
            last_modified=None,
            next_poll_at=now + timedelta(minutes=15),
            polled_at=now,
            new=new,
            error=error,
        )


def due(library: Library, now: datetime) -> list[int]:
    with library.read() as scope:
        return [source.id for source in load_due_sources(scope, now)]


def test_the_same_address_again_is_the_same_source(library: Library) -> None:
    first = watch(library)
    library.clock.move(days=1)
    assert watch(library) == first
    with library.read() as scope:
        assert load_sources(scope) == (first,)
        assert load_source(scope, first.id) == first


def test_a_new_source_is_due_at_once_and_then_at_its_time(library: Library) -> None:
    source = watch(library)
    assert due(library, NOW) == [source.id]
    poll(library, source)
    assert due(library, NOW + timedelta(minutes=14)) == []
    assert due(library, NOW + timedelta(minutes=15)) == [source.id]


def test_the_longest_due_comes_first(library: Library) -> None:
    late = watch(library)
    poll(library, late)
    fresh = watch(library, FEED + "/2")
    assert due(library, NOW + timedelta(hours=1)) == [fresh.id, late.id]


def test_what_is_paused_or_handed_over_is_not_polled(library: Library) -> None:
    source = watch(library)
    watch(library, "ingest", SourceKind.COMMAND)
    with library.write() as scope:
        assert pause_source(scope, source.id, True).paused
    assert due(library, NOW) == []
    with library.write() as scope:
        assert not pause_source(scope, source.id, False).paused
    assert due(library, NOW) == [source.id]


def test_failures_are_counted_from_the_first_in_a_row(library: Library) -> None:
    source = watch(library)
    assert poll(library, source, new=3).last_new_at == NOW
    began = library.clock.move(hours=1)
    failed = poll(library, source, error="It was not found (404).", etag="ignored")
    library.clock.move(hours=1)
    failed = poll(library, source, error="It was not found (404).")
    assert (failed.failing_since, failed.failures) == (began, 2)
    assert (failed.error, failed.etag, failed.last_new_at) == ("It was not found (404).", "e1", NOW)
    healthy = poll(library, source, etag="e2")
    assert (healthy.failing_since, healthy.failures, healthy.error, healthy.etag) == (None, 0, None, "e2")


def test_a_removed_source_is_gone_but_its_articles_stay(library: Library) -> None:
    source = watch(library)
    poll(library, source, error="It was not found (404).")
    saved = library.article(source_id=source.id)
    with library.write() as scope:
        remove_source(scope, source.id)
    with library.read() as scope:
        assert load_sources(scope) == load_due_sources(scope, NOW) == ()
        with pytest.raises(NotFoundError, match=str(source.id)):
            load_source(scope, source.id)
    assert library.card(saved).id == saved.id
    again = watch(library)
    assert (again.failures, again.next_poll_at, again.error) == (0, None, None)


def test_a_feed_that_moved_for_good_is_followed_unless_its_new_address_is_watched(library: Library) -> None:
    source = watch(library)
    other = watch(library, FEED + "/other")
    with library.write() as scope:
        assert move_source(scope, source.id, FEED + "/new").address == FEED + "/new"
        assert move_source(scope, source.id, other.address).address == FEED + "/new"
