"""A workspace's remembered settings: a key and a JSON value ("charts_refused": true)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.storage.database import Scope
from bot.storage.sqlite_dialect import upsert
from bot.storage.tables import settings


def load_setting(scope: Scope, key: str, default: Any = None) -> Any:
    """The value of a key, or the default."""
    query = select(settings.c.value).where(
        settings.c.workspace_id == scope.workspace_id, settings.c.key == key
    )
    row = scope.connection.execute(query).one_or_none()
    return default if row is None else row.value


def save_setting(scope: Scope, key: str, value: Any) -> None:
    """Set a key to a value that JSON can hold."""
    row = {"workspace_id": scope.workspace_id, "key": key, "value": value}
    scope.connection.execute(upsert(settings, ("workspace_id", "key"), ("value",)), row)
