"""Giving one of an actor's spellings to an actor of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete

from bot.errors import NotFoundError, UsageError
from bot.model.knowledge import Actor
from bot.query.names import fold
from bot.storage.actor_edits import log_edit
from bot.storage.actor_moves import move_actor
from bot.storage.actor_rows import DROPPED, load_alias_origins, load_row, load_rows
from bot.storage.actor_tables import found_names
from bot.storage.actors import drop_alias, save_actor
from bot.storage.database import Scope
from bot.storage.merges import Moved, load_merges
from bot.storage.printed_names import sort_by_name
from bot.storage.redirects import load_names_found
from bot.storage.rereading import mark_doubtful


def split_alias(
    scope: Scope, actor_id: str, alias: str, new: Actor, now: datetime, by: str | None = None
) -> Moved:
    """Take a spelling from an actor and give it to a new one, with the articles that print no other.

    Articles that print others as well are read again: their rows do not tell who is meant where.

    Raises:
        NotFoundError: there is no such actor, or it has no such alias.
        UsageError: it is the actor's own name, or came by a merge; or there is an actor of the new one's id.
    """
    row = load_row(scope, actor_id)
    spelling = _find_spelling(scope, actor_id, row.name, alias)
    taken = load_rows(scope, [new.id])
    if taken:
        raise UsageError(
            f"There is an actor “{taken[0].name}” ({new.id}) already.",
            advice="Give another name with --as.",
        )
    drop_alias(scope, actor_id, spelling, now)
    f = found_names.c
    mine = and_(f.workspace_id == scope.workspace_id, f.actor_id == actor_id, f.name == spelling)
    scope.connection.execute(delete(found_names).where(mine))
    save_actor(scope, new, now)
    parts = sort_by_name(scope, actor_id, [spelling])
    move_actor(scope, actor_id, new.id, parts.theirs, (row.name, new.name))
    mark_doubtful(scope, parts.doubtful)
    count = len(parts.theirs)
    log_edit(scope, "split", actor_id, now, by, alias=spelling, to=new.id, articles=count)
    log_edit(scope, "add", new.id, now, by, alias=spelling, **{"from": actor_id})
    return Moved(actor=new.id, articles=count, doubtful=len(parts.doubtful))


def _find_spelling(scope: Scope, actor_id: str, name: str, alias: str) -> str:
    """The alias as it is stored."""
    wanted = fold(alias)
    origins = load_alias_origins(scope, actor_id)
    own = [spelling for spelling, origin in origins.items() if origin != DROPPED]
    own += [found for found in load_names_found(scope, [actor_id]).get(actor_id, ()) if found != name]
    for spelling in own:
        if fold(spelling) == wanted:
            return spelling
    if fold(name) == wanted:
        raise UsageError(
            f"“{name}” is that actor's own name.", advice="Split off one of the other names instead."
        )
    for merge in load_merges(scope):
        if merge.kept == actor_id and wanted in _names_of(scope, merge.gone):
            raise UsageError(
                f"“{alias[:80]}” came with “{merge.gone}”, which was merged into “{actor_id}”.",
                advice=f"Undo that with “rapporteur actors unmerge {merge.gone}”.",
            )
    shown = ", ".join(list(dict.fromkeys(own))[:10])
    raise NotFoundError(
        f"{name} has no alias “{alias[:80]}”.", advice=f"It has: {shown}." if shown else "It has none."
    )


def _names_of(scope: Scope, actor_id: str) -> set[str]:
    found = load_names_found(scope, [actor_id]).get(actor_id, ())
    names = (load_row(scope, actor_id).name, *load_alias_origins(scope, actor_id), *found)
    return {fold(name) for name in names}
