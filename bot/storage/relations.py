"""Relations: two actors with what was reported of both. Periods are half-open: since <= dated < until."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model.stored import RelationCounts, Tally
from bot.storage.database import Scope


def count_relation(
    scope: Scope, a: str, b: str, *, since: datetime | None, until: datetime | None
) -> RelationCounts:
    """Articles that name both, their stories and outlets, and the events between the two, once a story."""
    raise NotImplementedError


def count_by_bucket(scope: Scope, a: str, b: str, edges: Sequence[datetime]) -> tuple[RelationCounts, ...]:
    """The counts of the consecutive periods [edges[i], edges[i + 1])."""
    raise NotImplementedError


def shared_themes(
    scope: Scope, a: str, b: str, *, since: datetime | None, until: datetime | None, limit: int = 10
) -> tuple[Tally, ...]:
    """The themes of articles that name both, most frequent first."""
    raise NotImplementedError


def others(
    scope: Scope, a: str, b: str, *, since: datetime | None, until: datetime | None, limit: int = 10
) -> tuple[Tally, ...]:
    """Who else is named in articles that name both, most frequent first."""
    raise NotImplementedError


def counterparts(
    scope: Scope, a: str, *, since: datetime | None, until: datetime | None, limit: int = 10
) -> tuple[tuple[Tally, RelationCounts], ...]:
    """Who is named together with an actor in most articles, each with the relation's counts."""
    raise NotImplementedError
