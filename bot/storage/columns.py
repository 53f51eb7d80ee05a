"""How tables are written down: the types of their columns, and references that stay in their workspace."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

from bot.clock import require_aware

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by INTEGER keys only


class Instant(TypeDecorator[datetime]):
    """An instant as whole microseconds since 1970 in UTC: exact, sortable, eight bytes in every key.

    Naive datetimes are refused (ValueError); what comes back is aware, in UTC.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Instant → microseconds."""
        return None if value is None else (require_aware(value) - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Microseconds → instant."""
        return None if value is None else _EPOCH + int(value) * _MICROSECOND


class Prose(TypeDecorator[str]):
    """Text of any length; what no database can hold (NUL, half of a pair) becomes U+FFFD, offsets stay."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Text → text that can be stored."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


def of_workspace(name: str, *items: SchemaItem, **options: Any) -> Table:
    """A table whose rows belong to a workspace."""
    workspace = Column("workspace_id", Id, ForeignKey("workspaces.id", ondelete="CASCADE"), nullable=False)
    return Table(name, metadata, workspace, *items, **options)


def numbered(name: str, *items: SchemaItem) -> Table:
    """A table of a workspace whose rows are numbered and can be referred to."""
    row = Column("id", Id, primary_key=True)
    return of_workspace(name, row, UniqueConstraint("workspace_id", "id"), *items)


def keyed(name: str, *items: SchemaItem, by: tuple[str, ...]) -> Table:
    """A table without row numbers: its rows lie in the order of their key, beside those read with them."""
    return of_workspace(name, *items, PrimaryKeyConstraint("workspace_id", *by), sqlite_with_rowid=False)


def refers(column: str, table: str, *, cascade: bool = True) -> ForeignKeyConstraint:
    """A reference that cannot leave the workspace."""
    target = [f"{table}.workspace_id", f"{table}.id"]
    return ForeignKeyConstraint(["workspace_id", column], target, ondelete="CASCADE" if cascade else None)


def index(*columns: str) -> Index:
    """A key within the workspace."""
    return Index(None, "workspace_id", *columns)


def text(name: str, *, nullable: bool = False) -> Column[str]:
    """A column of text."""
    return Column(name, Prose, nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> Column[Any]:
    """A column of instants."""
    return Column(name, Instant, nullable=nullable)


def flag(name: str) -> Column[bool]:
    """A column of yes and no."""
    return Column(name, Boolean, nullable=False)


def number(name: str, *, nullable: bool = False) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, Integer, nullable=nullable)


def ref(name: str, *, nullable: bool = False) -> Column[int]:
    """A column of row numbers."""
    return Column(name, Id, nullable=nullable)


def document(name: str) -> Column[Any]:
    """A column of JSON."""
    return Column(name, JSON, nullable=False)
