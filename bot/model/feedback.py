"""What people say about matches of themes, and what that moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Somebody's word on whether an article belongs to a theme."""

    relevant: bool
    features: Mapping[str, float]  # of the match when it was marked, by name
    by: str  # who: a Slack user id, or "local" on the command line


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One time that marks moved a theme of a workspace."""

    shift: tuple[tuple[str, float], ...]  # what is added to the weights, by feature
    relevant: int  # marks of each kind from which it was learnt
    irrelevant: int
    made_at: datetime
    made_by: str | None = None
    undone_at: datetime | None = None
