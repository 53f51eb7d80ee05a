"""Send the digests that are due: load, compose, claim, post, record. Repeatable at any time.

First what earlier passes left open is brought to its end, then each subscription's latest slot is claimed. What is
claimed is posted to all channels at once. One subscription that fails does not stop the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Lock

from bot.errors import RapporteurError, SlackError
from bot.model.subscriptions import Digest, Post, Subscription
from bot.services import Services
from bot.slack.faults import PERSON_GONE, UnknownOutcomeError
from bot.storage.live import load_watching
from bot.storage.posts import open_digests
from bot.storage.subscriptions import load_subscriptions, pause_subscription
from digests.blocks import render_message
from digests.claiming import claim_draft, is_direct, open_channel
from digests.draft import Draft
from digests.drafts import compose_drafts
from digests.lanes import Lanes
from digests.load import Kept
from digests.page import Paragraph, Piece, line
from digests.posting import GRACE, Checkpoint, Desk, State, carry_on_by_steps, no_checkpoint
from digests.rhythm import write_rhythm
from digests.spikes import compose_alert
from digests.upkeep import UpkeepReport, keep_up

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class PublishReport:
    """What one pass did, for the log and for `rapporteur run`."""

    posted: int = 0  # digests that were brought to their end
    waiting: list[str] = field(default_factory=list)  # why a digest is still open
    failed: list[str] = field(default_factory=list)  # why a digest was given up or not composed
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def note(self, *, posted: int = 0, waiting: str = "", failed: str = "") -> None:
        """Add what became of a digest; safe to call from several threads."""
        with self._lock:
            self.posted += posted
            self.waiting += [waiting] if waiting else []
            self.failed += [failed] if failed else []


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
    for desk in _open_desks(services, checkpoint, grace):
        with Lanes() as lanes:
            _publish_workspace(services, desk, now, lanes, report)
    return report


def publish_alerts(
    services: Services, now: datetime | None = None, *, checkpoint: Checkpoint = no_checkpoint
) -> PublishReport:
    """Post an alert for each spike that begins, to the subscriptions that want them."""
    now = now or services.clock()
    report = PublishReport()
    for desk in _open_desks(services, checkpoint, GRACE):
        with desk.database.read(desk.workspace.id) as scope:
            watching = load_watching(scope)
            subscriptions = [
                s for s in load_subscriptions(scope) if s.id in watching and not s.is_silent(now)
            ]
        with Lanes() as lanes:
            for subscription in subscriptions:
                compose = partial(compose_alert, services, desk.workspace.id, subscription, now)
                _send_all(desk, subscription, compose, now, lanes, report)
    return report


def update_live(services: Services, now: datetime | None = None) -> UpkeepReport:
    """Bring what is kept up to date up to date, in all workspaces that Slack is connected to."""
    now = now or services.clock()
    report = UpkeepReport()
    for desk in _open_desks(services, no_checkpoint, GRACE):
        keep_up(services, desk, now, report)
    return report


def _open_desks(services: Services, checkpoint: Checkpoint, grace: timedelta) -> Iterator[Desk]:
    for workspace in services.database.workspaces():
        slack = services.slack_of(workspace)
        if slack is not None:
            yield Desk(
                database=services.database,
                workspace=workspace,
                slack=slack,
                clock=services.clock,
                grace=grace,
                checkpoint=checkpoint,
            )


def _publish_workspace(
    services: Services, desk: Desk, now: datetime, lanes: Lanes, report: PublishReport
) -> None:
    with desk.database.read(desk.workspace.id) as scope:
        left = open_digests(scope)
        subscriptions = [s for s in load_subscriptions(scope) if not s.is_silent(now)]
    for digest, posts in left:
        lanes.add(digest.channel, _carry_on(desk, digest, posts, report))
    kept: Kept = {}
    for subscription in subscriptions:
        compose = partial(compose_drafts, services, desk.workspace.id, subscription, now, kept)
        _send_all(desk, subscription, compose, now, lanes, report)


def _send_all(
    desk: Desk,
    subscription: Subscription,
    compose: Callable[[], Sequence[Draft]],
    now: datetime,
    lanes: Lanes,
    report: PublishReport,
) -> None:
    """Claim what is composed and hand it over to be posted; one that fails does not stop the others."""
    try:
        for draft in compose():
            _send(desk, draft, now, lanes, report)
    except UnknownOutcomeError as error:  # nothing was claimed: the next pass tries again
        report.note(waiting=error.message)
    except RapporteurError as error:
        log.error("a digest failed", extra={"fields": _fields(error) | {"subscription": subscription.id}})
        report.note(failed=error.message)
        if isinstance(error, SlackError) and error.code in PERSON_GONE:
            _pause(desk, subscription.id, error.message)


def _send(desk: Desk, draft: Draft, now: datetime, lanes: Lanes, report: PublishReport) -> None:
    channel = open_channel(desk.slack, draft.subscription.channel)
    desk.checkpoint("before-claim")
    claimed = claim_draft(desk, draft, channel, now)
    desk.checkpoint("after-claim")
    if claimed is not None and claimed[1]:
        lanes.add(channel, _carry_on(desk, *claimed, report))


def _carry_on(desk: Desk, digest: Digest, posts: tuple[Post, ...], report: PublishReport) -> Iterator[None]:
    try:
        outcome = yield from carry_on_by_steps(desk, digest, posts)
    except RapporteurError as error:
        log.error("a digest failed", extra={"fields": _fields(error) | {"digest": digest.id}})
        report.note(waiting=error.message)
        return
    if outcome.state is State.DONE:
        report.note(posted=1)
        log.info("digest posted", extra={"fields": {"digest": digest.id, "slot": digest.slot}})
    elif outcome.state is State.WAITING:
        report.note(waiting=outcome.reason)
    else:
        report.note(failed=outcome.reason)
        if outcome.channel_gone:
            _pause(desk, digest.subscription_id, outcome.reason)


def _pause(desk: Desk, subscription_id: int, reason: str) -> None:
    """A channel or person that cannot be posted to: stop trying, and tell whoever subscribed."""
    try:
        with desk.database.write(desk.workspace.id) as scope:
            subscription = pause_subscription(scope, subscription_id, True)
    except RapporteurError as error:  # removed in the meantime: nothing left to pause
        log.info("nothing to pause", extra={"fields": _fields(error)})
        return
    fields = {"subscription": subscription.id, "reason": reason}
    log.error("subscription paused", extra={"fields": fields})
    if subscription.created_by:
        _tell(desk, subscription, reason)


def _tell(desk: Desk, subscription: Subscription, reason: str) -> None:
    what = f"the digest on {subscription.topic} ({write_rhythm(subscription.rhythm)})"
    why = f", since I could not post it: {reason} Then resume it there with /subscriptions."
    where = Piece("your direct messages")
    if not is_direct(subscription.channel):
        where = Piece("", channel=subscription.channel)
    shown = Paragraph((line(f"I paused {what} in ", where, why),))
    message = render_message([shown], f"I paused {what}{why}")
    try:
        desk.slack.post_direct(subscription.created_by or "", message)
    except SlackError as error:
        log.warning("whoever subscribed could not be told", extra={"fields": _fields(error)})


def _fields(error: RapporteurError) -> dict[str, object]:
    return {"error": error.sentence, "cause": error.cause}
