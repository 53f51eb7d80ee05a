"""Sources and the state of their polls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, update

from bot.errors import NotFoundError
from bot.model.articles import Source, SourceKind
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import sources


def add_source(scope: Scope, kind: SourceKind, address: str, name: str, now: datetime) -> Source:
    """Watch an address; one that is watched already is returned as it stands."""
    fresh = {
        "kind": kind.value,
        "name": name,
        "created_at": now,
        "paused": False,
        "failures": 0,
        "removed": False,
    }
    key = {"workspace_id": scope.workspace_id, "address": address}
    scope.connection.execute(insert_new(sources).values(key | fresh))
    same = and_(sources.c.workspace_id == scope.workspace_id, sources.c.address == address)
    forgotten = {"next_poll_at": None, "failing_since": None, "error": None}
    again = update(sources).where(same, sources.c.removed.is_(True)).values(fresh | forgotten)
    scope.connection.execute(again)
    return _make_source(scope.connection.execute(select(sources).where(same)).one())


def load_sources(scope: Scope) -> tuple[Source, ...]:
    """All sources, oldest first."""
    query = select(sources).where(_watched(scope)).order_by(sources.c.created_at, sources.c.id)
    return tuple(_make_source(row) for row in scope.connection.execute(query))


def load_source(scope: Scope, source_id: int) -> Source:
    """One source.

    Raises:
        NotFoundError: there is none of that id in this workspace.
    """
    query = select(sources).where(_watched(scope), sources.c.id == source_id)
    if row := scope.connection.execute(query).one_or_none():
        return _make_source(row)
    raise NotFoundError(f"There is no source {source_id} here.", advice="/sources lists all of them.")


def load_due_sources(scope: Scope, now: datetime) -> tuple[Source, ...]:
    """Feeds to poll now, the longest due first; paused ones are left out."""
    s = sources.c
    due = or_(s.next_poll_at.is_(None), s.next_poll_at <= now)
    polled = and_(s.paused.is_(False), s.kind == SourceKind.FEED.value)
    query = select(sources).where(_watched(scope), polled, due)
    rows = scope.connection.execute(query.order_by(s.next_poll_at.nulls_first(), s.id))
    return tuple(_make_source(row) for row in rows)


def remove_source(scope: Scope, source_id: int) -> None:
    """Stop watching; its articles stay. Raises NotFoundError."""
    load_source(scope, source_id)
    _change(scope, source_id, removed=True)


def pause_source(scope: Scope, source_id: int, paused: bool) -> Source:
    """Pause a source, or go on with it. Raises NotFoundError."""
    load_source(scope, source_id)
    _change(scope, source_id, paused=paused)
    return load_source(scope, source_id)


def move_source(scope: Scope, source_id: int, address: str) -> Source:
    """Follow a feed to its new address for good; where that is watched already, nothing changes."""
    taken = select(sources.c.id).where(
        sources.c.workspace_id == scope.workspace_id, sources.c.address == address
    )
    if scope.connection.execute(taken).first() is None:
        _change(scope, source_id, address=address)
    return load_source(scope, source_id)


def save_poll(
    scope: Scope,
    source_id: int,
    *,
    etag: str | None,
    last_modified: str | None,
    next_poll_at: datetime | None,
    polled_at: datetime,
    new: int,
    error: str | None,
) -> Source:
    """Record a poll; `error` None means healthy. After a failure the old validators are kept.

    `failing_since` is the first failure in a row, `failures` how many there were since. Raises NotFoundError.
    """
    polled: dict[str, Any] = {"next_poll_at": next_poll_at, "last_polled_at": polled_at, "error": error}
    before = load_source(scope, source_id)
    if new:
        polled["last_new_at"] = polled_at
    if error is None:
        polled |= {"etag": etag, "last_modified": last_modified, "failing_since": None, "failures": 0}
    else:
        polled |= {"failing_since": before.failing_since or polled_at, "failures": before.failures + 1}
    _change(scope, source_id, **polled)
    return load_source(scope, source_id)


def _watched(scope: Scope) -> ColumnElement[bool]:
    return and_(sources.c.workspace_id == scope.workspace_id, sources.c.removed.is_(False))


def _change(scope: Scope, source_id: int, **values: Any) -> None:
    here = and_(_watched(scope), sources.c.id == source_id)
    scope.connection.execute(update(sources).where(here).values(values))


def _make_source(row: Row[Any]) -> Source:
    return Source(
        id=row.id,
        kind=SourceKind(row.kind),
        address=row.address,
        name=row.name,
        created_at=row.created_at,
        paused=row.paused,
        etag=row.etag,
        last_modified=row.last_modified,
        next_poll_at=row.next_poll_at,
        last_polled_at=row.last_polled_at,
        last_new_at=row.last_new_at,
        failing_since=row.failing_since,
        failures=row.failures,
        error=row.error,
    )
