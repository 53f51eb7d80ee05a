"""Stored quotes and events one by one, each with its article: what people point at when something is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from bot.model.findings import Event, EventClass, Quote, QuoteKind
from bot.storage.database import Scope
from bot.storage.events import load_sides, make_event
from bot.storage.quote_records import load_about, make_quote
from bot.storage.tables import articles, events, quotes


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A finding with its row and place."""

    id: int  # of its row
    article: int
    story: int
    dated_at: datetime  # UTC
    finding: Quote | Event


def load_placed_quotes(
    scope: Scope, story: int | None = None, ids: Sequence[int] | None = None
) -> tuple[Placed, ...]:
    """The quotes of a story, or those of these ids that there (still) are, in order of their ids."""
    q, a = quotes.c, articles.c
    query = select(quotes, a.story_id).join(articles, (a.id == q.article_id))
    query = query.where(q.workspace_id == scope.workspace_id, *_chosen(q.id, story, ids))
    rows = scope.connection.execute(query.order_by(q.id)).all()
    about = load_about(scope, [row.id for row in rows])
    return tuple(_place(row, make_quote(row, row, tuple(about.get(row.id, ())))) for row in rows)


def load_placed_events(
    scope: Scope, story: int | None = None, ids: Sequence[int] | None = None
) -> tuple[Placed, ...]:
    """The events of a story, or those of these ids that there (still) are, in order of their ids."""
    e, a = events.c, articles.c
    query = select(events).join(articles, (a.id == e.article_id))
    query = query.where(e.workspace_id == scope.workspace_id, *_chosen(e.id, story, ids))
    rows = scope.connection.execute(query.order_by(e.id)).all()
    sides = load_sides(scope, [row.id for row in rows])
    return tuple(_place(row, make_event(row, sides)) for row in rows)


def _place(row: Row[Any], finding: Quote | Event) -> Placed:
    return Placed(
        id=row.id, article=row.article_id, story=row.story_id, dated_at=row.dated_at, finding=finding
    )


def _chosen(
    id: ColumnElement[int], story: int | None, ids: Sequence[int] | None
) -> list[ColumnElement[bool]]:
    within: list[ColumnElement[bool]] = [] if ids is None else [id.in_(list(ids))]
    return within if story is None else [articles.c.story_id == story, *within]


def read_finding(data: Mapping[str, Any]) -> Quote | Event:
    """A quote or event out of JSON, as `dataclasses.asdict` makes it."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    if "content" in values:
        return Quote(**values | {"kind": QuoteKind(values["kind"])})
    return Event(**values | {"event_class": EventClass(values["event_class"])})
