"""Reading out what is stored, row by row: one snapshot, in memory that does not grow with it.

The chosen articles are noted once, in a temporary table that the transaction takes with it; every sheet of
findings then walks that table and a key of its own, so that nothing is sorted and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select

from bot.query.tree import Query
from bot.storage.cards import BATCH
from bot.storage.database import Scope
from bot.storage.export_sheet import Cell, Sheet, chosen
from bot.storage.export_sheets import SUBSCRIPTIONS
from bot.storage.planning import Window, plan
from bot.storage.tables import articles

Values = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What is exported."""

    query: Query | None = None  # None: every article
    window: Window  # by date: since <= dated < until
    texts: bool = False  # whether the prose of the articles goes along
    channels: Collection[str] | None = None  # whose subscriptions may be told; None: all


def choose_articles(scope: Scope, choice: Choice, now: datetime) -> int:
    """Note which articles are exported, and return how many; to be called once in a transaction, first.

    Raises:
        QueryError: the query has too many terms, or a `since:` or `until:` that is no time.
    """
    matching = plan(scope, choice.query, choice.window, now).select(articles.c.id)
    chosen.create(scope.connection)
    scope.connection.execute(insert(chosen).from_select(["id"], matching))
    return int(scope.connection.execute(select(func.count()).select_from(chosen)).scalar_one())


def count_rows(scope: Scope, sheet: Sheet) -> int:
    """How many rows the sheet has; of subscriptions also those that are not told."""
    rows = _select(scope, sheet, sheet.cells[:1]).order_by(None).subquery()
    return int(scope.connection.execute(select(func.count()).select_from(rows)).scalar_one())


def load_rows(scope: Scope, sheet: Sheet, choice: Choice) -> Iterator[Values]:
    """The rows of a sheet in the order of its columns, read a few hundred at a time."""
    cells = sheet.cells_of(texts=choice.texts)
    found = scope.connection.execute(
        _select(scope, sheet, cells), execution_options={"stream_results": True, "yield_per": BATCH}
    )
    for batch in found.partitions():
        for values in _add(scope, sheet, [_tell(cells, row) for row in batch]):
            if sheet is not SUBSCRIPTIONS or _may_be_told(values, choice):
                yield values


def _select(scope: Scope, sheet: Sheet, cells: Sequence[Cell]) -> Select[Any]:
    columns = [cell.value.label(f"cell_{place}") for place, cell in enumerate(cells)]
    query = select(*columns).select_from(sheet.start).where(sheet.of.c.workspace_id == scope.workspace_id)
    if sheet.condition is not None:
        query = query.where(sheet.condition)
    return query.group_by(*sheet.grouped).order_by(*sheet.order)


def _tell(cells: Sequence[Cell], row: Row[Any]) -> Values:
    return tuple(cell.tell(value) if cell.tell else value for cell, value in zip(cells, row, strict=True))


def _add(scope: Scope, sheet: Sheet, batch: list[Values]) -> Iterator[Values]:
    """The rows with the columns that are looked up for all of them at once."""
    if sheet.added is None:
        yield from batch
        return
    more = sheet.added.load(scope, [values[0] for values in batch])
    for values in batch:
        yield (*values, *more[values[0]])


def _may_be_told(values: Values, choice: Choice) -> bool:
    channel = values[_CHANNEL]
    return choice.channels is None or channel in choice.channels


_CHANNEL = [cell.name for cell in SUBSCRIPTIONS.cells].index("channel")
