"""`/media status`: how the desk does, and what needs a hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.services import Services
from bot.storage.status import Status, load_status
from digests.items import count_of
from digests.page import Bullets, Button, Line, Paragraph, bold, line
from handlers.command import Request
from handlers.replies import ASK, RERUN, Reply
from handlers.subscribing import write_moment

LATE = timedelta(minutes=10)  # by which polls may lag without anybody being told
SILENT = timedelta(hours=24)  # without a new article


def compose_status(request: Request, services: Services) -> Reply:
    """The figures, and first what is not as it should be."""
    with services.database.read(request.workspace_id) as scope:
        status = load_status(scope, request.now)
    troubles = list_troubles(status, request.now)
    said = Bullets(tuple(line(trouble) for trouble in troubles)) if troubles else None
    return Reply(
        heading="Status",
        understood="Something needs a hand" if troubles else "All is well",
        parts=(*((said,) if said else ()), Paragraph(_figures(status, request))),
        buttons=(
            Button("Refresh", RERUN, "/media status"),
            *((Button("Feeds that fail", ASK, "/sources health"),) if status.failing else ()),
            Button("Sources", ASK, "/sources"),
        ),
    )


def list_troubles(status: Status, now: datetime) -> list[str]:
    """What is not as it should be, the worst first. Pure."""
    found = []
    if status.overdue_since and now - status.overdue_since > LATE:
        found.append(f"Feeds wait to be polled for {_minutes(now - status.overdue_since)}.")
    if status.digests_open:
        waiting = count_of(status.digests_open, "digest waits", "digests wait")
        found.append(f"{waiting} for Slack to say whether it was posted.")
    if status.failing:
        found.append(f"{count_of(status.failing, 'feed fails', 'feeds fail')}: see /sources health")
    if status.sources and status.last_stored_at and now - status.last_stored_at > SILENT:
        found.append("No new article has come in for more than a day.")
    if not status.sources:
        found.append("No source is watched yet: /sources add")
    return found


def _minutes(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


def _figures(status: Status, request: Request) -> tuple[Line, ...]:
    stored = write_moment(status.last_stored_at, request.timezone) if status.last_stored_at else "none yet"
    lines = [
        line(
            bold("Articles: "),
            f"{status.articles:,} in all, {status.articles_today:,} in the last 24 hours, the last one {stored}",
        ),
        line(
            bold("Sources: "), f"{status.sources} watched, {status.failing} failing, {status.paused} paused"
        ),
    ]
    if status.last_digest_at:  # where is told to nobody: it may be a private channel
        lines.append(line(bold("Last digest: "), write_moment(status.last_digest_at, request.timezone)))
    return tuple(lines)
