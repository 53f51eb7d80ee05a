"""Feeds that have been failing for a day, told to the operations channel: each failure once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.errors import SlackError
from bot.model.articles import Source
from bot.model.subscriptions import Workspace
from bot.services import Services
from bot.slack.faults import CHANNEL_GONE, MESSAGE_REFUSED, UnknownOutcomeError
from bot.slack.message import Message, parse_message, write_message
from bot.slack.port import SlackPort
from bot.storage.feed_reports import FeedReport, add_report, claim_report, load_reports, record_report
from bot.storage.settings import load_setting
from bot.storage.sources import load_sources
from digests.blocks import render_message
from digests.items import count_of, describe_moment
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Button, Buttons, Heading, Line, bold, line, link
from digests.posting import GRACE, SKEW

log = logging.getLogger(__name__)

OPERATIONS_CHANNEL = "operations_channel"  # the setting; a channel's id
FAILING_FOR = timedelta(days=1)
KEPT = timedelta(days=90)  # how far back reports are looked for; a failure that lasts longer is told again
MOST_SHOWN = 20
ASK = "ask"
_GIVEN_UP = "given up"  # in the place of a `ts`, where Slack refuses the channel for good


def report_feeds(services: Services, workspace: Workspace, now: datetime) -> int:
    """Report what began to fail a day ago, and bring open reports to their end; returns how many were posted."""
    slack = services.slack_of(workspace)
    with services.database.read(workspace.id) as scope:
        channel = load_setting(scope, OPERATIONS_CHANNEL, "")
        reports = load_reports(scope, now - KEPT)
        failing = choose_failing(load_sources(scope), {i for r in reports for i in r.incidents}, now)
    if slack is None:
        return 0
    posted = sum(_carry_on(services, workspace, slack, report, now) for report in reports if not report.ts)
    if not channel or not failing:
        return posted
    message = compose_report(failing, services.timezone)
    with services.database.write(workspace.id) as scope:
        report = add_report(
            scope,
            key=f"{workspace.team_id}:feeds:{name_incident(failing[0])}:{now:%Y-%m-%d}",  # told again: a new one
            channel=channel,
            payload=write_message(message),
            incidents=[name_incident(source) for source in failing],
            now=now,
        )
    return posted + _post(services, workspace, slack, report)


def choose_failing(sources: Sequence[Source], told: Collection[str], now: datetime) -> tuple[Source, ...]:
    """The sources that have been failing for a day and were not told of yet, the longest failing first."""
    overdue = [
        (source.failing_since, source)
        for source in sources
        if source.failing_since and not source.paused and now - source.failing_since >= FAILING_FOR
    ]
    overdue.sort(key=lambda pair: (pair[0], pair[1].id))
    return tuple(source for _, source in overdue if name_incident(source) not in told)


def name_incident(source: Source) -> str:
    """One failure of one source, until it does well again."""
    began = int(source.failing_since.timestamp()) if source.failing_since else 0
    return f"{source.id}:{began}"


def compose_report(failing: Sequence[Source], timezone: str) -> Message:
    """The message: which feeds fail, since when, and why."""
    title = f"{count_of(len(failing), 'feed has', 'feeds have')} been failing for a day"
    items = [_item(source, timezone) for source in failing[:MOST_SHOWN]]
    if len(failing) > MOST_SHOWN:
        items.append(line(f"and {len(failing) - MOST_SHOWN} more"))
    buttons = Buttons((Button("Show all that fail", ASK, "/sources health"),))
    return render_message([Heading(title), Bullets(tuple(items)), buttons], title)


def _item(source: Source, timezone: str) -> Line:
    zone = parse_timezone(timezone)
    began = f"since {describe_moment(source.failing_since, zone)}" if source.failing_since else ""
    return line(
        link(clip(clean(source.name), 120), source.address, strong=True),
        f" — {began}: ",
        clip(clean(source.error or "no reason is known"), 200),
        bold(f" (number {source.id})"),
    )


def _carry_on(
    services: Services, workspace: Workspace, slack: SlackPort, report: FeedReport, now: datetime
) -> bool:
    """Nobody knows whether an open report was posted: look for its key, and post it where it is surely absent."""
    if now - report.claimed_at < GRACE:
        return False
    try:
        found = slack.fetch_keys(report.channel, report.made_at - SKEW).get(report.key)
    except SlackError as error:
        return _refused(services, workspace, report, error)
    with services.database.write(workspace.id) as scope:
        if found:
            record_report(scope, report.id, found)
            return False
        if not claim_report(scope, report, now):
            return False
    return _post(services, workspace, slack, report)


def _post(services: Services, workspace: Workspace, slack: SlackPort, report: FeedReport) -> bool:
    try:
        ts = slack.post_message(report.channel, parse_message(report.payload), key=report.key)
    except SlackError as error:
        return _refused(services, workspace, report, error)
    with services.database.write(workspace.id) as scope:
        record_report(scope, report.id, ts)
    return True


def _refused(services: Services, workspace: Workspace, report: FeedReport, error: SlackError) -> bool:
    """Given up where Slack refuses for good, else looked at again after the grace; never counts as posted."""
    log.warning(
        "a report of feeds was not posted", extra={"fields": {"key": report.key, "cause": error.cause}}
    )
    for_good = error.code in CHANNEL_GONE | MESSAGE_REFUSED and not isinstance(error, UnknownOutcomeError)
    if for_good:
        with services.database.write(workspace.id) as scope:
            record_report(scope, report.id, _GIVEN_UP)
    return False
