"""Actors and their aliases, people found in texts, and speakers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model.knowledge import Actor
from bot.model.stored import Tally
from bot.query.tree import Query
from bot.storage.database import Scope


def sync_actors(scope: Scope, actors: Sequence[Actor], now: datetime) -> None:
    """Make the default actors equal to `actors`; the team's own edits and aliases win.

    A default that is no longer listed goes, unless an article names it: then it stays as a found one.
    """
    raise NotImplementedError


def load_actors(scope: Scope, *, known_only: bool = True) -> tuple[Actor, ...]:
    """All actors of the table with their aliases, by id; with `known_only` False also those found in texts."""
    raise NotImplementedError


def save_actor(scope: Scope, actor: Actor, now: datetime) -> None:
    """Store an actor as the team's own; later defaults leave it alone."""
    raise NotImplementedError


def add_alias(scope: Scope, actor_id: str, alias: str, now: datetime) -> Actor:
    """Give an actor another way to write it. Raises NotFoundError."""
    raise NotImplementedError


def find_actor(scope: Scope, actor_id: str) -> Actor | None:
    """The actor of that id, known or found, or None."""
    raise NotImplementedError


def find_speakers(scope: Scope, name: str) -> tuple[tuple[str | None, str], ...]:
    """(actor id or None, name) of all who spoke and bear that full name, or else that surname."""
    raise NotImplementedError


def top_actors(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None,
    until: datetime | None,
    limit: int = 10,
    now: datetime | None = None,
) -> tuple[Tally, ...]:
    """The actors named in most of the matching articles; `now` is needed where the query has spans."""
    raise NotImplementedError
