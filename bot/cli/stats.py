"""`rapporteur stats`: what is stored, in figures."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.codes import DONE
from bot.cli.common import add_json_option, open_rooms, print_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.storage.stats import Stats

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("stats", help="what is stored, in figures")
    add_json_option(parser)
    parser.set_defaults(action=stats)


def stats(options: argparse.Namespace) -> int:
    """Count what there is in a workspace."""
    from bot.storage.stats import load_stats

    with open_rooms(options) as rooms:
        now = rooms.services.clock()
        with rooms.database.read(rooms.workspace.id) as scope:
            found = load_stats(scope, now)
        zone = ZoneInfo(rooms.settings.timezone)
        name = rooms.workspace.name
    if options.json:
        print_json({"workspace": name, **_as_json(found, now)})
        return DONE
    print(f"Workspace {name}")
    for label, said in _lines(found, now, zone):
        print(f"{label:<16}{said}".rstrip())
    return DONE


def _lines(found: Stats, now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Label and figures of each line."""
    status = found.status
    yield (
        "articles",
        f"{status.articles:,}; {status.articles_today:,} in 24 hours, {found.backfilled:,} backfilled",
    )
    yield "dated", f"{_day(found.oldest, zone)} to {_day(found.newest, zone)}"
    yield "last stored", _moment(status.last_stored_at, zone)
    yield "languages", ", ".join(f"{code} {count:,}" for code, count in found.languages) or "none"
    yield "stories", f"{found.stories:,}"
    yield "quotes", f"{found.quotes:,}"
    yield "events", f"{found.events:,}"
    yield "sources", f"{status.sources:,}; {status.failing:,} failing, {status.paused:,} paused"
    lag = _lag(found, now)
    yield "lag", f"feeds wait to be polled for {lag // 60:,} minutes" if lag else "none"
    yield "subscriptions", f"{found.subscriptions:,}; {found.silent:,} paused or snoozed"
    yield "last digest", _moment(status.last_digest_at, zone)
    yield "open digests", f"{status.digests_open:,}"
    yield "database", f"{write_bytes(found.database_bytes)}, of all workspaces"
    yield "outlets", f"{found.outlets:,}" + ("; most articles:" if found.top_outlets else "")
    for tally in found.top_outlets:
        yield "", f"{tally.count:>9,}  {tally.name}"


def _as_json(found: Stats, now: datetime) -> dict[str, object]:
    status = found.status
    return {
        "at": now.isoformat(),
        "articles": status.articles,
        "articles_last_24h": status.articles_today,
        "articles_backfilled": found.backfilled,
        "oldest": _iso(found.oldest),
        "newest": _iso(found.newest),
        "last_stored_at": _iso(status.last_stored_at),
        "languages": dict(found.languages),
        "outlets": found.outlets,
        "top_outlets": [{"id": t.id, "name": t.name, "articles": t.count} for t in found.top_outlets],
        "stories": found.stories,
        "quotes": found.quotes,
        "events": found.events,
        "sources": {"watched": status.sources, "failing": status.failing, "paused": status.paused},
        "lag_seconds": _lag(found, now),
        "subscriptions": {"all": found.subscriptions, "silent": found.silent},
        "last_digest_at": _iso(status.last_digest_at),
        "digests_open": status.digests_open,
        "database_bytes": found.database_bytes,
    }


def _lag(found: Stats, now: datetime) -> int:
    """Seconds since the source that waits longest should have been polled; 0 where none waits."""
    since = found.status.overdue_since
    return max(int((now - since).total_seconds()), 0) if since else 0


def write_bytes(size: int) -> str:
    """ "12.3 MB", in steps of a thousand."""
    amount, unit = float(size), 0
    while amount >= 999.95 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit else f"{size} bytes"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d}" if moment else "–"


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}" if moment else "never"
