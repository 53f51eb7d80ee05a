"""How frequent actors are: bounded counts, so that the rarer one can be read first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from bot.storage.database import Scope

ENOUGH = 5_000  # beyond that two are equally frequent


def count_up_to(scope: Scope, rows: Select[Any], most: int = ENOUGH) -> int:
    """How many rows there are, or one more than `most` where there are more."""
    counted = select(func.count()).select_from(rows.limit(most + 1).subquery())
    return int(scope.connection.execute(counted).scalar_one())
