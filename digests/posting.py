"""One claimed digest → its posts in Slack, each exactly once.

A part is claimed (committed), posted with its key in the message's metadata, and recorded. Where a claim has
no record, nobody knows whether it was posted: after a grace longer than the request's time limit the channel's
history is read. Found: recorded. Surely absent: posted again. Unreadable: waits, and says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot.clock import Clock
from bot.errors import SlackError
from bot.model.subscriptions import Digest, Post, PostState, Workspace
from bot.slack.faults import CHANNEL_GONE, MESSAGE_REFUSED, PERSON_GONE, THREAD_GONE, UnknownOutcomeError
from bot.slack.message import parse_message
from bot.slack.port import SlackPort
from bot.storage.database import Database
from bot.storage.posts import claim_post, fail_post, finish_digest, load_post, record_post

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=75)  # longer than any post may take: 30 s of waiting, 20 s of request, pacing
SKEW = timedelta(hours=1)  # by which our clock may be ahead of Slack's; reading more history costs little
_PLACE_GONE = CHANNEL_GONE | PERSON_GONE  # a channel, or the direct messages of somebody who left

Checkpoint = Callable[[str], None]
"""Called at named points, so that a test can stop the process there."""


def no_checkpoint(name: str) -> None:
    """The default: nothing happens."""


class State(Enum):
    """What became of a digest, or of one part, in this pass."""

    DONE = "done"
    WAITING = "waiting"  # the outcome of an attempt is not known yet, or Slack is away
    REFUSED = "refused"  # Slack refused the channel or the message for good


@dataclass(frozen=True, slots=True)
class Outcome:
    """A state, and its reason for the log and for people."""

    state: State
    reason: str = ""
    ts: str | None = None
    channel_gone: bool = False


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where posts are made from: one workspace with its connection."""

    database: Database
    workspace: Workspace
    slack: SlackPort
    clock: Clock
    grace: timedelta = GRACE
    checkpoint: Checkpoint = no_checkpoint


def carry_on_by_steps(desk: Desk, digest: Digest, posts: Sequence[Post]) -> Generator[None, None, Outcome]:
    """Bring a claimed digest to its end, from wherever it stands; safe to begin again and again.

    It yields after each message but the last, so that others may post while Slack wants a pause.
    """
    thread: str | None = None
    for number, post in enumerate(posts):
        if number:
            yield
            desk.checkpoint("between-parts")
        outcome = _bring(desk, digest, post, thread)
        if outcome.state is State.WAITING:
            return outcome
        if outcome.state is State.REFUSED and thread is None:
            _finish(desk, digest)
            return outcome
        thread = thread or outcome.ts
    _finish(desk, digest)
    return Outcome(State.DONE, ts=thread)


def _bring(desk: Desk, digest: Digest, post: Post, thread: str | None) -> Outcome:
    if post.state is PostState.POSTED:
        return Outcome(State.DONE, ts=post.ts)
    if post.state is PostState.FAILED:
        return Outcome(State.REFUSED, post.reason or "")
    if post.claimed_at is None:
        return _post(desk, digest, post, thread)
    if desk.clock() - post.claimed_at < desk.grace:
        return Outcome(State.WAITING, "an attempt may still be under way")
    return _reconcile(desk, digest, post, thread)


def _reconcile(desk: Desk, digest: Digest, post: Post, thread: str | None) -> Outcome:
    desk.checkpoint("before-reconcile")
    try:
        keys = desk.slack.fetch_keys(digest.channel, digest.claimed_at - SKEW, thread=thread)
    except SlackError as error:
        return _unreadable(desk, post, error)
    desk.checkpoint("after-reconcile")
    ts = keys.get(post.key)
    if ts is None:
        log.info("not in the channel: posting it again", extra={"fields": {"key": post.key}})
        return _post(desk, digest, post, thread)
    log.info("found in the channel: recording it", extra={"fields": {"key": post.key}})
    return _record(desk, post, ts)


def _unreadable(desk: Desk, post: Post, error: SlackError) -> Outcome:
    """A channel or thread that is gone takes no post; any other reason means: look again after another grace."""
    if error.code in _PLACE_GONE | THREAD_GONE:
        return _give_up(desk, post, error)
    log.warning("history cannot be read, a post waits", extra={"fields": _fields(post, error)})
    with desk.database.write(desk.workspace.id) as scope:
        claim_post(scope, post.id, desk.clock())
    return Outcome(State.WAITING, error.message)


def _post(desk: Desk, digest: Digest, post: Post, thread: str | None) -> Outcome:
    desk.checkpoint("before-claim-post")
    if not _claim(desk, post):
        return Outcome(State.WAITING, "another process is posting it")
    desk.checkpoint("before-post")
    try:
        ts = desk.slack.post_message(digest.channel, parse_message(post.payload), key=post.key, thread=thread)
    except UnknownOutcomeError as error:
        log.warning("no answer to a post; it will be looked for", extra={"fields": _fields(post, error)})
        return Outcome(State.WAITING, error.message)
    except SlackError as error:
        return _refused(desk, post, error)
    desk.checkpoint("after-post")
    return _record(desk, post, ts)


def _claim(desk: Desk, post: Post) -> bool:
    """Claim the part unless another process did since it was read."""
    with desk.database.write(desk.workspace.id) as scope:
        if load_post(scope, post.id) != post:
            return False
        claim_post(scope, post.id, desk.clock())
    return True


def _record(desk: Desk, post: Post, ts: str) -> Outcome:
    desk.checkpoint("before-record")
    with desk.database.write(desk.workspace.id) as scope:
        record_post(scope, post.id, ts)
    desk.checkpoint("after-record")
    return Outcome(State.DONE, ts=ts)


def _refused(desk: Desk, post: Post, error: SlackError) -> Outcome:
    if error.code in _PLACE_GONE | THREAD_GONE | MESSAGE_REFUSED:
        return _give_up(desk, post, error)
    log.warning("Slack refused a post for now", extra={"fields": _fields(post, error)})
    return Outcome(State.WAITING, error.message)


def _give_up(desk: Desk, post: Post, error: SlackError) -> Outcome:
    log.error("a post is given up", extra={"fields": _fields(post, error)})
    with desk.database.write(desk.workspace.id) as scope:
        fail_post(scope, post.id, error.sentence)
    return Outcome(State.REFUSED, error.message, channel_gone=error.code in _PLACE_GONE)


def _fields(post: Post, error: SlackError) -> dict[str, str]:
    return {"key": post.key, "error": error.sentence, "cause": error.cause}


def _finish(desk: Desk, digest: Digest) -> None:
    desk.checkpoint("before-finish")
    with desk.database.write(desk.workspace.id) as scope:
        finish_digest(scope, digest.id)
    desk.checkpoint("after-finish")
