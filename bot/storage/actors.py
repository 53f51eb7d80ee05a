"""Actors and their aliases, people found in texts, and speakers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, exists, func, or_, select, update

from bot.errors import NotFoundError
from bot.model.knowledge import Actor
from bot.model.stored import Tally
from bot.query.tree import Query
from bot.storage.actor_rows import (
    DROPPED,
    is_actor,
    load_aliases,
    load_known_rows,
    load_row,
    load_rows,
    make_actor,
    write_data,
)
from bot.storage.actor_tables import merges
from bot.storage.database import Scope
from bot.storage.findings import FOUND
from bot.storage.planning import Window
from bot.storage.redirects import lay_merged, load_names_found, load_redirects
from bot.storage.speakers import UNNAMED, load_speakers
from bot.storage.sqlite_dialect import insert_new, upsert
from bot.storage.tables import actors, aliases, mentions, quotes
from bot.storage.tallies import tally_matching
from bot.storage.themes import DEFAULT, TEAM

_VALUES = ("name", "kind", "origin", "data", "updated_at")


def sync_actors(scope: Scope, wanted: Sequence[Actor], now: datetime) -> None:
    """Make the default actors equal to `wanted`; the team's own edits and aliases win.

    A default that is no longer listed goes, unless an article names it: then it stays as a found one.
    """
    stored = {row.id: row for row in load_rows(scope)}
    spellings, dropped = load_aliases(scope, origin=DEFAULT), load_aliases(scope, origin=DROPPED)
    for actor in wanted:
        kept = [alias for alias in dict.fromkeys(actor.aliases) if alias not in dropped[actor.id]]
        if not _is_settled(actor, stored.get(actor.id), spellings[actor.id] == kept):
            _save(scope, actor, DEFAULT, now)
    named = {actor.id for actor in wanted}
    for row in stored.values():
        if row.origin == DEFAULT and row.id not in named:
            _retire(scope, row.id)


def _is_settled(actor: Actor, stored: Row[Any] | None, same_aliases: bool) -> bool:
    """Whether there is nothing to do: the team has its own, or the row says the same already."""
    if stored is None:
        return False
    same = stored.data == write_data(actor) and same_aliases
    return stored.origin == TEAM or (stored.origin == DEFAULT and same)


def _retire(scope: Scope, actor_id: str) -> None:
    m, q = mentions.c, quotes.c
    named = exists().where(m.workspace_id == scope.workspace_id, m.actor_id == actor_id)
    spoke = exists().where(q.workspace_id == scope.workspace_id, q.speaker_key == actor_id)
    either = or_(merges.c.gone_id == actor_id, merges.c.kept_id == actor_id)
    merged = exists().where(merges.c.workspace_id == scope.workspace_id, either)
    here = is_actor(scope, actor_id)
    if scope.connection.execute(select(named | spoke | merged)).scalar_one():
        scope.connection.execute(update(actors).where(here).values(origin=FOUND))
    else:
        scope.connection.execute(delete(actors).where(here))


def _save(scope: Scope, actor: Actor, origin: str, now: datetime) -> None:
    """Store an actor with its aliases; aliases that the team gave to a default stay."""
    owned: dict[str, Any] = {"workspace_id": scope.workspace_id}
    row: dict[str, Any] = {"id": actor.id, "name": actor.name, "kind": actor.kind, "origin": origin}
    row |= {"data": write_data(actor), "updated_at": now}
    scope.connection.execute(upsert(actors, ("workspace_id", "id"), _VALUES), owned | row)
    a = aliases.c
    stale = and_(a.workspace_id == scope.workspace_id, a.actor_id == actor.id, a.origin != DROPPED)
    if origin == DEFAULT:
        stale = and_(stale, a.origin == DEFAULT)
    scope.connection.execute(delete(aliases).where(stale))
    owned |= {"actor_id": actor.id, "origin": origin}
    rows = [owned | {"alias": alias, "position": i} for i, alias in enumerate(dict.fromkeys(actor.aliases))]
    if rows:
        by_team = upsert(aliases, ("workspace_id", "actor_id", "alias"), ("origin", "position"))
        scope.connection.execute(by_team if origin == TEAM else insert_new(aliases), rows)


def load_actors(scope: Scope, *, known_only: bool = True) -> tuple[Actor, ...]:
    """All actors of the table with their aliases, by id; with `known_only` False also those found in texts.

    An actor that was merged into another one is not among them; its names are that one's.
    """
    redirects = load_redirects(scope)
    rows = load_known_rows(scope, redirects, FOUND) if known_only else load_rows(scope)
    wanted = [row.id for row in rows if not known_only or row.origin != FOUND]
    records = _make_actors(scope, rows, redirects)
    return tuple(records[actor] for actor in wanted if actor in records)


def _make_actors(
    scope: Scope, rows: Sequence[Row[Any]], redirects: Mapping[str, str], ids: Iterable[str] | None = None
) -> dict[str, Actor]:
    """Rows → records, those of merged actors laid over the ones that were kept."""
    spellings = load_aliases(scope, ids=ids)
    records = {row.id: make_actor(row, spellings[row.id]) for row in rows}
    return lay_merged(records, redirects, load_names_found(scope, redirects) if redirects else {})


def save_actor(scope: Scope, actor: Actor, now: datetime) -> None:
    """Store an actor as the team's own; later defaults leave it alone."""
    _save(scope, actor, TEAM, now)


def add_alias(scope: Scope, actor_id: str, alias: str, now: datetime) -> Actor:
    """Give a known actor another way to write it; the defaults keep it. Raises NotFoundError."""
    a = aliases.c
    mine = and_(a.workspace_id == scope.workspace_id, a.actor_id == actor_id)
    last = select(func.coalesce(func.max(a.position), -1)).where(mine)
    load_row(scope, actor_id)
    scope.connection.execute(update(actors).where(is_actor(scope, actor_id)).values(updated_at=now))
    row = {"workspace_id": scope.workspace_id, "actor_id": actor_id, "alias": alias, "origin": TEAM}
    row["position"] = scope.connection.execute(last).scalar_one() + 1
    scope.connection.execute(upsert(aliases, ("workspace_id", "actor_id", "alias"), ("origin",)), row)
    return load_actor(scope, actor_id)


def drop_alias(scope: Scope, actor_id: str, alias: str, now: datetime) -> None:
    """Take a spelling away from an actor; the defaults do not bring it back.

    It is remembered also where the actor was found under it, in no alias: it is not found under it again.
    """
    row = {"workspace_id": scope.workspace_id, "actor_id": actor_id, "alias": alias, "origin": DROPPED}
    key = ("workspace_id", "actor_id", "alias")
    scope.connection.execute(upsert(aliases, key, ("origin",)), row | {"position": 0})
    scope.connection.execute(update(actors).where(is_actor(scope, actor_id)).values(updated_at=now))


def find_known(scope: Scope, actor_id: str) -> Actor | None:
    """The actor of the table as it is stored, without what merges lay over it, or None.

    Raises:
        NotFoundError: it was merged into another one, under whose name it goes now.
    """
    rows = load_rows(scope, [actor_id])
    if rows:
        load_actor(scope, actor_id)
    if not rows or rows[0].origin == FOUND:
        return None
    return make_actor(rows[0], load_aliases(scope, ids=[actor_id])[actor_id])


def find_actor(scope: Scope, actor_id: str) -> Actor | None:
    """The actor of that id, known or found, or None; also None where it was merged into another one."""
    try:
        return load_actor(scope, actor_id)
    except NotFoundError:
        return None


def find_speakers(scope: Scope, name: str) -> tuple[tuple[str | None, str], ...]:
    """(actor id or None, name) of all who spoke and bear that full name, or else that surname."""
    found = load_speakers(scope, name).items()
    return tuple((None if key.startswith(UNNAMED) else key, shown) for key, shown in found)


def top_actors(
    scope: Scope,
    query: Query | None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 10,
    now: datetime | None = None,
) -> tuple[Tally, ...]:
    """The actors named in most of the matching articles (the newest 20,000 of them).

    `now` is what spans in the query count back from.
    """
    window = Window(since=since, until=until)
    return tally_matching(scope, query, window, mentions, mentions.c.actor_id, actors, limit, now=now)


def load_actor(scope: Scope, actor_id: str) -> Actor:
    """An actor, known or found, with all its names.

    Raises:
        NotFoundError: there is none of that id, or it was merged into another one.
    """
    load_row(scope, actor_id)
    redirects = load_redirects(scope)
    if actor_id in redirects:
        raise NotFoundError(
            f"“{actor_id[:80]}” was merged into “{redirects[actor_id]}”.", advice="Name that one."
        )
    ids = (actor_id, *(gone for gone, kept in redirects.items() if kept == actor_id))
    return _make_actors(scope, load_rows(scope, ids), redirects, ids)[actor_id]
