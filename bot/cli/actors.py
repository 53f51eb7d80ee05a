"""`rapporteur actors`: list, show, explain, check and add actors; merge, split and propose (`actors_edit`)."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli import actors_check, actors_edit, actors_explain
from bot.cli.actor_names import add_by_option, read_by, read_name, require_actor
from bot.cli.actor_words import describe_edit, describe_role
from bot.cli.common import add_json_option, open_rooms, print_json
from bot.model.knowledge import Actor

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.storage.actor_edits import ActorEdit
    from bot.storage.database import Scope

KINDS = ("person", "state", "organisation", "group")
_WHAT = "list|show|explain|check|add|merge|unmerge|split|proposals|accept|dismiss"


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser("actors", help="list, explain, add, merge and split actors; those proposed")
    actions = parser.add_subparsers(dest="what", metavar=_WHAT, required=True)
    listing = actions.add_parser("list", help="the actor table")
    listing.add_argument(
        "word", metavar="WORD", nargs="?", default="", help="only names with this word in them"
    )
    add_json_option(listing)
    listing.set_defaults(action=list_actors)
    show = actions.add_parser("show", help="one actor with all its names, roles and edits")
    show.add_argument("name", metavar="NAME", nargs="+")
    add_json_option(show)
    show.set_defaults(action=show_actor)
    actors_explain.add_parser(actions)
    actors_check.add_parser(actions)
    add = actions.add_parser("add", help="add an actor of your own, or give a known one further names")
    add.add_argument("name", metavar="NAME", nargs="+")
    add.add_argument("--kind", choices=KINDS, default="person")
    add.add_argument("--alias", action="append", default=[], help="another way to write it; may be repeated")
    add.add_argument("--of", metavar="ACTOR", help="the state or body that it belongs to")
    add_by_option(add)
    add.set_defaults(action=add_actor)
    actors_edit.add_parsers(actions)


def list_actors(options: argparse.Namespace) -> int:
    """One actor a line."""
    from bot.storage.actors import load_actors

    with open_rooms(options) as rooms, rooms.database.read(rooms.workspace.id) as scope:
        actors = load_actors(scope)
    word = options.word.casefold()
    for actor in actors:
        if any(word in name.casefold() for name in (actor.id, actor.name, *actor.aliases)):
            print_json(_as_json(actor)) if options.json else print(
                f"{actor.id:<32} {actor.name} ({actor.kind})"
            )
    return 0


def show_actor(options: argparse.Namespace) -> int:
    """All that is known of one actor, and what the team did to it."""
    from bot.storage.actor_edits import load_edits
    from bot.storage.actors import load_actor

    with open_rooms(options) as rooms, rooms.database.read(rooms.workspace.id) as scope:
        actor_id = require_actor(rooms, scope, " ".join(options.name))
        actor, edits = load_actor(scope, actor_id), load_edits(scope, actor_id)
    if options.json:
        print_json(_as_json(actor) | {"edits": [_edit_as_json(edit) for edit in edits]})
        return 0
    print(f"{actor.name} ({actor.kind}, {actor.id})")
    for role in actor.roles:
        print(f"  {describe_role(role)}")
    names = (*actor.aliases, *actor.metonyms, *actor.demonyms)
    print("  also: " + (", ".join(names) or "no other names"))
    for edit in edits:
        print(f"  {describe_edit(edit)}")
    return 0


def add_actor(options: argparse.Namespace) -> int:
    """Store an actor of the team's own, or give one further names; articles that come in are read with it."""
    from bot.analysis.names import slug
    from bot.storage.actor_edits import log_edit

    name = read_name(" ".join(options.name))
    actor_id, spellings = slug(name), tuple(map(read_name, options.alias))
    with open_rooms(options) as rooms:
        of = rooms.services.names(rooms.workspace.id).require_actor(options.of) if options.of else None
        now = rooms.services.clock()
        with rooms.database.write(rooms.workspace.id) as scope:
            wanted = Actor(id=actor_id, name=name, kind=options.kind, aliases=spellings, of=of)
            _save(scope, wanted, now)
            log_edit(scope, "add", actor_id, now, read_by(options), aliases=list(spellings), of=of)
    print(f"{name} is known as {actor_id}.")
    return 0


def _save(scope: Scope, wanted: Actor, now: datetime) -> None:
    """Store a new actor; a known one is given the aliases, and belongs where it is said to."""
    from bot.storage.actors import add_alias, find_known, save_actor

    known = find_known(scope, wanted.id)
    if known is None:
        save_actor(scope, wanted, now)
        return
    if wanted.of and wanted.of != known.of:
        save_actor(scope, replace(known, of=wanted.of), now)
    for alias in wanted.aliases:
        add_alias(scope, wanted.id, alias, now)


def _as_json(actor: Actor) -> dict[str, object]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "metonyms": list(actor.metonyms),
        "demonyms": list(actor.demonyms),
        "roles": [
            {
                "title": role.title,
                "of": role.of,
                "start": role.start.isoformat() if role.start else None,
                "end": role.end.isoformat() if role.end else None,
            }
            for role in actor.roles
        ],
        "wikidata": actor.wikidata,
        "of": actor.of,
    }


def _edit_as_json(edit: ActorEdit) -> dict[str, object]:
    return {"at": edit.at.isoformat(), "by": edit.by, "action": edit.action, **edit.detail}
