"""Events: who did what to whom, once a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.model.findings import Event, EventClass
from bot.model.stored import StoredEvent
from bot.storage.cards import in_batches, load_cards
from bot.storage.database import Scope
from bot.storage.findings import SOURCE
from bot.storage.pairs import events_between, events_of, with_events
from bot.storage.passages import load_texts, shorten
from bot.storage.planning import Window
from bot.storage.tables import event_sides, events

ROWS_EACH = 20  # rows read for each event wanted: so many articles of a story may report one
FEWEST, MOST = 200, 2_000  # rows read for one answer

_Sides = dict[int, tuple[tuple[str, ...], tuple[str, ...]]]  # event → its sources and targets


def load_events(
    scope: Scope,
    *,
    a: str,
    b: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
    negated: bool = False,
) -> tuple[StoredEvent, ...]:
    """Events between two actors in either direction (or of one with anybody), newest first.

    Each once a story: same class, same direction between the two (of one actor: same source, same target);
    its first report stands for all. Denied ones ("did not sign") come only with `negated`. Reports are looked
    for among the newest rows only (20 for each event wanted, at most 2,000).
    """
    window = Window(since=since, until=until)
    found = events_of(scope, a, window) if b is None else events_between(scope, a, b, window)
    rows = _fetch_newest(scope, found, limit, negated)
    sides = load_sides(scope, [row.id for row in rows])
    first = _first_reports(rows, sides, paired=b is not None)[:limit]
    cards = load_cards(scope, (row.article_id for row in first))
    texts = load_texts(scope, list(cards))
    return tuple(
        StoredEvent(
            id=row.id,
            event=make_event(row, sides),
            article=cards[row.article_id],
            sentence=shorten(texts[row.article_id][row.start : row.end]),
        )
        for row in first
    )


def _fetch_newest(scope: Scope, found: Any, limit: int, negated: bool) -> Sequence[Row[Any]]:
    newest = found.order_by(found.selected_columns.dated_at.desc(), found.selected_columns.event_id.desc())
    picked = newest.subquery("found")
    rows, mine = with_events(scope, picked)
    query = select(events, picked.c.side).select_from(rows).where(mine)
    if not negated:
        query = query.where(events.c.negated.is_(False))
    query = query.order_by(picked.c.dated_at.desc(), picked.c.event_id.desc())
    return scope.connection.execute(query.limit(max(FEWEST, min(limit * ROWS_EACH, MOST)))).all()


def load_sides(scope: Scope, event_ids: Sequence[int]) -> _Sides:
    """Event → the ids of the actors that did it, and of those to whom it was done, in order of the text."""
    s = event_sides.c
    sources: defaultdict[int, list[str]] = defaultdict(list)
    targets: defaultdict[int, list[str]] = defaultdict(list)
    for batch in in_batches(event_ids):
        query = select(event_sides).where(s.workspace_id == scope.workspace_id, s.event_id.in_(batch))
        for row in scope.connection.execute(query.order_by(s.event_id, s.position)):
            (sources if row.side == SOURCE else targets)[row.event_id].append(row.actor_id)
    return {event: (tuple(sources[event]), tuple(targets[event])) for event in event_ids}


def _first_reports(rows: Iterable[Row[Any]], sides: _Sides, *, paired: bool) -> list[Row[Any]]:
    """The first report of each event in its story, newest first."""
    first: dict[tuple[Any, ...], Row[Any]] = {}
    for row in sorted(rows, key=_when):
        source, target = sides[row.id]
        who = (row.side,) if paired else (frozenset(source), frozenset(target))
        first.setdefault((row.story_id, row.event_class, row.negated, *who), row)
    return sorted(first.values(), key=_when, reverse=True)


def _when(row: Row[Any]) -> tuple[datetime, int]:
    return (row.dated_at, row.id)


def make_event(row: Row[Any], sides: _Sides) -> Event:
    """A row of `events` → the record."""
    source, target = sides[row.id]
    return Event(
        source=source,
        target=target,
        source_text=tuple(row.source_text),
        target_text=tuple(row.target_text),
        verb=row.verb,
        event_class=EventClass(row.event_class),
        negated=row.negated,
        start=row.start,
        end=row.end,
    )
