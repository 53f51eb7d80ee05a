"""Live messages: what is kept up to date after it was posted, and which subscriptions want alerts of spikes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, select, update

from bot.model.live import Live, LiveDraft, LiveKind
from bot.model.subscriptions import Digest, Post
from bot.storage.database import Scope
from bot.storage.live_tables import live_messages, spike_watches
from bot.storage.posts import load_parts_of, make_digest
from bot.storage.sqlite_dialect import insert_new
from bot.storage.tables import digests, posts, shown_stories, subscriptions


def save_live(scope: Scope, digest: Digest, draft: LiveDraft, now: datetime) -> None:
    """Keep a digest that was just claimed up to date from now on."""
    row = {
        "workspace_id": scope.workspace_id,
        "digest_id": digest.id,
        "subscription_id": digest.subscription_id,
        "kind": draft.kind.value,
        "stories": list(draft.stories),
        "told": draft.told,
        "began_at": now,
        "looked_at": now,
        "ends_at": draft.ends_at,
        "peak": draft.peak,
        "closed": False,
    }
    scope.connection.execute(insert(live_messages).values(row))


def load_open(scope: Scope) -> tuple[Live, ...]:
    """All live messages that may still change, oldest first."""
    v, d = live_messages.c, digests.c
    rows = live_messages.join(digests, and_(d.workspace_id == v.workspace_id, d.id == v.digest_id))
    query = select(digests, *_OWN).select_from(rows)
    query = query.where(v.workspace_id == scope.workspace_id, v.closed.is_(False))
    found = scope.connection.execute(query.order_by(v.began_at, v.digest_id)).all()
    parts = load_parts_of(scope, [row.id for row in found])
    return tuple(_make_live(row, parts[row.id]) for row in found)


def is_open(scope: Scope, subscription_id: int, kind: LiveKind) -> bool:
    """Whether a subscription has a live message of that kind that may still change."""
    v = live_messages.c
    mine = and_(v.workspace_id == scope.workspace_id, v.subscription_id == subscription_id)
    query = select(v.digest_id).where(mine, v.kind == kind.value, v.closed.is_(False)).limit(1)
    return scope.connection.execute(query).one_or_none() is not None


_OWN = tuple(
    live_messages.c[name] for name in ("kind", "stories", "told", "began_at", "looked_at", "ends_at", "peak")
)


def _make_live(row: Row[Any], parts: tuple[Post, ...]) -> Live:
    return Live(
        digest=make_digest(row),
        posts=parts,
        kind=LiveKind(row.kind),
        stories=tuple(row.stories),
        told=row.told,
        began_at=row.began_at,
        looked_at=row.looked_at,
        ends_at=row.ends_at,
        peak=row.peak,
    )


def note_look(scope: Scope, digest_id: int, now: datetime, *, told: str | None = None, peak: int = 0) -> None:
    """Note that a live message was compared with what is stored, and what it says where that changed."""
    values: dict[str, Any] = {"looked_at": now}
    if told is not None:
        values["told"] = told
    if peak:
        values["peak"] = peak
    _change(scope, digest_id, **values)


def save_payloads(scope: Scope, payloads: Mapping[int, str]) -> None:
    """Keep what posts say now, by their ids."""
    for post, payload in payloads.items():
        here = and_(posts.c.workspace_id == scope.workspace_id, posts.c.id == post)
        scope.connection.execute(update(posts).where(here).values(payload=payload))


def close_live(scope: Scope, digest_id: int) -> None:
    """Leave a message as it is from now on."""
    _change(scope, digest_id, closed=True)


def add_stories(
    scope: Scope, subscription_id: int, slot: str, stories: Sequence[int], ends_at: datetime
) -> None:
    """Let a message that was claimed for a slot tell further stories; it is kept up to date until `ends_at`."""
    v, d = live_messages.c, digests.c
    there = and_(d.workspace_id == scope.workspace_id, d.subscription_id == subscription_id, d.slot == slot)
    query = select(v.digest_id, v.stories).where(
        v.workspace_id == scope.workspace_id, v.digest_id.in_(select(d.id).where(there))
    )
    for row in scope.connection.execute(query).all():
        told = list(dict.fromkeys((*row.stories, *stories)))
        _change(scope, row.digest_id, stories=told, ends_at=ends_at, closed=False)


def last_began(scope: Scope, subscription_id: int, kind: LiveKind) -> datetime | None:
    """When the latest live message of that kind began, or None."""
    v = live_messages.c
    mine = and_(v.workspace_id == scope.workspace_id, v.subscription_id == subscription_id)
    query = select(func.max(v.began_at)).where(mine, v.kind == kind.value)
    return scope.connection.execute(query).scalar_one_or_none()


def count_begun(scope: Scope, channel: str, since: datetime) -> int:
    """How many messages of single stories that broke a channel got since then, for all its subscriptions."""
    v, s = live_messages.c, subscriptions.c
    there = select(s.id).where(s.workspace_id == scope.workspace_id, s.channel == channel)
    mine = and_(v.workspace_id == scope.workspace_id, v.kind == LiveKind.STORY.value, v.began_at > since)
    query = select(func.count()).where(mine, v.subscription_id.in_(there))
    return int(scope.connection.execute(query).scalar_one())


def merge_live(scope: Scope, gone: int, kept: int) -> None:
    """Messages that tell of a story which became part of another one tell of that one from now on."""
    _exchange(scope, gone, kept, lambda _: True)


def split_live(scope: Scope, story: int, into: int) -> None:
    """Messages follow the part of a story that their channel was shown, where it is the new one.

    Call it after `split_shown`.
    """
    s = shown_stories.c
    mine = and_(s.workspace_id == scope.workspace_id, s.story_id.in_((story, into)))
    rows = scope.connection.execute(select(s.subscription_id, s.story_id).where(mine)).all()
    seen = {(row.subscription_id, row.story_id) for row in rows}
    _exchange(scope, story, into, lambda sub: (sub, into) in seen and (sub, story) not in seen)


def _exchange(scope: Scope, old: int, new: int, applies: Callable[[int], bool]) -> None:
    """Put one story in another one's place, in the messages of those subscriptions."""
    v = live_messages.c
    query = select(v.digest_id, v.subscription_id, v.stories)
    query = query.where(v.workspace_id == scope.workspace_id, v.closed.is_(False))
    for row in scope.connection.execute(query).all():
        if old in row.stories and applies(row.subscription_id):
            told = dict.fromkeys(new if story == old else story for story in row.stories)
            _change(scope, row.digest_id, stories=list(told))


def watch_spikes(scope: Scope, subscription_id: int, wanted: bool) -> None:
    """Have a subscription get alerts of spikes, or no more."""
    row = {"workspace_id": scope.workspace_id, "subscription_id": subscription_id}
    if wanted:
        scope.connection.execute(insert_new(spike_watches).values(row))
    else:
        w = spike_watches.c
        here = and_(w.workspace_id == scope.workspace_id, w.subscription_id == subscription_id)
        scope.connection.execute(delete(spike_watches).where(here))


def load_watching(scope: Scope) -> frozenset[int]:
    """The subscriptions that want alerts of spikes."""
    w = spike_watches.c
    query = select(w.subscription_id).where(w.workspace_id == scope.workspace_id)
    return frozenset(scope.connection.execute(query).scalars())


def _change(scope: Scope, digest_id: int, **values: Any) -> None:
    v = live_messages.c
    here = and_(v.workspace_id == scope.workspace_id, v.digest_id == digest_id)
    scope.connection.execute(update(live_messages).where(here).values(values))
