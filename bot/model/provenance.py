"""Where an article came from and how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.findings import Depth


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeScore:
    """How near an article came to a theme."""

    theme: str  # id
    score: float
    threshold: float
    terms: tuple[str, ...]  # that spoke for it, at most 6

    @property
    def given(self) -> bool:
        """Whether the article has the theme."""
        return self.score >= self.threshold


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """How an article came in, and how far it was read."""

    source: str | None  # name; None: handed over by a command
    depth: Depth
    backfill: bool  # from an archive, or an old item of a new feed: no digest covers it
    changed_at: datetime | None  # UTC
    themes: tuple[ThemeScore, ...]  # best first
