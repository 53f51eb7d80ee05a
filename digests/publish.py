"""Send the digests that are due: load, compose, claim, post, record. Repeatable at any time.

First what earlier passes left open is brought to its end, then each subscription's latest slot is claimed.
One subscription that fails does not stop the others.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import RapporteurError, SlackError
from bot.model.subscriptions import Digest, Post, QuietDay, Slot, Subscription, Workspace
from bot.services import Services
from bot.slack.message import write_message
from bot.storage.posts import claim_digest, finish_digest, open_digests, save_parts
from bot.storage.shown import save_shown
from bot.storage.subscriptions import load_subscriptions, pause_subscription
from digests.blocks import render_message
from digests.drafts import Draft, compose_drafts
from digests.page import Paragraph, Piece, line
from digests.posting import GRACE, Checkpoint, Desk, Outcome, State, carry_on, no_checkpoint
from digests.rhythm import write_rhythm

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class PublishReport:
    """What one pass did, for the log and for `rapporteur run`."""

    posted: int = 0  # digests that were brought to their end
    waiting: list[str] = field(default_factory=list)  # why a digest is still open
    failed: list[str] = field(default_factory=list)  # why a digest was given up or not composed


def publish_due(
    services: Services,
    now: datetime | None = None,
    *,
    checkpoint: Checkpoint = no_checkpoint,
    grace: timedelta = GRACE,
) -> PublishReport:
    """Finish what is open and post what is due, in all workspaces that Slack is connected to.

    Args:
        now: aware; the services' clock by default.
        checkpoint: called at named points around claim, post and record.
        grace: how long an attempt may be under way; longer than any request.
    """
    now = now or services.clock()
    report = PublishReport()
    for workspace in services.database.workspaces():
        slack = services.slack_of(workspace)
        if slack is None:
            continue
        desk = Desk(
            database=services.database,
            workspace=workspace,
            slack=slack,
            clock=services.clock,
            grace=grace,
            checkpoint=checkpoint,
        )
        _publish_workspace(services, desk, now, report)
    return report


def _publish_workspace(services: Services, desk: Desk, now: datetime, report: PublishReport) -> None:
    with desk.database.read(desk.workspace.id) as scope:
        left = open_digests(scope)
        subscriptions = [s for s in load_subscriptions(scope) if not s.paused]
    for digest, posts in left:
        _carry_on(desk, digest, posts, report)
    for subscription in subscriptions:
        try:
            for draft in compose_drafts(services, desk.workspace.id, subscription, now):
                _send(desk, draft, now, report)
        except RapporteurError as error:
            log.error("a digest failed", extra={"fields": _fields(error) | {"subscription": subscription.id}})
            report.failed.append(error.message)


def _send(desk: Desk, draft: Draft, now: datetime, report: PublishReport) -> None:
    desk.checkpoint("before-claim")
    claimed = _claim(desk, draft, now)
    desk.checkpoint("after-claim")
    if claimed is None:
        return
    digest, posts = claimed
    if posts:
        _carry_on(desk, digest, posts, report)


def _claim(desk: Desk, draft: Draft, now: datetime) -> tuple[Digest, tuple[Post, ...]] | None:
    """Claim the slot and keep the composed parts with it, in one transaction: a retry posts the same bytes."""
    subscription, slot = draft.subscription, draft.slot
    with desk.database.write(desk.workspace.id) as scope:
        digest = claim_digest(
            scope, subscription_id=subscription.id, channel=subscription.channel, slot=slot, now=now
        )
        if digest is None:
            return None
        save_shown(scope, subscription.id, draft.shown, now)
        if draft.quiet and subscription.quiet_day is QuietDay.NOTHING:
            finish_digest(scope, digest.id)
            return digest, ()
        payloads = [write_message(message) for message in draft.messages]
        keys = [_key(desk.workspace, subscription, slot, part) for part in range(len(payloads))]
        return digest, save_parts(scope, digest.id, payloads, keys)


def _key(workspace: Workspace, subscription: Subscription, slot: Slot, part: int) -> str:
    owner = workspace.team_id or f"local-{workspace.id}"
    return f"{owner}:{subscription.channel}:{subscription.id}:{slot.label}:{part}"


def _carry_on(desk: Desk, digest: Digest, posts: tuple[Post, ...], report: PublishReport) -> None:
    try:
        outcome = carry_on(desk, digest, posts)
    except RapporteurError as error:
        log.error("a digest failed", extra={"fields": _fields(error) | {"digest": digest.id}})
        report.waiting.append(error.message)
        return
    if outcome.state is State.DONE:
        report.posted += 1
        log.info("digest posted", extra={"fields": {"digest": digest.id, "slot": digest.slot}})
    elif outcome.state is State.WAITING:
        report.waiting.append(outcome.reason)
    else:
        report.failed.append(outcome.reason)
        if outcome.channel_gone:
            _pause(desk, digest, outcome)


def _pause(desk: Desk, digest: Digest, outcome: Outcome) -> None:
    """A channel that cannot be posted to: stop trying, and tell whoever subscribed it."""
    try:
        with desk.database.write(desk.workspace.id) as scope:
            subscription = pause_subscription(scope, digest.subscription_id, True)
    except RapporteurError as error:  # removed in the meantime: nothing left to pause
        log.info("nothing to pause", extra={"fields": _fields(error)})
        return
    fields = {"subscription": subscription.id, "reason": outcome.reason}
    log.error("subscription paused", extra={"fields": fields})
    if subscription.created_by:
        _tell(desk, subscription, outcome.reason)


def _tell(desk: Desk, subscription: Subscription, reason: str) -> None:
    what = f"the digest on {subscription.topic} ({write_rhythm(subscription.rhythm)})"
    why = f", since I could not post it: {reason} Then resume it there with /subscriptions."
    shown = Paragraph((line(f"I paused {what} in ", Piece("", channel=subscription.channel), why),))
    message = render_message([shown], f"I paused {what}{why}")
    try:
        desk.slack.post_direct(subscription.created_by or "", message)
    except SlackError as error:
        log.warning("whoever subscribed could not be told", extra={"fields": _fields(error)})


def _fields(error: RapporteurError) -> dict[str, object]:
    return {"error": error.sentence, "cause": error.cause}
