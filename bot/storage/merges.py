"""Two actors that are one: merging them, undoing it, and giving a spelling to an actor of its own.

Each is one transaction of the caller's. The gone actor keeps its row and its names, out of sight; `redirects`
lays them over the kept one, and what was stored before moves (`actor_moves`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.errors import NotFoundError, UsageError
from bot.storage.actor_edits import log_edit
from bot.storage.actor_moves import Snapshot, find_articles, move_actor, put_back
from bot.storage.actor_rows import load_row
from bot.storage.actor_tables import merged_articles, merges
from bot.storage.actor_topics import redirect_topics, restore_topics
from bot.storage.database import Scope
from bot.storage.printed_names import sort_by_name
from bot.storage.redirects import load_names_found
from bot.storage.rereading import mark_doubtful


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """One actor that became another."""

    id: int
    gone: str
    kept: str
    at: datetime
    by: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """What an edit did to what is stored."""

    actor: str  # the id that it was moved to
    articles: int  # whose rows were moved
    doubtful: int = 0  # articles that will be read again, since their rows do not tell who was meant
    topics: int = 0  # subscriptions that were rewritten


def load_merges(scope: Scope) -> tuple[Merge, ...]:
    """All merges that stand, oldest first."""
    rows = scope.connection.execute(
        select(merges).where(merges.c.workspace_id == scope.workspace_id).order_by(merges.c.id)
    )
    return tuple(_make_merge(row) for row in rows)


def _make_merge(row: Row[Any]) -> Merge:
    return Merge(id=row.id, gone=row.gone_id, kept=row.kept_id, at=row.merged_at, by=row.merged_by)


def merge_actors(scope: Scope, gone: str, kept: str, now: datetime, by: str | None = None) -> Moved:
    """Let `gone` be `kept` from now on, in what is stored and in what will be.

    Raises:
        NotFoundError: there is no such actor.
        UsageError: they are the same, of different kinds, or one of them was merged already.
    """
    names = _check(scope, gone, kept)
    article_ids = find_articles(scope, gone)
    before = move_actor(scope, gone, kept, article_ids, names)
    changes = redirect_topics(scope, gone, kept)
    row = {"gone_id": gone, "kept_id": kept, "merged_at": now, "merged_by": by, "topics": changes}
    added = insert(merges).returning(merges.c.id)
    number = scope.connection.execute(added, row | {"workspace_id": scope.workspace_id}).scalar_one()
    _save_moved(scope, number, article_ids, before)
    log_edit(scope, "merge", gone, now, by, into=kept, articles=len(article_ids), topics=len(changes))
    log_edit(scope, "absorb", kept, now, by, actor=gone)
    return Moved(actor=kept, articles=len(article_ids), topics=len(changes))


def _check(scope: Scope, gone: str, kept: str) -> tuple[str, str]:
    """The names of both, where they may be merged."""
    if gone == kept:
        raise UsageError(f"“{gone[:80]}” is that actor already.", advice="Name two different actors.")
    into = {merge.gone: merge for merge in load_merges(scope)}
    for actor in (gone, kept):
        if actor in into:
            raise UsageError(
                f"“{actor[:80]}” was merged into “{into[actor].kept}” on {into[actor].at:%Y-%m-%d}.",
                advice=f"Name “{into[actor].kept}”, or undo it with “rapporteur actors unmerge {actor}”.",
            )
    rows = load_row(scope, gone), load_row(scope, kept)
    if rows[0].kind != rows[1].kind:
        raise UsageError(
            f"{rows[0].name} is a {rows[0].kind} and {rows[1].name} a {rows[1].kind}.",
            advice="Only actors of one kind can be merged.",
        )
    return rows[0].name, rows[1].name


def _save_moved(scope: Scope, number: int, ids: Iterable[int], before: Mapping[int, Snapshot]) -> None:
    own = {"workspace_id": scope.workspace_id, "merge_id": number}
    rows = [own | {"article_id": article, "was": before.get(article, {})} for article in ids]
    if rows:
        scope.connection.execute(insert(merged_articles), rows)


def unmerge_actor(scope: Scope, gone: str, now: datetime, by: str | None = None) -> Moved:
    """Undo a merge: names, articles and subscriptions go back.

    Articles that came since then go by the name that they print; those that print names of both are read again.

    Raises:
        NotFoundError: that actor was not merged.
        UsageError: the actor that it was merged into was merged itself later.
    """
    merge = _find_merge(scope, gone)
    kept = load_row(scope, merge.kept_id)
    own = load_row(scope, gone)
    moved = _load_moved(scope, merge.id)
    tangled = _moved_later(scope, merge) & moved.keys()
    alone = [article for article, was in moved.items() if not was and article not in tangled]
    move_actor(scope, merge.kept_id, gone, alone, (kept.name, own.name))
    shared = {article: was for article, was in moved.items() if was and article not in tangled}
    put_back(scope, (merge.kept_id, gone), shared)
    restore_topics(scope, merge.topics)
    scope.connection.execute(delete(merges).where(merges.c.id == merge.id))
    names = (own.name, *load_names_found(scope, [gone]).get(gone, ()))
    later = sort_by_name(scope, merge.kept_id, names, without=moved)
    move_actor(scope, merge.kept_id, gone, later.theirs, (kept.name, own.name))
    doubtful = (*tangled, *later.doubtful)
    mark_doubtful(scope, doubtful)
    count = len(alone) + len(shared) + len(later.theirs)
    log_edit(scope, "unmerge", gone, now, by, **{"from": merge.kept_id}, articles=count)
    return Moved(actor=gone, articles=count, doubtful=len(doubtful), topics=len(merge.topics))


def _find_merge(scope: Scope, gone: str) -> Row[Any]:
    m = merges.c
    mine = select(merges).where(m.workspace_id == scope.workspace_id)
    merge = scope.connection.execute(mine.where(m.gone_id == gone)).one_or_none()
    if merge is None:
        raise NotFoundError(
            f"“{gone[:80]}” was not merged into another actor.",
            advice="“rapporteur actors show” tells merges.",
        )
    after = scope.connection.execute(mine.where(m.gone_id == merge.kept_id)).one_or_none()
    if after is not None:
        raise UsageError(
            f"“{merge.kept_id}” was itself merged into “{after.kept_id}”.",
            advice=f"Undo that first: rapporteur actors unmerge {merge.kept_id}",
        )
    return merge


def _load_moved(scope: Scope, merge: int) -> dict[int, Snapshot]:
    r = merged_articles.c
    query = select(r.article_id, r.was).where(r.workspace_id == scope.workspace_id, r.merge_id == merge)
    return {row.article_id: row.was for row in scope.connection.execute(query.order_by(r.article_id))}


def _moved_later(scope: Scope, merge: Row[Any]) -> set[int]:
    """The articles that a later merge into the same actor moved as well."""
    r, m = merged_articles.c, merges.c
    later = select(m.id).where(
        m.workspace_id == scope.workspace_id, m.kept_id == merge.kept_id, m.id > merge.id
    )
    query = select(r.article_id).where(r.workspace_id == scope.workspace_id, r.merge_id.in_(later))
    return set(scope.connection.execute(query).scalars())
