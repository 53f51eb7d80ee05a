"""Removing all that is kept of a workspace; its number stays taken, so that nothing is mistaken for another's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import MetaData, bindparam, delete, select, update

from bot.storage.database import NO_WORKSPACE, Database, Scope
from bot.storage.sqlite_dialect import TEXT_INDEX, remove_from_text_index
from bot.storage.tables import articles, bodies, workspaces

BATCH = 500  # articles a transaction, so that other workspaces can write in between
_OWN = "workspace_id"
_GOING, _GONE = "being removed", "removed"  # the names of such workspaces


def begin_removal(scope: Scope, now: datetime, uninstalled_at: datetime | None) -> bool:
    """Take a workspace away: from now on it is in no list, and its team, installing again, gets a new one.

    Args:
        uninstalled_at: as it was when that was decided.

    Returns:
        False where the app was installed again meanwhile; nothing is changed then.
    """
    row = update(workspaces).where(
        workspaces.c.id == scope.workspace_id,
        workspaces.c.removed_at.is_(None),
        workspaces.c.uninstalled_at.is_not_distinct_from(uninstalled_at),
    )
    taken = scope.connection.execute(row.values(name=_GOING, team_id=None, removed_at=now))
    return taken.rowcount > 0


def load_going(database: Database) -> tuple[int, ...]:
    """The numbers of workspaces whose removal has begun and not ended."""
    with database.read(NO_WORKSPACE) as scope:
        query = select(workspaces.c.id).where(
            workspaces.c.removed_at.is_not(None), workspaces.c.name == _GOING
        )
        return tuple(scope.connection.execute(query).scalars())


def finish_removal(database: Database, workspace_id: int) -> int:
    """Remove everything in a workspace that was taken away; broken off, it goes on at the next call.

    Returns:
        how many articles there were.
    """
    count = 0
    with database.write(workspace_id) as scope:
        _part_copies(scope)
    while removed := _remove_articles(database, workspace_id):
        count += removed
    with database.write(workspace_id) as scope:
        _remove_rest(scope)
        row = update(workspaces).where(workspaces.c.id == workspace_id)
        scope.connection.execute(row.values(name=_GONE))
    return count


def _part_copies(scope: Scope) -> None:
    """Or an original would take its copies with it before they are out of the full-text index."""
    own = update(articles).where(articles.c.workspace_id == scope.workspace_id)
    scope.connection.execute(own.where(articles.c.copy_of.is_not(None)).values(copy_of=None))


def _remove_articles(database: Database, workspace_id: int) -> int:
    a = articles.c
    text = bodies.c.text.label("body")
    with database.write(workspace_id) as scope:
        query = select(a.id, a.headline, text).join_from(articles, bodies, bodies.c.article_id == a.id)
        rows = scope.connection.execute(query.where(a.workspace_id == workspace_id).limit(BATCH)).all()
        for row in rows:
            remove_from_text_index(scope.connection, row.id, row.headline, row.body)
        if rows:
            one = delete(articles).where(a.workspace_id == workspace_id, a.id == bindparam("article"))
            scope.connection.execute(one, [{"article": row.id} for row in rows])
    return len(rows)


def _remove_rest(scope: Scope) -> None:
    """Whatever table has rows of the workspace, as the database itself knows them: none can be forgotten."""
    found = MetaData()
    found.reflect(scope.connection, only=lambda name, _: not name.startswith(TEXT_INDEX))
    for table in reversed(found.sorted_tables):
        if _OWN in table.c:
            scope.connection.execute(delete(table).where(table.c[_OWN] == scope.workspace_id))
