"""Reports of failing feeds: claimed before they are posted, so that each is posted once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select, update

from bot.storage.database import Scope
from bot.storage.report_tables import feed_reports
from bot.storage.sqlite_dialect import insert_new


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedReport:
    """One message to the operations channel."""

    id: int
    key: str  # goes into the message's metadata
    channel: str
    payload: str  # the message; see bot.slack.message
    incidents: tuple[str, ...]  # source and beginning of each failure that it tells of
    made_at: datetime  # UTC
    claimed_at: datetime  # UTC, of the latest attempt to post it
    ts: str | None = None  # Slack's; None until it is known to be posted


def add_report(
    scope: Scope, *, key: str, channel: str, payload: str, incidents: Collection[str], now: datetime
) -> FeedReport:
    """Claim a report; one of that key that is there already is returned as it stands."""
    fresh = {
        "workspace_id": scope.workspace_id,
        "key": key,
        "channel": channel,
        "payload": payload,
        "incidents": sorted(incidents),
        "made_at": now,
        "claimed_at": now,
    }
    scope.connection.execute(insert_new(feed_reports).values(fresh))
    same = and_(feed_reports.c.workspace_id == scope.workspace_id, feed_reports.c.key == key)
    return _make_report(scope.connection.execute(select(feed_reports).where(same)).one())


def load_reports(scope: Scope, since: datetime) -> tuple[FeedReport, ...]:
    """The reports that were made since then, oldest first."""
    r = feed_reports.c
    query = select(feed_reports).where(r.workspace_id == scope.workspace_id, r.made_at >= since)
    return tuple(_make_report(row) for row in scope.connection.execute(query.order_by(r.id)))


def claim_report(scope: Scope, report: FeedReport, now: datetime) -> bool:
    """Note another attempt; False where another process made one since the report was read."""
    r = feed_reports.c
    same = and_(r.workspace_id == scope.workspace_id, r.id == report.id, r.claimed_at == report.claimed_at)
    return scope.connection.execute(update(feed_reports).where(same).values(claimed_at=now)).rowcount == 1


def record_report(scope: Scope, report_id: int, ts: str) -> None:
    """Note that it is posted."""
    r = feed_reports.c
    same = and_(r.workspace_id == scope.workspace_id, r.id == report_id)
    scope.connection.execute(update(feed_reports).where(same).values(ts=ts))


def _make_report(row: Row[Any]) -> FeedReport:
    return FeedReport(
        id=row.id,
        key=row.key,
        channel=row.channel,
        payload=row.payload,
        incidents=tuple(row.incidents),
        made_at=row.made_at,
        claimed_at=row.claimed_at,
        ts=row.ts,
    )
