"""`rapporteur actors`: list, show and add actors."""

from __future__ import annotations

import argparse
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, open_rooms, print_json
from bot.errors import UsageError
from bot.model.knowledge import Actor

if TYPE_CHECKING:
    from argparse import _SubParsersAction

KINDS = ("person", "state", "organisation", "group")


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its sub-commands."""
    parser = commands.add_parser("actors", help="list, show and add actors")
    actions = parser.add_subparsers(dest="what", metavar="list|show|add", required=True)
    listing = actions.add_parser("list", help="the actor table")
    listing.add_argument(
        "word", metavar="WORD", nargs="?", default="", help="only names with this word in them"
    )
    add_json_option(listing)
    listing.set_defaults(action=list_actors)
    show = actions.add_parser("show", help="one actor with all its names and roles")
    show.add_argument("name", metavar="NAME", nargs="+")
    add_json_option(show)
    show.set_defaults(action=show_actor)
    add = actions.add_parser("add", help="add an actor of your own, or give a known one further names")
    add.add_argument("name", metavar="NAME", nargs="+")
    add.add_argument("--kind", choices=KINDS, default="person")
    add.add_argument("--alias", action="append", default=[], help="another way to write it; may be repeated")
    add.add_argument("--of", metavar="ACTOR", help="the state or body that it belongs to")
    add.set_defaults(action=add_actor)


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
    """All that is known of one actor."""
    from bot.storage.actors import load_actors

    with open_rooms(options) as rooms:
        actor_id = rooms.services.names(rooms.workspace.id).require_actor(" ".join(options.name))
        with rooms.database.read(rooms.workspace.id) as scope:
            actor = next(actor for actor in load_actors(scope) if actor.id == actor_id)
    if options.json:
        print_json(_as_json(actor))
        return 0
    print(f"{actor.name} ({actor.kind}, {actor.id})")
    for role in actor.roles:
        term = f"{role.start or '…'} to {role.end or 'today'}"
        print(f"  {role.title}" + (f" of {role.of}" if role.of else "") + f", {term}")
    names = (*actor.aliases, *actor.metonyms, *actor.demonyms)
    print("  also: " + (", ".join(names) or "no other names"))
    return 0


def add_actor(options: argparse.Namespace) -> int:
    """Store an actor of the team's own; articles that come in from now on are read with it."""
    from bot.storage.actors import find_actor, save_actor

    name = " ".join(" ".join(options.name).split())
    slug = make_slug(name)
    if not slug:
        raise UsageError(f"“{name[:60]}” is no name.", advice="Give a name with letters.")
    with open_rooms(options) as rooms:
        of = rooms.services.names(rooms.workspace.id).require_actor(options.of) if options.of else None
        with rooms.database.write(rooms.workspace.id) as scope:
            actor = find_actor(scope, slug) or Actor(id=slug, name=name, kind=options.kind)
            aliases = tuple(dict.fromkeys((*actor.aliases, *options.alias)))
            save_actor(scope, replace(actor, aliases=aliases, of=of or actor.of), rooms.services.clock())
    print(f"{name} is known as {slug}.")
    return 0


def make_slug(name: str) -> str:
    """The id of a name: "Jean-Noël Barrot" → "jean-noel-barrot"; letters of other scripts stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[^\W_]+", plain.casefold()))


def _as_json(actor: Actor) -> dict[str, object]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "wikidata": actor.wikidata,
        "of": actor.of,
    }
