"""Merged actors as they are read: the gone one's names belong to the one that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select

from bot.model.knowledge import Actor, Theme
from bot.storage.actor_tables import found_names, merges
from bot.storage.database import Scope

_Item = TypeVar("_Item")


def load_redirects(scope: Scope) -> dict[str, str]:
    """Gone actor → the one that it is now, through all later merges."""
    m = merges.c
    query = select(m.gone_id, m.kept_id).where(m.workspace_id == scope.workspace_id)
    direct = {row.gone_id: row.kept_id for row in scope.connection.execute(query)}
    return {gone: _end_of(gone, direct) for gone in direct}


def _end_of(actor: str, direct: Mapping[str, str]) -> str:
    seen = {actor}
    while (following := direct.get(actor)) is not None and following not in seen:
        actor = following
        seen.add(actor)
    return actor


def lay_merged(
    actors: Mapping[str, Actor], redirects: Mapping[str, str], found: Mapping[str, Iterable[str]]
) -> dict[str, Actor]:
    """The actors without those that are gone, their names, offices and belongings with the kept ones. Pure.

    Args:
        found: gone actor → the names under which it was found in texts.
    """
    kept = {id: actor for id, actor in actors.items() if id not in redirects}
    for gone, into in sorted(redirects.items()):
        if gone in actors and into in kept:
            kept[into] = _absorb(kept[into], actors[gone], found.get(gone, ()))
    if not redirects:
        return kept
    return {id: _redirect_belongings(actor, redirects) for id, actor in kept.items()}


def _absorb(kept: Actor, gone: Actor, found: Iterable[str]) -> Actor:
    names = (*kept.aliases, gone.name, *gone.aliases, *found)
    return replace(
        kept,
        aliases=tuple(name for name in _each_once(names) if name != kept.name),
        roles=_each_once((*kept.roles, *gone.roles)),
        demonyms=_each_once((*kept.demonyms, *gone.demonyms)),
        metonyms=_each_once((*kept.metonyms, *gone.metonyms)),
        gender=kept.gender or gone.gender,
    )


def _redirect_belongings(actor: Actor, redirects: Mapping[str, str]) -> Actor:
    owners = {actor.of, *(role.of for role in actor.roles)}
    if not owners & redirects.keys():
        return actor
    roles = tuple(replace(role, of=redirects.get(role.of or "", role.of)) for role in actor.roles)
    return replace(actor, of=redirects.get(actor.of or "", actor.of), roles=roles)


def redirect_themes(themes: Iterable[Theme], redirects: Mapping[str, str]) -> tuple[Theme, ...]:
    """The themes, naming kept actors instead of gone ones. Pure."""
    return tuple(
        replace(theme, actors=_each_once(redirects.get(actor, actor) for actor in theme.actors))
        if redirects.keys() & set(theme.actors)
        else theme
        for theme in themes
    )


def _each_once(items: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys(items))


def load_names_found(scope: Scope, actor_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Actor → all full names under which it was found in texts, in order of spelling."""
    f = found_names.c
    query = select(f.actor_id, f.name).where(
        f.workspace_id == scope.workspace_id, f.actor_id.in_(list(actor_ids))
    )
    names: dict[str, tuple[str, ...]] = {}
    for row in scope.connection.execute(query.distinct().order_by(f.actor_id, f.name)):
        names[row.actor_id] = (*names.get(row.actor_id, ()), row.name)
    return names
