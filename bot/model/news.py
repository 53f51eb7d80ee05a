"""What is new, and who is loud: figures that storage counts and digests tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """What a story was before an instant."""

    at: datetime  # that instant, UTC
    outlets: frozenset[str]  # ids
    speakers: frozenset[str]  # actor ids, and folded names of those who are in no table


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaking:
    """How much somebody is quoted in a period."""

    key: str  # actor id, or "name:" and the folded name
    name: str  # as printed
    actor: str | None  # id
    stories: int
