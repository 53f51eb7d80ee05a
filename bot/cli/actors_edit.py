"""`rapporteur actors merge|unmerge|split|proposals|accept|dismiss`: what the team decides about actors."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.cli.actor_names import add_by_option, read_by, read_name, require_actor, require_merged
from bot.cli.actor_words import count_of
from bot.cli.common import add_json_option, open_rooms, print_json
from bot.model.knowledge import Actor

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.model.found import Proposal
    from bot.storage.merges import Moved

_SHOWN = 4  # spellings, outlets and roles of one proposal

_Action = Callable[[argparse.Namespace], int]


def add_parsers(actions: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the sub-commands."""
    merge = _declare(
        actions, "merge", "let one actor be another, in what is stored and what will be", merge_two
    )
    merge.add_argument("gone", metavar="NAME", help="who is no actor of its own")
    merge.add_argument("kept", metavar="INTO", help="who it is")
    unmerge = _declare(actions, "unmerge", "undo a merge", undo_merge)
    unmerge.add_argument("gone", metavar="NAME", help="who was merged")
    split = _declare(actions, "split", "give one of an actor's names to an actor of its own", split_off)
    split.add_argument("name", metavar="NAME")
    split.add_argument("--alias", required=True, help="the name that is somebody else's")
    split.add_argument("--as", dest="new", metavar="NAME", help="what that one is called; default: the alias")
    proposals = actions.add_parser("proposals", help="people and bodies in no table whom many articles name")
    add_json_option(proposals)
    proposals.set_defaults(action=list_proposals)
    accept = _declare(actions, "accept", "take somebody who is proposed into the table", accept_proposal)
    accept.add_argument("name", metavar="NAME")
    accept.add_argument(
        "--as", dest="new", metavar="NAME", help="what that one is called; default: as printed"
    )
    accept.add_argument("--of", metavar="ACTOR", help="the state or body that it belongs to")
    dismiss = _declare(actions, "dismiss", "never propose somebody again", dismiss_proposal)
    dismiss.add_argument("name", metavar="NAME")


def _declare(
    actions: _SubParsersAction[argparse.ArgumentParser], name: str, about: str, action: _Action
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=about)
    add_by_option(parser)
    parser.set_defaults(action=action)
    return parser


def merge_two(options: argparse.Namespace) -> int:
    """One actor becomes another."""
    from bot.storage.merges import merge_actors

    with open_rooms(options) as rooms, rooms.database.write(rooms.workspace.id) as scope:
        gone, kept = (require_actor(rooms, scope, name) for name in (options.gone, options.kept))
        moved = merge_actors(scope, gone, kept, rooms.services.clock(), read_by(options))
    print(f"{gone} is {kept} from now on{_describe(moved)}.")
    print(f"To undo it: rapporteur actors unmerge {gone}")
    return 0


def undo_merge(options: argparse.Namespace) -> int:
    """A merged actor is one of its own again."""
    from bot.storage.merges import unmerge_actor

    with open_rooms(options) as rooms, rooms.database.write(rooms.workspace.id) as scope:
        gone = require_merged(scope, options.gone)
        moved = unmerge_actor(scope, gone, rooms.services.clock(), read_by(options))
    print(f"{gone} is an actor of its own again{_describe(moved)}.")
    return 0


def split_off(options: argparse.Namespace) -> int:
    """An alias becomes an actor."""
    from bot.analysis.names import slug
    from bot.storage.actors import load_actor
    from bot.storage.splits import split_alias

    name = read_name(options.new or options.alias)
    with open_rooms(options) as rooms, rooms.database.write(rooms.workspace.id) as scope:
        actor = load_actor(scope, require_actor(rooms, scope, options.name))
        aliases = () if options.alias == name else (options.alias,)
        new = Actor(id=slug(name), name=name, kind=actor.kind, aliases=aliases, of=actor.of)
        moved = split_alias(scope, actor.id, options.alias, new, rooms.services.clock(), read_by(options))
    print(f"“{options.alias}” is {name} ({new.id}) from now on{_describe(moved)}.")
    return 0


def _describe(moved: Moved) -> str:
    """ "; 3 articles moved, 1 will be read again"."""
    text = f"; {count_of(moved.articles, 'article')} moved"
    text += f", {count_of(moved.topics, 'subscription')} changed" if moved.topics else ""
    if moved.doubtful:
        text += f", {moved.doubtful} will be read again by “rapporteur run”: they print both names"
    return text


def list_proposals(options: argparse.Namespace) -> int:
    """Whom the team is asked about, with the evidence."""
    from bot.storage.proposals import load_proposals

    with open_rooms(options) as rooms, rooms.database.read(rooms.workspace.id) as scope:
        found = load_proposals(scope)
    for proposal in found:
        print_json(_as_json(proposal)) if options.json else print(_describe_proposal(proposal))
    if not found and not options.json:
        print("Nobody is proposed.")
    return 0


def _describe_proposal(proposal: Proposal) -> str:
    lines = [f"{proposal.id:<32} {proposal.name} ({proposal.kind})"]
    dates = f"{proposal.first_seen:%Y-%m-%d} to {proposal.last_seen:%Y-%m-%d}"
    outlets = ", ".join(proposal.outlets[:_SHOWN])
    number = count_of(proposal.articles, "article")
    lines.append(f"    {number}, {dates}, of {count_of(len(proposal.outlets), 'outlet')}: {outlets}")
    if proposal.roles:
        lines.append(f"    as: {'; '.join(proposal.roles[:_SHOWN])}")
    if len(proposal.names) > 1:
        lines.append(f"    also printed: {', '.join(proposal.names[:_SHOWN])}")
    return "\n".join(lines)


def _as_json(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.id,
        "name": proposal.name,
        "kind": proposal.kind,
        "names": list(proposal.names),
        "articles": proposal.articles,
        "outlets": list(proposal.outlets),
        "roles": list(proposal.roles),
        "first_seen": proposal.first_seen.isoformat(),
        "last_seen": proposal.last_seen.isoformat(),
        "proposed_at": proposal.proposed_at.isoformat(),
        "headlines": list(proposal.headlines),
    }


def accept_proposal(options: argparse.Namespace) -> int:
    """Somebody who was found in texts becomes an actor of the team's."""
    from bot.storage.actors import load_actor
    from bot.storage.proposals import accept_actor

    name = read_name(options.new) if options.new else None
    with open_rooms(options) as rooms:
        of = rooms.services.names(rooms.workspace.id).require_actor(options.of) if options.of else None
        with rooms.database.write(rooms.workspace.id) as scope:
            actor = require_actor(rooms, scope, options.name)
            accept_actor(scope, actor, rooms.services.clock(), read_by(options), name=name, of=of)
            shown = load_actor(scope, actor)
    print(f"{shown.name} is known as {shown.id}.")
    return 0


def dismiss_proposal(options: argparse.Namespace) -> int:
    """Somebody is not proposed again."""
    from bot.storage.proposals import dismiss_actor

    with open_rooms(options) as rooms, rooms.database.write(rooms.workspace.id) as scope:
        actor = require_actor(rooms, scope, options.name)
        dismiss_actor(scope, actor, rooms.services.clock(), read_by(options))
    print(f"{actor} will not be proposed again.")
    return 0
