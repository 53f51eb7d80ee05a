"""People and bodies found in texts: under which names, and what tells namesakes apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, delete, select, update

from bot.model.found import FoundActor
from bot.storage.actor_moves import find_articles, move_actor
from bot.storage.actor_rows import DROPPED, is_actor, load_aliases, load_row, load_rows
from bot.storage.actor_tables import found_names, proposals
from bot.storage.database import Scope
from bot.storage.findings import FOUND
from bot.storage.redirects import load_names_found
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import actors, aliases, articles, mentions

MOST_NAMES = 2_000  # namesakes of all people of one article that are compared
NEWEST = 40  # articles of a person whose roles, stories and outlets count


def load_namesakes(scope: Scope, families: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Family name → found actor → its full names, of all that bear one of them (at most 2,000 names)."""
    f, a = found_names.c, actors.c
    mine = and_(f.workspace_id == scope.workspace_id, f.family.in_(sorted(set(families) - {""})))
    only_found = and_(a.workspace_id == f.workspace_id, a.id == f.actor_id, a.origin == FOUND)
    query = select(f.family, f.actor_id, f.name).join(actors, only_found).where(mine).limit(MOST_NAMES)
    names: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in scope.connection.execute(query):
        names[row.family][row.actor_id].append(row.name)
    return {family: {a: tuple(sorted(n)) for a, n in found.items()} for family, found in names.items()}


def load_found(scope: Scope, ids: Sequence[str]) -> tuple[FoundActor, ...]:
    """These found actors with what their newest articles tell of them, by id."""
    names = load_names_found(scope, ids)
    refused = load_aliases(scope, ids=ids, origin=DROPPED)
    return tuple(
        FoundActor(
            id=row.id,
            name=row.name,
            names=tuple(dict.fromkeys((row.name, *names.get(row.id, ())))),
            refused=tuple(refused[row.id]),
            **_load_evidence(scope, row.id),
        )
        for row in load_rows(scope, ids)
    )


def _load_evidence(scope: Scope, actor: str) -> dict[str, Any]:
    m, a = mentions.c, articles.c
    named = and_(a.workspace_id == m.workspace_id, a.id == m.article_id)
    query = select(m.role, a.story_id, a.outlet_id).join(articles, named)
    query = query.where(m.workspace_id == scope.workspace_id, m.actor_id == actor)
    rows = scope.connection.execute(
        query.order_by(m.dated_at.desc(), m.article_id.desc()).limit(NEWEST)
    ).all()
    return {
        "roles": tuple(dict.fromkeys(row.role for row in rows if row.role)),
        "stories": frozenset(row.story_id for row in rows),
        "outlets": frozenset(row.outlet_id for row in rows if row.outlet_id),
    }


def save_found_names(scope: Scope, names: Iterable[tuple[str, str, str]]) -> None:
    """Remember (family name, actor, full name) of found actors that have a row."""
    rows = [
        {"workspace_id": scope.workspace_id, "family": family, "actor_id": actor, "name": name}
        for family, actor, name in names
    ]
    if rows:
        scope.connection.execute(insert_new(found_names), rows)


def rename_found(scope: Scope, stored: str, into: str, name: str) -> None:
    """Let a found actor go by the id and name of a fuller spelling that has no row yet."""
    row = load_row(scope, stored)
    values = {**row._mapping, "id": into, "name": name}
    scope.connection.execute(insert_new(actors), values)
    move_actor(scope, stored, into, find_articles(scope, stored), (row.name, name))
    for table in (found_names, aliases, proposals):
        here = and_(table.c.workspace_id == scope.workspace_id, table.c.actor_id == stored)
        scope.connection.execute(update(table).where(here).values(actor_id=into))
    scope.connection.execute(delete(actors).where(is_actor(scope, stored)))
