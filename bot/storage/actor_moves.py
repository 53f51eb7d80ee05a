"""Moving what is stored of one actor to another: mentions, quotes, what quotes are about, sides of events.

All rows that name an actor are moved article by article; see `actor_topics` for subscriptions. Where an article
names both, its rows are kept as they were, so that they can be put back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, insert, select, update

from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.speakers import retie_speaker
from bot.storage.tables import articles, event_sides, events, mentions, quote_about, quotes

Snapshot = dict[str, list[list[Any]]]
"""Table → the values of the rows that an article had of two actors."""

_MENTION = ("actor_id", "count", "spans", "role")
_ABOUT = ("quote_id", "about_id", "position")
_SIDE = ("event_id", "actor_id", "side", "position")
_SPOKEN = ("id", "speaker_key", "speaker_id", "speaker_name")
_SECTIONS = (
    (mentions, _MENTION, "actor_id"),
    (quote_about, _ABOUT, "about_id"),
    (event_sides, _SIDE, "actor_id"),
)
"""The tables that name actors, what is kept of their rows, and the column of the actor."""


def find_articles(scope: Scope, actor: str, within: Sequence[int] | None = None) -> tuple[int, ...]:
    """The ids of all articles, or of those within some, that have rows of an actor; ascending."""
    found: set[int] = set()
    for query, article in _articles_with(scope, actor):
        for batch in in_batches(within) if within is not None else (None,):
            chosen = query if batch is None else query.where(article.in_(batch))
            found.update(scope.connection.execute(chosen).scalars())
    return tuple(sorted(found))


def _articles_with(scope: Scope, actor: str) -> tuple[tuple[Select[Any], ColumnElement[int]], ...]:
    m, q, a, e, s = mentions.c, quotes.c, quote_about.c, events.c, event_sides.c
    here = scope.workspace_id
    named = select(m.article_id).where(m.workspace_id == here, m.actor_id == actor)
    spoke = select(q.article_id).where(q.workspace_id == here, q.speaker_key == actor)
    about = select(q.article_id).join(quote_about, a.quote_id == q.id)
    about = about.where(a.workspace_id == here, a.about_id == actor)
    acted = select(e.article_id).join(event_sides, s.event_id == e.id)
    acted = acted.where(s.workspace_id == here, s.actor_id == actor)
    return (named, m.article_id), (spoke, q.article_id), (about, q.article_id), (acted, e.article_id)


def move_actor(
    scope: Scope, old: str, new: str, article_ids: Sequence[int], names: tuple[str, str]
) -> dict[int, Snapshot]:
    """Give all rows that these articles have of `old` to `new`; both have a row in `actors`.

    Args:
        names: of old and new: quotes told under the one are told under the other; as printed they stay.

    Returns:
        article → the rows of both before, where it named both.
    """
    before = _take_snapshots(scope, (old, new), find_articles(scope, new, article_ids))
    for article, snapshot in before.items():
        _join_mention(scope, old, new, article, snapshot[mentions.name])
    for batch in in_batches(article_ids):
        _rename(scope, mentions, "actor_id", old, new, mentions.c.article_id.in_(batch))
        _move_quotes(scope, old, new, batch, names)
        told, done = (_in_articles(scope, table, batch) for table in (quote_about, event_sides))
        _rename_once(scope, quote_about, "about_id", old, new, told, ("quote_id",))
        _rename_once(scope, event_sides, "actor_id", old, new, done, ("event_id", "side"))
    for actor in (old, new):
        retie_speaker(scope, actor)
    return before


def put_back(scope: Scope, pair: tuple[str, str], snapshots: Mapping[int, Snapshot]) -> None:
    """Make the rows that articles have of two actors those of the snapshots."""
    for batch in in_batches(tuple(snapshots)):
        dates = _load_dates(scope, batch)
        for table, columns, named in _SECTIONS:
            mine = _in_articles(scope, table, batch)
            scope.connection.execute(delete(table).where(mine, table.c[named].in_(pair)))
            rows = [
                {"workspace_id": scope.workspace_id, "dated_at": dates[article]}
                | ({"article_id": article} if table is mentions else {})
                | dict(zip(columns, values, strict=True))
                for article in batch
                for values in snapshots[article][table.name]
            ]
            if rows:
                scope.connection.execute(insert(table), rows)
        _put_quotes_back(scope, [row for article in batch for row in snapshots[article][quotes.name]])
    for actor in pair:
        retie_speaker(scope, actor)


def _load_dates(scope: Scope, article_ids: Sequence[int]) -> dict[int, datetime]:
    a = articles.c
    dated = select(a.id, a.dated_at).where(a.workspace_id == scope.workspace_id, a.id.in_(article_ids))
    return {row.id: row.dated_at for row in scope.connection.execute(dated)}


def _put_quotes_back(scope: Scope, rows: Sequence[list[Any]]) -> None:
    here = and_(quotes.c.workspace_id == scope.workspace_id, quotes.c.id == bindparam("number"))
    told: dict[str, Any] = {name: bindparam(name) for name in _SPOKEN[1:]}
    changes = [dict(zip(("number", *_SPOKEN[1:]), row, strict=True)) for row in rows]
    if changes:
        scope.connection.execute(update(quotes).where(here).values(told), changes)


def _take_snapshots(scope: Scope, pair: tuple[str, str], article_ids: Sequence[int]) -> dict[int, Snapshot]:
    """Article → the rows that it has of two actors."""
    names = (*(table.name for table, _, _ in _SECTIONS), quotes.name)
    taken: dict[int, Snapshot] = {article: {name: [] for name in names} for article in article_ids}
    for batch in in_batches(article_ids):
        for table, columns, named in _SECTIONS:
            query = select(_article_of(table), *(table.c[name] for name in columns))
            query = _beside_article(query, table).where(_in_articles(scope, table, batch))
            for article, *values in scope.connection.execute(query.where(table.c[named].in_(pair))):
                taken[article][table.name].append(values)
        q = quotes.c
        spoken = select(q.article_id, *(q[name] for name in _SPOKEN)).where(
            q.workspace_id == scope.workspace_id, q.article_id.in_(batch), q.speaker_key.in_(pair)
        )
        for article, *values in scope.connection.execute(spoken):
            taken[article][quotes.name].append(values)
    return taken


def _article_of(table: Table) -> ColumnElement[int]:
    if table is quote_about:
        return quotes.c.article_id
    return events.c.article_id if table is event_sides else table.c.article_id


def _beside_article(query: Select[Any], table: Table) -> Select[Any]:
    """The query with the quotes or events that tell the article of the table's rows."""
    if table is quote_about:
        return query.join_from(quote_about, quotes, quotes.c.id == quote_about.c.quote_id)
    if table is event_sides:
        return query.join_from(event_sides, events, events.c.id == event_sides.c.event_id)
    return query


def _in_articles(scope: Scope, table: Table, article_ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether a row of a table that names actors is of one of these articles."""
    here = table.c.workspace_id == scope.workspace_id
    if table is quote_about:
        return and_(here, table.c.quote_id.in_(_ids(scope, quotes, article_ids)))
    if table is event_sides:
        return and_(here, table.c.event_id.in_(_ids(scope, events, article_ids)))
    return and_(here, table.c.article_id.in_(article_ids))


def _ids(scope: Scope, table: Table, article_ids: Sequence[int]) -> Select[Any]:
    """The numbers of the quotes or events of some articles."""
    c = table.c
    return select(c.id).where(c.workspace_id == scope.workspace_id, c.article_id.in_(article_ids))


def _join_mention(scope: Scope, old: str, new: str, article: int, rows: Sequence[list[Any]]) -> None:
    """Where an article has a mention of each, one of the new actor with the places of both."""
    by_actor = {actor: (spans, role) for actor, _, spans, role in rows}
    if len(by_actor) < 2:
        return
    m = mentions.c
    mine = and_(m.workspace_id == scope.workspace_id, m.article_id == article)
    spans = sorted({tuple(span) for found, _ in by_actor.values() for span in found})
    role = by_actor[new][1] or by_actor[old][1]
    joined = {"spans": [list(span) for span in spans], "count": len(spans), "role": role}
    scope.connection.execute(delete(mentions).where(mine, m.actor_id == old))
    scope.connection.execute(update(mentions).where(mine, m.actor_id == new).values(joined))


def _move_quotes(
    scope: Scope, old: str, new: str, article_ids: Sequence[int], names: tuple[str, str]
) -> None:
    q = quotes.c
    spoken = and_(q.workspace_id == scope.workspace_id, q.article_id.in_(article_ids), q.speaker_key == old)
    told = and_(spoken, q.speaker_name == names[0])
    scope.connection.execute(update(quotes).where(told).values(speaker_name=names[1]))
    scope.connection.execute(update(quotes).where(spoken).values(speaker_key=new, speaker_id=new))


def _rename_once(
    scope: Scope,
    table: Table,
    column: str,
    old: str,
    new: str,
    chosen: ColumnElement[bool],
    by: tuple[str, ...],
) -> None:
    """Rename in the chosen rows; one that would be there twice goes. `by` is the rest of the table's key."""
    other = table.alias("other")
    same = [other.c[name] == table.c[name] for name in ("workspace_id", *by)]
    double = select(1).where(*same, other.c[column] == new).exists()
    stale = and_(table.c.workspace_id == scope.workspace_id, table.c[column] == old, chosen, double)
    scope.connection.execute(delete(table).where(stale))
    _rename(scope, table, column, old, new, chosen)


def _rename(scope: Scope, table: Table, column: str, old: str, new: str, chosen: ColumnElement[bool]) -> None:
    here = and_(table.c.workspace_id == scope.workspace_id, table.c[column] == old, chosen)
    scope.connection.execute(update(table).where(here).values({column: new}))
