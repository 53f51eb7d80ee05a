"""People and bodies that stand in no table: found in texts, joined across articles, proposed to the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Somebody in one article whom only its text knows."""

    id: str  # slug of the name
    name: str  # as printed in full
    role: str | None = None  # as printed: "a retired harbour pilot"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundActor:
    """Somebody found in earlier articles, with what tells namesakes apart."""

    id: str
    name: str  # as first printed
    names: tuple[str, ...]  # all full spellings, `name` among them
    refused: tuple[str, ...] = ()  # spellings that the team took away
    roles: tuple[str, ...] = ()  # as printed, of the newest articles
    stories: frozenset[int] = frozenset()  # of the newest articles
    outlets: frozenset[str] = frozenset()  # ids, of the newest articles


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Somebody in no table who is named often enough for the team to be asked, with the evidence."""

    id: str
    name: str
    kind: str  # "person" or "organisation"
    names: tuple[str, ...]  # all full spellings
    articles: int  # that are no copies
    outlets: tuple[str, ...]  # ids, most articles first
    roles: tuple[str, ...]  # as printed, most frequent first
    first_seen: datetime  # UTC
    last_seen: datetime  # UTC
    proposed_at: datetime  # UTC
    headlines: tuple[str, ...] = ()  # of the newest articles
