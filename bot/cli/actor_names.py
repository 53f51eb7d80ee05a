"""Which actor a person at the command line means: known, found in texts, or merged into another."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from bot.errors import UnknownNameError

if TYPE_CHECKING:
    import argparse

    from bot.app.build import Rooms
    from bot.storage.database import Scope


def require_actor(rooms: Rooms, scope: Scope, name: str) -> str:
    """The id of the one actor of that id or name; also one found in texts only, or one that was merged.

    Raises:
        UnknownNameError: none or several bear it.
    """
    from bot.storage.actor_rows import load_rows

    typed = name.strip()
    if load_rows(scope, [typed]):
        return typed
    names = rooms.services.names(rooms.workspace.id)
    if names.find_actors(typed):
        return names.require_actor(typed)
    found = find_found(scope, typed)
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(found)
        raise UnknownNameError(
            f"“{typed[:80]}” may be {shown}.", advice="Give one of these ids.", suggestions=found
        )
    return names.require_actor(typed)


def require_merged(scope: Scope, name: str) -> str:
    """The id of a merged actor, by its id or name; what is no such name is returned as it is."""
    from bot.query.names import fold
    from bot.storage.actor_rows import load_rows
    from bot.storage.merges import load_merges

    gone = [merge.gone for merge in load_merges(scope)]
    for row in load_rows(scope, gone):
        if fold(name) in (fold(row.id), fold(row.name)):
            return str(row.id)
    return name.strip()


def find_found(scope: Scope, name: str) -> tuple[str, ...]:
    """The ids of those found in texts under that full name."""
    from bot.analysis.names import slug
    from bot.analysis.spellings import Likeness, compare_names, family_key
    from bot.storage.actor_rows import load_rows
    from bot.storage.found_actors import load_namesakes

    namesakes = load_namesakes(scope, [family_key(name)]).get(family_key(name), {})
    same = [
        actor
        for actor, names in namesakes.items()
        if any(compare_names(name, spelling) is Likeness.SAME for spelling in names)
    ]
    return tuple(sorted(same or [row.id for row in load_rows(scope, [slug(name)])]))


def add_by_option(parser: argparse.ArgumentParser) -> None:
    """`--by WHO`: who edits, for the log."""
    parser.add_argument("--by", metavar="WHO", help="who does it, for the log; default: your login name")


def read_by(options: argparse.Namespace) -> str:
    """Who edits."""
    if options.by:
        return str(options.by)[:120]
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "command line"
