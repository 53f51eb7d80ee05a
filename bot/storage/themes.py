"""Themes of a workspace: the defaults, and the team's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, select

from bot.errors import NotFoundError
from bot.model.knowledge import Theme
from bot.storage.database import Scope
from bot.storage.feedback import load_shifts
from bot.storage.sqlite_dialect import upsert
from bot.storage.tables import themes

DEFAULT, TEAM = "default", "team"  # origins of themes and actors
_VALUES = ("name", "origin", "position", "data", "updated_at")


def sync_themes(scope: Scope, wanted: Sequence[Theme], now: datetime) -> None:
    """Make the default themes equal to `wanted`; the team's own win. Matches of a theme that goes stay."""
    stored = {row.id: row for row in _load_rows(scope)}
    rows = [
        _theme_row(scope, theme, DEFAULT, position, now)
        for position, theme in enumerate(wanted)
        if theme.id not in stored or stored[theme.id].origin == DEFAULT
    ]
    changed = [row for row in rows if not _same(row, stored.get(row["id"]))]
    if changed:
        scope.connection.execute(upsert(themes, ("workspace_id", "id"), _VALUES), changed)
    named = {theme.id for theme in wanted}
    gone = [row.id for row in stored.values() if row.origin == DEFAULT and row.id not in named]
    if gone:
        here = and_(themes.c.workspace_id == scope.workspace_id, themes.c.id.in_(gone))
        scope.connection.execute(delete(themes).where(here))


def load_themes(scope: Scope) -> tuple[Theme, ...]:
    """All themes, in the order of their file, the team's own last."""
    shifts = load_shifts(scope)
    return tuple(_make_theme(row, shifts.get(row.id, ())) for row in _load_rows(scope))


def save_theme(scope: Scope, theme: Theme, now: datetime) -> None:
    """Store a theme as the team's own; later defaults leave it alone."""
    last = select(func.coalesce(func.max(themes.c.position), -1)).where(
        themes.c.workspace_id == scope.workspace_id
    )
    position = scope.connection.execute(last).scalar_one() + 1
    row = _theme_row(scope, theme, TEAM, position, now)
    kept = tuple(name for name in _VALUES if name != "position")
    scope.connection.execute(upsert(themes, ("workspace_id", "id"), kept), row)


def load_theme(scope: Scope, theme_id: str) -> Theme:
    """One theme. Raises NotFoundError."""
    for row in _load_rows(scope):
        if row.id == theme_id:
            return _make_theme(row, load_shifts(scope).get(theme_id, ()))
    raise NotFoundError(f"There is no theme “{theme_id[:80]}”.", advice="/theme lists all themes.")


def _load_rows(scope: Scope) -> Sequence[Row[Any]]:
    query = select(themes).where(themes.c.workspace_id == scope.workspace_id)
    return scope.connection.execute(query.order_by(themes.c.position, themes.c.id)).all()


def _theme_row(scope: Scope, theme: Theme, origin: str, position: int, now: datetime) -> dict[str, Any]:
    data = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(theme).items()}
    del data["shift"]  # it has a table of its own, which a change of the file leaves alone
    return {
        "workspace_id": scope.workspace_id,
        "id": theme.id,
        "name": theme.name,
        "origin": origin,
        "position": position,
        "data": data,
        "updated_at": now,
    }


def _same(row: dict[str, Any], stored: Row[Any] | None) -> bool:
    return stored is not None and row["data"] == stored.data and row["position"] == stored.position


def _make_theme(row: Row[Any], shift: tuple[tuple[str, float], ...]) -> Theme:
    """A row, and what marks moved, → the record; fields of another version are left out."""
    known = {field.name for field in fields(Theme)} - {"shift"}
    data: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.data.items()
        if name in known
    }
    return Theme(**data, shift=shift)
