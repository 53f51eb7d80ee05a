"""Outlets: who published the articles."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select

from bot.model.articles import Outlet
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import upsert
from bot.storage.tables import outlets


def save_outlet(scope: Scope, outlet: Outlet) -> str:
    """Store what is known of an outlet, and return its id."""
    values = {
        "name": outlet.name,
        "country": outlet.country,
        "tier": outlet.tier,
        "state_owned": outlet.state_owned,
        "trusted": outlet.trusted,
    }
    save = upsert(outlets, ("workspace_id", "id"), tuple(values))
    scope.connection.execute(save, {"workspace_id": scope.workspace_id, "id": outlet.id} | values)
    return outlet.id


def load_outlets(scope: Scope, ids: Collection[str]) -> dict[str, Outlet]:
    """The outlets of these ids, by id."""
    o = outlets.c
    query = select(outlets).where(o.workspace_id == scope.workspace_id, o.id.in_(ids))
    return {row.id: _make_outlet(row) for row in scope.connection.execute(query)}


def _make_outlet(row: Row[Any]) -> Outlet:
    """A row of `outlets` → the record."""
    return Outlet(
        id=row.id,
        name=row.name,
        country=row.country,
        tier=row.tier,
        state_owned=row.state_owned,
        trusted=row.trusted,
    )
