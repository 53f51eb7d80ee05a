"""Stories: articles that tell the same event. A story's row holds its first and last instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, insert, literal, select, update

from bot.errors import NotFoundError
from bot.storage.columns import Instant
from bot.storage.database import Scope
from bot.storage.story_tables import story_redirects
from bot.storage.tables import stories


def begin_story(scope: Scope, dated_at: datetime) -> int:
    """A new story, and its id."""
    row = {"workspace_id": scope.workspace_id, "first_at": dated_at, "last_at": dated_at}
    added = scope.connection.execute(insert(stories).values(row).returning(stories.c.id))
    return int(added.scalar_one())


def stretch_story(scope: Scope, story: int, dated_at: datetime) -> int:
    """Let a story reach to an article's date; its id. Raises NotFoundError."""
    s = stories.c
    moment = literal(dated_at, Instant())
    stretched = {
        "first_at": case((s.first_at > moment, moment), else_=s.first_at),
        "last_at": case((s.last_at < moment, moment), else_=s.last_at),
    }
    change = update(stories).where(s.workspace_id == scope.workspace_id, s.id == story).values(stretched)
    if not scope.connection.execute(change).rowcount:
        raise NotFoundError(f"There is no story {story} here.")
    return story


def follow_story(scope: Scope, story: int) -> int:
    """The story that an id stands for now: another one where it was merged."""
    r = story_redirects.c
    query = select(r.kept_id).where(r.workspace_id == scope.workspace_id, r.gone_id == story)
    return scope.connection.execute(query).scalar_one_or_none() or story


def load_first_instants(scope: Scope, story_ids: Sequence[int]) -> dict[int, datetime]:
    """Story → the date of its first article."""
    s = stories.c
    query = select(s.id, s.first_at).where(s.workspace_id == scope.workspace_id, s.id.in_(story_ids))
    return {row.id: row.first_at for row in scope.connection.execute(query)}
