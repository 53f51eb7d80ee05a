"""The log of the team's edits to actors: who did what, and when. Rows are added only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.storage.actor_tables import actor_edits
from bot.storage.database import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorEdit:
    """One edit of the team's."""

    at: datetime
    by: str | None  # who; None where nobody said
    action: str  # "add", "alias", "merge", "unmerge", "split", "accept", "dismiss"
    actor_id: str
    detail: dict[str, Any]  # what the action was about: {"into": "…"}, {"aliases": […]}


def log_edit(scope: Scope, action: str, actor_id: str, now: datetime, by: str | None, **detail: Any) -> None:
    """Remember an edit."""
    row = {"edited_at": now, "edited_by": by, "action": action, "actor_id": actor_id, "detail": detail}
    scope.connection.execute(insert(actor_edits), row | {"workspace_id": scope.workspace_id})


def load_edits(scope: Scope, actor_id: str | None = None) -> tuple[ActorEdit, ...]:
    """All edits, or those of one actor, oldest first."""
    e = actor_edits.c
    query = select(actor_edits).where(e.workspace_id == scope.workspace_id)
    if actor_id is not None:
        query = query.where(e.actor_id == actor_id)
    rows = scope.connection.execute(query.order_by(e.edited_at, e.id))
    return tuple(
        ActorEdit(
            at=row.edited_at, by=row.edited_by, action=row.action, actor_id=row.actor_id, detail=row.detail
        )
        for row in rows
    )
