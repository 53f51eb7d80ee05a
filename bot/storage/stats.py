"""What is stored, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, func, select

from bot.model.stored import Tally
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import database_bytes
from bot.storage.status import Status, load_status
from bot.storage.subscriptions import load_subscriptions
from bot.storage.tables import articles, events, outlets, quotes
from bot.storage.tallies import fetch_tallies

MOST_OUTLETS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Stats:
    """One workspace at one instant."""

    status: Status
    backfilled: int  # articles
    languages: tuple[tuple[str, int], ...]  # ISO 639-1 and articles, most first
    outlets: int  # that articles are from
    top_outlets: tuple[Tally, ...]  # at most 20, most articles first
    stories: int
    quotes: int  # as often as articles carry them
    events: int  # as often as articles tell them
    oldest: datetime | None  # UTC: date of the oldest article
    newest: datetime | None  # UTC: date of the newest article
    subscriptions: int
    silent: int  # subscriptions that are paused or snoozed
    database_bytes: int  # of all workspaces; without what waits in the log beside the file


def load_stats(scope: Scope, now: datetime) -> Stats:
    """Count all there is of one workspace; a million articles take seconds."""
    a = articles.c
    mine = a.workspace_id == scope.workspace_id
    totals = select(
        func.count(a.story_id.distinct()),
        func.count(a.outlet_id.distinct()),
        func.count().filter(a.backfill.is_(True)),
        func.min(a.dated_at),
        func.max(a.dated_at),
    )
    stories, found_outlets, backfilled, oldest, newest = scope.connection.execute(totals.where(mine)).one()
    by_language = select(a.language, func.count()).where(mine).group_by(a.language)
    languages = scope.connection.execute(by_language.order_by(func.count().desc(), a.language))
    published = select(a.outlet_id).where(mine, a.outlet_id.is_not(None))
    subscribed = load_subscriptions(scope)
    return Stats(
        status=load_status(scope, now),
        backfilled=backfilled,
        languages=tuple((row[0], row[1]) for row in languages),
        outlets=found_outlets,
        top_outlets=fetch_tallies(scope, published, outlets, MOST_OUTLETS),
        stories=stories,
        quotes=_count(scope, quotes),
        events=_count(scope, events),
        oldest=oldest,
        newest=newest,
        subscriptions=len(subscribed),
        silent=sum(subscription.is_silent(now) for subscription in subscribed),
        database_bytes=database_bytes(scope.connection),
    )


def _count(scope: Scope, rows: Table) -> int:
    counted = select(func.count()).select_from(rows).where(rows.c.workspace_id == scope.workspace_id)
    return int(scope.connection.execute(counted).scalar_one())
