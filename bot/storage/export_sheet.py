"""What a sheet of an export is made of: its columns, what they mean, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, MetaData, Table, and_

from bot.storage.columns import Id
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import ordered

chosen = Table(  # of one transaction: the articles that are exported
    "chosen_articles", MetaData(), Column("id", Id, primary_key=True), prefixes=["TEMPORARY"]
)

Told = Mapping[int, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a sheet."""

    name: str
    meaning: str  # for people, with its unit
    value: ColumnElement[Any]
    tell: Callable[[Any], Any] | None = None  # what is told of the value; None: the value itself
    text_only: bool = False  # only where texts were asked for


@dataclass(frozen=True, slots=True)
class Added:
    """Columns that are looked up for many rows at once, by the id that is their first cell."""

    names: tuple[str, ...]
    meanings: tuple[str, ...]
    load: Callable[[Scope, Sequence[int]], Told]  # id → a value a name


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One file of an export."""

    name: str
    about: str  # what one row is
    cells: tuple[Cell, ...]
    start: FromClause
    of: Table  # whose workspace is asked for
    condition: ColumnElement[bool] | None = None
    grouped: tuple[ColumnElement[Any], ...] = ()
    order: tuple[ColumnElement[Any], ...]
    added: Added | None = None

    def columns(self, *, texts: bool) -> tuple[tuple[str, str], ...]:
        """Name and meaning of each column, in order."""
        own = tuple((cell.name, cell.meaning) for cell in self.cells_of(texts=texts))
        return own + (tuple(zip(self.added.names, self.added.meanings, strict=True)) if self.added else ())

    def cells_of(self, *, texts: bool) -> tuple[Cell, ...]:
        """Those that are exported."""
        return tuple(cell for cell in self.cells if texts or not cell.text_only)


def of_article(rows: Table) -> FromClause:
    """The rows of the chosen articles, in the order of these: along a key, without sorting."""
    return ordered(chosen, (rows, rows.c.article_id == chosen.c.id))


def join_names(start: FromClause, rows: Table, id: ColumnElement[Any], names: Table) -> FromClause:
    """The rows beside what `names` (outlets, themes, actors, sources) knows of an id in them, where it does."""
    return start.outerjoin(names, and_(names.c.workspace_id == rows.c.workspace_id, names.c.id == id))
