"""How the desk does, in figures: what came in, what waits, what was posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.storage.articles import count_articles
from bot.storage.database import Scope
from bot.storage.posts import count_open
from bot.storage.sources import load_due_sources, load_sources
from bot.storage.tables import articles, digests


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """One workspace at one instant."""

    articles: int  # stored in all
    articles_today: int  # stored in the last 24 hours
    last_stored_at: datetime | None  # UTC; None where there is no article
    sources: int
    failing: int  # sources that could not be read the last time, paused ones left out
    paused: int
    overdue_since: datetime | None  # UTC: since when the source that waits longest should have been polled
    digests_open: int  # claimed, and not yet known to be posted
    last_digest_at: datetime | None  # UTC: when a digest was claimed last


def load_status(scope: Scope, now: datetime) -> Status:
    """Count and look; nothing is changed."""
    sources = load_sources(scope)
    a, d = articles.c, digests.c
    own = a.workspace_id == scope.workspace_id
    stored = select(func.count()).where(own, a.stored_at > now - timedelta(days=1))
    newest = select(func.max(a.stored_at)).where(own)
    latest = select(func.max(d.claimed_at)).where(d.workspace_id == scope.workspace_id)
    due = [source.next_poll_at for source in load_due_sources(scope, now) if source.next_poll_at]
    return Status(
        articles=count_articles(scope),
        articles_today=scope.connection.execute(stored).scalar_one(),
        last_stored_at=scope.connection.execute(newest).scalar_one(),
        sources=len(sources),
        failing=sum(s.failing_since is not None and not s.paused for s in sources),
        paused=sum(s.paused for s in sources),
        overdue_since=min(due, default=None),
        digests_open=count_open(scope),
        last_digest_at=scope.connection.execute(latest).scalar_one(),
    )
