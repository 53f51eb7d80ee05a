"""Digests and their posts: the rows that make posting exactly once possible.

Each step is one short transaction of its own: claim the slot, save the composed parts, claim a part, post
it (outside any transaction), record it. After a crash, `open_digests` holds what must be reconciled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.model.subscriptions import Digest, Post, Slot
from bot.storage.database import Scope


def claim_digest(
    scope: Scope, *, subscription_id: int, channel: str, slot: Slot, now: datetime
) -> Digest | None:
    """Claim a slot of a subscription; None where it was claimed before, by whomever."""
    raise NotImplementedError


def save_parts(
    scope: Scope, digest_id: int, payloads: Sequence[str], keys: Sequence[str]
) -> tuple[Post, ...]:
    """Store the composed messages in order; a digest that has parts keeps those. Raises NotFoundError."""
    raise NotImplementedError


def open_digests(scope: Scope) -> tuple[tuple[Digest, tuple[Post, ...]], ...]:
    """Digests that are not finished, oldest first, with their parts in order (none: not yet composed)."""
    raise NotImplementedError


def claim_post(scope: Scope, post_id: int, now: datetime) -> Post:
    """Note that a part is about to be posted. Raises NotFoundError."""
    raise NotImplementedError


def record_post(scope: Scope, post_id: int, ts: str) -> Post:
    """Note that a part was posted, as Slack's `ts`. Raises NotFoundError."""
    raise NotImplementedError


def fail_post(scope: Scope, post_id: int, reason: str) -> Post:
    """Note that Slack refused a part for good, and why. Raises NotFoundError."""
    raise NotImplementedError


def finish_digest(scope: Scope, digest_id: int) -> Digest:
    """Close a digest: all parts are posted or given up. Raises NotFoundError."""
    raise NotImplementedError


def save_shown(scope: Scope, subscription_id: int, stories: Mapping[int, int], now: datetime) -> None:
    """Note which stories a channel has seen, with how many articles each."""
    raise NotImplementedError


def load_shown(scope: Scope, subscription_id: int, stories: Collection[int]) -> dict[int, int]:
    """Story → articles shown, of those stories that the subscription has shown."""
    raise NotImplementedError


def last_slot(scope: Scope, subscription_id: int) -> str | None:
    """The label of the latest slot that was claimed, or None."""
    raise NotImplementedError
