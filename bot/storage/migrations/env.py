"""Alembic's entry: runs migrations on the connection it is given, inside the transaction that is open."""

from __future__ import annotations

from alembic import context

from bot.storage import tables  # noqa: F401 (defines them on the metadata)
from bot.storage.columns import metadata
from bot.storage.sqlite_dialect import TEXT_INDEX


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the full-text index and its shadow tables when tables are compared."""
    return not (kind == "table" and name is not None and name.startswith(TEXT_INDEX))


context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, include_name=include_name
)
with context.begin_transaction():
    context.run_migrations()
