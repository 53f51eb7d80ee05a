"""Actors and their aliases, people found in texts, and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, select, update

from bot.errors import NotFoundError
from bot.model.knowledge import Actor, Role
from bot.model.stored import Tally
from bot.query.tree import Query
from bot.storage.database import Scope
from bot.storage.findings import FOUND
from bot.storage.planning import Window, plan
from bot.storage.speakers import UNNAMED, load_speakers
from bot.storage.sqlite_dialect import insert_new, ordered, upsert
from bot.storage.tables import actors, aliases, articles, mentions, quotes
from bot.storage.themes import DEFAULT, TEAM

MOST_COUNTED = 20_000  # articles whose actors are counted
_VALUES = ("name", "kind", "origin", "data", "updated_at")


def sync_actors(scope: Scope, wanted: Sequence[Actor], now: datetime) -> None:
    """Make the default actors equal to `wanted`; the team's own edits and aliases win.

    A default that is no longer listed goes, unless an article names it: then it stays as a found one.
    """
    stored = {row.id: row for row in _load_rows(scope)}
    spellings = _load_aliases(scope, origin=DEFAULT)
    for actor in wanted:
        if not _is_settled(actor, stored.get(actor.id), spellings[actor.id]):
            _save(scope, actor, DEFAULT, now)
    named = {actor.id for actor in wanted}
    for row in stored.values():
        if row.origin == DEFAULT and row.id not in named:
            _retire(scope, row.id)


def _is_settled(actor: Actor, stored: Row[Any] | None, spellings: list[str]) -> bool:
    """Whether there is nothing to do: the team has its own, or the row says the same already."""
    if stored is None:
        return False
    same = stored.data == _write_data(actor) and tuple(spellings) == tuple(dict.fromkeys(actor.aliases))
    return stored.origin == TEAM or (stored.origin == DEFAULT and same)


def _retire(scope: Scope, actor_id: str) -> None:
    m, q = mentions.c, quotes.c
    named = exists().where(m.workspace_id == scope.workspace_id, m.actor_id == actor_id)
    spoke = exists().where(q.workspace_id == scope.workspace_id, q.speaker_key == actor_id)
    here = _is(scope, actor_id)
    if scope.connection.execute(select(named | spoke)).scalar_one():
        scope.connection.execute(update(actors).where(here).values(origin=FOUND))
    else:
        scope.connection.execute(delete(actors).where(here))


def _save(scope: Scope, actor: Actor, origin: str, now: datetime) -> None:
    """Store an actor with its aliases; aliases that the team gave to a default stay."""
    owned: dict[str, Any] = {"workspace_id": scope.workspace_id}
    row: dict[str, Any] = {"id": actor.id, "name": actor.name, "kind": actor.kind, "origin": origin}
    row |= {"data": _write_data(actor), "updated_at": now}
    scope.connection.execute(upsert(actors, ("workspace_id", "id"), _VALUES), owned | row)
    a = aliases.c
    stale = and_(a.workspace_id == scope.workspace_id, a.actor_id == actor.id)
    if origin == DEFAULT:
        stale = and_(stale, a.origin == DEFAULT)
    scope.connection.execute(delete(aliases).where(stale))
    owned |= {"actor_id": actor.id, "origin": origin}
    rows = [owned | {"alias": alias, "position": i} for i, alias in enumerate(dict.fromkeys(actor.aliases))]
    if rows:
        scope.connection.execute(insert_new(aliases), rows)


def load_actors(scope: Scope, *, known_only: bool = True) -> tuple[Actor, ...]:
    """All actors of the table with their aliases, by id; with `known_only` False also those found in texts."""
    rows = [row for row in _load_rows(scope) if not known_only or row.origin != FOUND]
    spellings = _load_aliases(scope)
    return tuple(_make_actor(row, spellings[row.id]) for row in rows)


def save_actor(scope: Scope, actor: Actor, now: datetime) -> None:
    """Store an actor as the team's own; later defaults leave it alone."""
    _save(scope, actor, TEAM, now)


def add_alias(scope: Scope, actor_id: str, alias: str, now: datetime) -> Actor:
    """Give an actor another way to write it; the defaults keep it. Raises NotFoundError."""
    a = aliases.c
    mine = and_(a.workspace_id == scope.workspace_id, a.actor_id == actor_id)
    last = select(func.coalesce(func.max(a.position), -1)).where(mine)
    here = update(actors).where(_is(scope, actor_id)).values(updated_at=now)
    if not scope.connection.execute(here).rowcount:
        raise NotFoundError(f"There is no actor “{actor_id[:80]}”.", advice="/media actors lists all.")
    row = {"workspace_id": scope.workspace_id, "actor_id": actor_id, "alias": alias, "origin": TEAM}
    row["position"] = scope.connection.execute(last).scalar_one() + 1
    scope.connection.execute(upsert(aliases, ("workspace_id", "actor_id", "alias"), ("origin",)), row)
    return _load_actor(scope, actor_id)


def find_actor(scope: Scope, actor_id: str) -> Actor | None:
    """The actor of that id, known or found, or None."""
    try:
        return _load_actor(scope, actor_id)
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
    chosen = plan(scope, query, Window(since=since, until=until), now)
    matching = chosen.newest(articles.c.id).limit(MOST_COUNTED).subquery("matching")
    rows = ordered(
        matching,
        (
            mentions,
            and_(mentions.c.workspace_id == scope.workspace_id, mentions.c.article_id == matching.c[0]),
        ),
        (actors, and_(actors.c.workspace_id == scope.workspace_id, actors.c.id == mentions.c.actor_id)),
    )
    count = func.count().label("count")
    top = select(actors.c.id, actors.c.name, count).select_from(rows).group_by(actors.c.id, actors.c.name)
    found = scope.connection.execute(top.order_by(count.desc(), actors.c.id).limit(limit))
    return tuple(Tally(id=actor, name=name, count=number) for actor, name, number in found)


def _load_rows(scope: Scope) -> Sequence[Row[Any]]:
    query = select(actors).where(actors.c.workspace_id == scope.workspace_id)
    return scope.connection.execute(query.order_by(actors.c.id)).all()


def _load_actor(scope: Scope, actor_id: str) -> Actor:
    row = scope.connection.execute(select(actors).where(_is(scope, actor_id))).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no actor “{actor_id[:80]}”.", advice="/media actors lists all.")
    return _make_actor(row, _load_aliases(scope, actor_id=actor_id)[actor_id])


def _is(scope: Scope, actor_id: str) -> ColumnElement[bool]:
    return and_(actors.c.workspace_id == scope.workspace_id, actors.c.id == actor_id)


def _load_aliases(
    scope: Scope, *, actor_id: str | None = None, origin: str | None = None
) -> defaultdict[str, list[str]]:
    """Actor → its aliases in order: all, those of one actor, or those of one origin."""
    a = aliases.c
    query = select(a.actor_id, a.alias).where(a.workspace_id == scope.workspace_id)
    if actor_id is not None:
        query = query.where(a.actor_id == actor_id)
    if origin is not None:
        query = query.where(a.origin == origin)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in scope.connection.execute(query.order_by(a.actor_id, a.position, a.alias)):
        found[row.actor_id].append(row.alias)
    return found


def _write_data(actor: Actor) -> dict[str, Any]:
    """What has no column of its own, as JSON can hold it."""
    roles = [
        {
            "title": role.title,
            "of": role.of,
            "start": role.start.isoformat() if role.start else None,
            "end": role.end.isoformat() if role.end else None,
        }
        for role in actor.roles
    ]
    return {
        "surname": actor.surname,
        "gender": actor.gender,
        "roles": roles,
        "demonyms": list(actor.demonyms),
        "metonyms": list(actor.metonyms),
        "of": actor.of,
        "sector": actor.sector,
        "wikidata": actor.wikidata,
        "description": actor.description,
    }


def _make_actor(row: Row[Any], spellings: Iterable[str]) -> Actor:
    data = dict(row.data)
    for name in ("demonyms", "metonyms"):
        data[name] = tuple(data.get(name, ()))
    data["roles"] = tuple(_make_role(role) for role in data.get("roles", ()))
    return Actor(id=row.id, name=row.name, kind=row.kind, aliases=tuple(spellings), **data)


def _make_role(data: dict[str, str | None]) -> Role:
    start, end = (date.fromisoformat(day) if day else None for day in (data["start"], data["end"]))
    return Role(title=data["title"] or "", of=data["of"], start=start, end=end)
