"""Digests and their posts: the rows that make posting exactly once possible.

Each step is one short transaction of its own: claim the slot, save the composed parts, claim a part, post
it (outside any transaction), record it. After a crash, `open_digests` holds what must be reconciled.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, insert, select, update

from bot.errors import NotFoundError
from bot.model.subscriptions import Digest, Period, Post, PostState, Slot
from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import digests, posts


def claim_digest(
    scope: Scope, *, subscription_id: int, channel: str, slot: Slot, now: datetime
) -> Digest | None:
    """Claim a slot of a subscription; None where it was claimed before, by whomever.

    The claim counts once the transaction is committed: compose and post only after that.
    """
    row = {
        "workspace_id": scope.workspace_id,
        "subscription_id": subscription_id,
        "channel": channel,
        "slot": slot.label,
        "due": slot.due,
        "period_start": slot.period.start,
        "period_end": slot.period.end,
        "local_date": slot.local_date,
        "claimed_at": now,
        "finished": False,
    }
    claim = insert_new(digests).values(row).returning(digests.c.id)
    claimed = scope.connection.execute(claim).scalar_one_or_none()
    return None if claimed is None else _load_digest(scope, claimed)


def save_parts(
    scope: Scope, digest_id: int, payloads: Sequence[str], keys: Sequence[str]
) -> tuple[Post, ...]:
    """Store the composed messages in order; a digest that has parts keeps those. Raises NotFoundError."""
    _load_digest(scope, digest_id)
    if stored := load_parts(scope, digest_id):
        return stored
    owned = {"workspace_id": scope.workspace_id, "digest_id": digest_id, "state": PostState.CLAIMED.value}
    rows = [
        owned | {"part": part, "payload": payload, "key": key}
        for part, (payload, key) in enumerate(zip(payloads, keys, strict=True))
    ]
    if rows:
        scope.connection.execute(insert(posts), rows)
    return load_parts(scope, digest_id)


def open_digests(scope: Scope) -> tuple[tuple[Digest, tuple[Post, ...]], ...]:
    """Digests that are not finished, oldest first, with their parts in order (none: not yet composed)."""
    d = digests.c
    query = select(digests).where(d.workspace_id == scope.workspace_id, d.finished.is_(False))
    found = [make_digest(row) for row in scope.connection.execute(query.order_by(d.claimed_at, d.id))]
    parts = load_parts_of(scope, [digest.id for digest in found])
    return tuple((digest, parts[digest.id]) for digest in found)


def count_open(scope: Scope) -> int:
    """How many digests are not finished."""
    d = digests.c
    query = select(func.count()).where(d.workspace_id == scope.workspace_id, d.finished.is_(False))
    return int(scope.connection.execute(query).scalar_one())


def load_post(scope: Scope, post_id: int) -> Post:
    """One message of a digest. Raises NotFoundError."""
    query = select(posts).where(posts.c.workspace_id == scope.workspace_id, posts.c.id == post_id)
    if row := scope.connection.execute(query).one_or_none():
        return make_post(row)
    raise NotFoundError(f"There is no post {post_id} here.")


def claim_post(scope: Scope, post_id: int, now: datetime) -> Post:
    """Note that a part is about to be posted. Raises NotFoundError."""
    return _change_post(scope, post_id, state=PostState.CLAIMED.value, claimed_at=now)


def record_post(scope: Scope, post_id: int, ts: str) -> Post:
    """Note that a part was posted, as Slack's `ts`. Raises NotFoundError."""
    return _change_post(scope, post_id, state=PostState.POSTED.value, ts=ts, reason=None)


def fail_post(scope: Scope, post_id: int, reason: str) -> Post:
    """Note that Slack refused a part for good, and why. Raises NotFoundError."""
    return _change_post(scope, post_id, state=PostState.FAILED.value, reason=reason)


def finish_digest(scope: Scope, digest_id: int) -> Digest:
    """Close a digest: all parts are posted or given up. Raises NotFoundError."""
    here = and_(digests.c.workspace_id == scope.workspace_id, digests.c.id == digest_id)
    scope.connection.execute(update(digests).where(here).values(finished=True))
    return _load_digest(scope, digest_id)


def last_slot(scope: Scope, subscription_id: int) -> str | None:
    """The label of the latest slot by the clock that was claimed, or None."""
    d = digests.c
    dated = and_(d.slot >= "0", d.slot < ":")  # begins with a digit: no story, spike or notice
    mine = and_(d.workspace_id == scope.workspace_id, d.subscription_id == subscription_id, dated)
    latest = select(d.slot).where(mine).order_by(d.due.desc(), d.id.desc()).limit(1)
    return scope.connection.execute(latest).scalar_one_or_none()


def _load_digest(scope: Scope, digest_id: int) -> Digest:
    query = select(digests).where(digests.c.workspace_id == scope.workspace_id, digests.c.id == digest_id)
    if row := scope.connection.execute(query).one_or_none():
        return make_digest(row)
    raise NotFoundError(f"There is no digest {digest_id} here.")


def load_parts(scope: Scope, digest_id: int) -> tuple[Post, ...]:
    """The messages of a digest in order."""
    return load_parts_of(scope, [digest_id])[digest_id]


def load_parts_of(scope: Scope, digest_ids: Sequence[int]) -> dict[int, tuple[Post, ...]]:
    """Digest → its messages in order; all digests asked for are there."""
    found: dict[int, tuple[Post, ...]] = dict.fromkeys(digest_ids, ())
    for batch in in_batches(digest_ids):
        query = select(posts).where(posts.c.workspace_id == scope.workspace_id, posts.c.digest_id.in_(batch))
        for row in scope.connection.execute(query.order_by(posts.c.part)):
            found[row.digest_id] += (make_post(row),)
    return found


def _change_post(scope: Scope, post_id: int, **values: Any) -> Post:
    here = and_(posts.c.workspace_id == scope.workspace_id, posts.c.id == post_id)
    scope.connection.execute(update(posts).where(here).values(values))
    return load_post(scope, post_id)


def make_digest(row: Row[Any]) -> Digest:
    """A row of `digests` as a record."""
    return Digest(
        id=row.id,
        subscription_id=row.subscription_id,
        channel=row.channel,
        slot=row.slot,
        period=Period(start=row.period_start, end=row.period_end),
        claimed_at=row.claimed_at,
        finished=row.finished,
    )


def make_post(row: Row[Any]) -> Post:
    """A row of `posts` as a record."""
    return Post(
        id=row.id,
        digest_id=row.digest_id,
        part=row.part,
        key=row.key,
        payload=row.payload,
        state=PostState(row.state),
        claimed_at=row.claimed_at,
        ts=row.ts,
        reason=row.reason,
    )
