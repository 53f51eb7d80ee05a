"""Themes of a workspace: the defaults, and the team's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model.knowledge import Theme
from bot.storage.database import Scope


def sync_themes(scope: Scope, themes: Sequence[Theme], now: datetime) -> None:
    """Make the default themes equal to `themes`; the team's own win. Matches of a theme that goes stay."""
    raise NotImplementedError


def load_themes(scope: Scope) -> tuple[Theme, ...]:
    """All themes, in the order of their file, the team's own last."""
    raise NotImplementedError


def save_theme(scope: Scope, theme: Theme, now: datetime) -> None:
    """Store a theme as the team's own; later defaults leave it alone."""
    raise NotImplementedError


def load_theme(scope: Scope, theme_id: str) -> Theme:
    """One theme. Raises NotFoundError."""
    raise NotImplementedError
