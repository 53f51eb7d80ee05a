"""Sources and the state of their polls."""

from __future__ import annotations

from datetime import datetime

from bot.model.articles import Source, SourceKind
from bot.storage.database import Scope


def add_source(scope: Scope, kind: SourceKind, address: str, name: str, now: datetime) -> Source:
    """Watch an address; one that is watched already is returned as it stands."""
    raise NotImplementedError


def load_sources(scope: Scope) -> tuple[Source, ...]:
    """All sources, oldest first."""
    raise NotImplementedError


def load_source(scope: Scope, source_id: int) -> Source:
    """One source.

    Raises:
        NotFoundError: there is none of that id in this workspace.
    """
    raise NotImplementedError


def load_due_sources(scope: Scope, now: datetime) -> tuple[Source, ...]:
    """Sources to poll now, the longest due first; paused ones and hand-overs are left out."""
    raise NotImplementedError


def remove_source(scope: Scope, source_id: int) -> None:
    """Stop watching; its articles stay. Raises NotFoundError."""
    raise NotImplementedError


def pause_source(scope: Scope, source_id: int, paused: bool) -> Source:
    """Pause a source, or go on with it. Raises NotFoundError."""
    raise NotImplementedError


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

    `failing_since` is the first failure in a row, `failures` how many there were since.
    """
    raise NotImplementedError
