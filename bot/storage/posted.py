"""Messages that stand in channels, or will, and hold certain words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from bot.model.subscriptions import Post, PostState
from bot.storage.database import Scope
from bot.storage.posts import make_post
from bot.storage.tables import digests, posts

MOST_FOUND = 200  # newest messages
SHORTEST = 8  # characters; fewer would be found anywhere
_LOOKED_FOR = 40  # characters of the words: messages may cut them


def find_posted(scope: Scope, words: Sequence[str], since: datetime) -> tuple[tuple[str, Post], ...]:
    """(channel, post) of the newest messages, claimed since then, that may hold any of these words.

    Those that wait to be posted are among them, without a `ts`; those that were given up are not.
    """
    sought = [_written(text) for text in words if len(text) >= SHORTEST]
    if not sought:
        return ()
    d, p = digests.c, posts.c
    query = select(posts, d.channel).join(digests, d.id == p.digest_id)
    query = query.where(
        p.workspace_id == scope.workspace_id,
        p.state != PostState.FAILED.value,
        d.claimed_at >= since,
        or_(*(p.payload.contains(text, autoescape=True) for text in sought)),
    )
    rows = scope.connection.execute(query.order_by(p.id.desc()).limit(MOST_FOUND))
    return tuple((row.channel, make_post(row)) for row in rows.all())


def _written(text: str) -> str:
    """The beginning of words as it stands in a payload."""
    return json.dumps(text[:_LOOKED_FOR], ensure_ascii=False)[1:-1]
