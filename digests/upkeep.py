"""Keeping live messages up to date: as outlets join and quotes come, in place, and not too often.

`chat.update` may be repeated without harm, so no claim is needed: what a message says is noted after Slack
took it, and where that is not known the same update is made again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.clock import parse_timezone
from bot.errors import NotFoundError, RapporteurError, SlackError, UsageError
from bot.model.live import Live, LiveKind
from bot.model.subscriptions import PostState
from bot.services import Services
from bot.slack.faults import CHANNEL_GONE, MESSAGE_REFUSED, POST_FIXED, THREAD_GONE
from bot.slack.message import Message, write_message
from bot.storage.live import close_live, load_open, note_look, save_payloads
from bot.storage.subscriptions import load_subscription
from digests.live_layout import Page, lay_out_live, page_of_joined
from digests.live_pages import Sight, load_excess, load_page
from digests.load import read_topic
from digests.posting import Desk
from digests.unusual import Excess

log = logging.getLogger(__name__)

EVERY = {  # how often a message may change; Slack takes about 50 updates a minute in all
    LiveKind.STORY: timedelta(minutes=3),
    LiveKind.GATHERED: timedelta(minutes=3),
    LiveKind.SPIKE: timedelta(minutes=15),
}
_NEVER = POST_FIXED | CHANNEL_GONE | THREAD_GONE | MESSAGE_REFUSED  # the same update would be refused again


class Step(Enum):
    """What is to be done with a live message now."""

    WAIT = "wait"
    LOOK = "look"
    LAST_LOOK = "last look"


@dataclass(kw_only=True)
class UpkeepReport:
    """What one pass did."""

    updated: int = 0
    closed: int = 0
    failed: list[str] = field(default_factory=list)


def next_step(live: Live, now: datetime) -> Step:
    """Whether a message is compared with what is stored: at its pace, and once at its end. Pure."""
    if now >= live.ends_at:
        return Step.LAST_LOOK
    return Step.LOOK if now - live.looked_at >= EVERY[live.kind] else Step.WAIT


def keep_up(services: Services, desk: Desk, now: datetime, report: UpkeepReport) -> None:
    """One pass over the live messages of a workspace."""
    with desk.database.read(desk.workspace.id) as scope:
        lives = load_open(scope)
    joined = find_joined(lives)
    for live in lives:
        step = next_step(live, now)
        if step is Step.WAIT:
            continue
        try:
            over = _look(services, desk, live, joined.get(live.digest.id), now, report)
            if over or step is Step.LAST_LOOK:
                _close(desk, live, report)
        except RapporteurError as error:
            fields = {"digest": live.digest.id, "error": error.sentence, "cause": error.cause}
            log.warning("a message could not be updated", extra={"fields": fields})
            report.failed.append(error.message)


def find_joined(lives: Sequence[Live]) -> dict[int, int]:
    """Messages whose story became that of an earlier message to the same subscription: digest → story. Pure."""
    first: dict[tuple[int, int], int] = {}
    joined: dict[int, int] = {}
    for live in sorted(lives, key=lambda live: (live.began_at, live.digest.id)):
        for story in live.stories if live.kind is LiveKind.STORY else ():
            if first.setdefault((live.digest.subscription_id, story), live.digest.id) != live.digest.id:
                joined[live.digest.id] = story
    return joined


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """What a live message would say now."""

    page: Page | None  # None: nothing is left of it
    zone: ZoneInfo
    over: bool = False  # nothing will change any more
    peak: int = 0


def _look(
    services: Services, desk: Desk, live: Live, joined: int | None, now: datetime, report: UpkeepReport
) -> bool:
    """Compare a message with what is stored, and update it where that says something else; whether it is over."""
    if not live.posts or live.posts[0].state is PostState.FAILED:
        return True
    if live.posts[0].ts is None:  # still to be posted
        return False
    try:
        found = _load(services, desk, live, joined, now)
    except (NotFoundError, UsageError):  # the subscription was removed, or its topic names nobody any more
        return True
    told = found.page.told if found.page else live.told
    if found.page and told != live.told:
        if not _update(desk, live, lay_out_live(found.page, live.began_at, found.zone, now)):
            return True
        report.updated += 1
    with desk.database.write(desk.workspace.id) as scope:
        note_look(scope, live.digest.id, now, told=told, peak=found.peak)
    return found.over


def _load(services: Services, desk: Desk, live: Live, joined: int | None, now: datetime) -> _Found:
    names = services.names(desk.workspace.id)
    with desk.database.read(desk.workspace.id) as scope:
        subscription = load_subscription(scope, live.digest.subscription_id)
        zone = parse_timezone(subscription.timezone)
        if subscription.is_silent(now):
            return _Found(page=None, zone=zone)
        sight = Sight(
            scope=scope,
            names=names,
            subscription=subscription,
            query=read_topic(subscription.topic, names),
            slot=live.digest.slot,
            now=now,
            posted=live.began_at,
        )
        page = load_page(sight, live.kind, live.stories)
        if live.kind is LiveKind.SPIKE:
            return _follow_spike(load_excess(scope, sight.query, now), live, page, zone)
    if joined is not None and page is not None:
        return _Found(page=page_of_joined(page), zone=zone, over=True)
    return _Found(page=page, zone=zone)


def _follow_spike(excess: Excess | None, live: Live, page: Page | None, zone: ZoneInfo) -> _Found:
    if excess is None:  # its weeks are not known any more
        return _Found(page=page, zone=zone, over=True)
    over = excess.has_calmed(live.peak)
    return _Found(page=page, zone=zone, over=over, peak=max(live.peak, excess.count))


def _update(desk: Desk, live: Live, messages: Sequence[Message]) -> bool:
    """Change those posts that say something else; False where they cannot be changed any more."""
    payloads: dict[int, str] = {}
    for post, message in zip(live.posts, messages, strict=False):
        payload = write_message(message)
        if post.ts is None or payload == post.payload:
            continue
        try:
            desk.slack.update_message(live.digest.channel, post.ts, message, key=post.key)
        except SlackError as error:
            if error.code in _NEVER:
                log.info("a message cannot be changed any more", extra={"fields": {"cause": error.cause}})
                return False
            raise
        payloads[post.id] = payload
    with desk.database.write(desk.workspace.id) as scope:
        save_payloads(scope, payloads)
    return True


def _close(desk: Desk, live: Live, report: UpkeepReport) -> None:
    with desk.database.write(desk.workspace.id) as scope:
        close_live(scope, live.digest.id)
    report.closed += 1
