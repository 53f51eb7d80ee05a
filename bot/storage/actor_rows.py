"""Rows of actors and aliases ⇄ records, each as it is stored: merges are laid over them elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from bot.errors import NotFoundError
from bot.model.knowledge import Actor, Role
from bot.storage.database import Scope
from bot.storage.tables import actors, aliases

DROPPED = "dropped"  # of an alias that the team took away; the row stays, or defaults would bring it back


def is_actor(scope: Scope, actor_id: str) -> ColumnElement[bool]:
    """The condition on `actors` for one of this workspace."""
    return and_(actors.c.workspace_id == scope.workspace_id, actors.c.id == actor_id)


def load_rows(scope: Scope, ids: Iterable[str] | None = None) -> Sequence[Row[Any]]:
    """The rows of all actors, or of some, by id."""
    query = select(actors).where(actors.c.workspace_id == scope.workspace_id)
    if ids is not None:
        query = query.where(actors.c.id.in_(list(ids)))
    return scope.connection.execute(query.order_by(actors.c.id)).all()


def load_known_rows(scope: Scope, also: Iterable[str], found: str) -> Sequence[Row[Any]]:
    """The rows of all actors but those of origin `found`, and of some of these by id: texts name ever more of them."""
    wanted = or_(actors.c.origin != found, actors.c.id.in_(list(also)))
    query = select(actors).where(actors.c.workspace_id == scope.workspace_id, wanted)
    return scope.connection.execute(query.order_by(actors.c.id)).all()


def load_row(scope: Scope, actor_id: str) -> Row[Any]:
    """The row of an actor, known or found. Raises NotFoundError."""
    row = scope.connection.execute(select(actors).where(is_actor(scope, actor_id))).one_or_none()
    if row is None:
        raise NotFoundError(
            f"There is no actor “{actor_id[:80]}”.", advice="“rapporteur actors list” shows all."
        )
    return row


def load_aliases(
    scope: Scope, *, ids: Iterable[str] | None = None, origin: str | None = None
) -> defaultdict[str, list[str]]:
    """Actor → its aliases in order: of all or some actors, of one origin or of any but those dropped."""
    a = aliases.c
    query = select(a.actor_id, a.alias).where(a.workspace_id == scope.workspace_id)
    query = query.where(a.origin != DROPPED if origin is None else a.origin == origin)
    if ids is not None:
        query = query.where(a.actor_id.in_(list(ids)))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in scope.connection.execute(query.order_by(a.actor_id, a.position, a.alias)):
        found[row.actor_id].append(row.alias)
    return found


def load_alias_origins(scope: Scope, actor_id: str) -> dict[str, str]:
    """Alias → who gave it: "default", "team", or "dropped" where the team took it away."""
    a = aliases.c
    mine = and_(a.workspace_id == scope.workspace_id, a.actor_id == actor_id)
    rows = scope.connection.execute(select(a.alias, a.origin).where(mine).order_by(a.position, a.alias))
    return {row.alias: row.origin for row in rows}


def write_data(actor: Actor) -> dict[str, Any]:
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


def make_actor(row: Row[Any], spellings: Iterable[str]) -> Actor:
    """A row and its aliases → the record."""
    data = dict(row.data)
    for name in ("demonyms", "metonyms"):
        data[name] = tuple(data.get(name, ()))
    data["roles"] = tuple(_make_role(role) for role in data.get("roles", ()))
    return Actor(id=row.id, name=row.name, kind=row.kind, aliases=tuple(spellings), **data)


def _make_role(data: dict[str, str | None]) -> Role:
    start, end = (date.fromisoformat(day) if day else None for day in (data["start"], data["end"]))
    return Role(title=data["title"] or "", of=data["of"], start=start, end=end)
