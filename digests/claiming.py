"""Claiming a slot, and keeping the composed parts with it, in one transaction: a retry posts the same bytes."""

from __future__ import annotations

from datetime import datetime

from bot.model.live import LiveKind
from bot.model.subscriptions import Digest, Post, QuietDay, Slot, Subscription, Workspace
from bot.slack.message import write_message
from bot.slack.port import SlackPort
from bot.storage.database import Scope
from bot.storage.live import add_stories, save_live
from bot.storage.posts import claim_digest, finish_digest, save_parts
from bot.storage.shown import save_shown
from digests.draft import Draft
from digests.posting import Desk

_PEOPLE = ("U", "W")  # with which Slack's ids of people begin


def open_channel(slack: SlackPort, channel: str) -> str:
    """Where to post: of a person, the channel of their direct messages.

    Raises:
        SlackError: Slack knows no such person, or did not answer.
    """
    return slack.open_direct(channel) if is_person(channel) else channel


def is_person(channel: str) -> bool:
    """Whether a subscription is one person's own: Slack's id of a person stands for their direct messages."""
    return channel.startswith(_PEOPLE)


def is_direct(channel: str) -> bool:
    """Whether what is posted there is read by one person alone."""
    return is_person(channel) or channel.startswith("D")


def claim_draft(
    desk: Desk, draft: Draft, channel: str, now: datetime
) -> tuple[Digest, tuple[Post, ...]] | None:
    """The claimed digest with its parts (none: nothing is to be posted); None where the slot was claimed before.

    Args:
        channel: where it is posted, as Slack's id of a channel.
    """
    subscription, slot = draft.subscription, draft.slot
    with desk.database.write(desk.workspace.id) as scope:
        digest = claim_digest(scope, subscription_id=subscription.id, channel=channel, slot=slot, now=now)
        if digest is None:
            _join(scope, draft)
            return None
        save_shown(scope, subscription.id, draft.shown, slot.period.end)
        if draft.quiet and subscription.quiet_day is QuietDay.NOTHING:
            finish_digest(scope, digest.id)
            return digest, ()
        payloads = [write_message(message) for message in draft.messages]
        keys = [_key(desk.workspace, subscription, slot, part) for part in range(len(payloads))]
        posts = save_parts(scope, digest.id, payloads, keys)
        if draft.live:
            save_live(scope, digest, draft.live, now)
        return digest, posts


def _join(scope: Scope, draft: Draft) -> None:
    """What is gathered in an hour whose message was claimed already is told there, when it is next updated."""
    if draft.live and draft.live.kind is LiveKind.GATHERED:
        subscription = draft.subscription.id
        add_stories(scope, subscription, draft.slot.label, draft.live.stories, draft.live.ends_at)
        save_shown(scope, subscription, draft.shown, draft.slot.period.end)


def _key(workspace: Workspace, subscription: Subscription, slot: Slot, part: int) -> str:
    owner = workspace.team_id or f"local-{workspace.id}"
    return f"{owner}:{subscription.channel}:{subscription.id}:{slot.label}:{part}"
