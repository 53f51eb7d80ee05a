"""Where the app is installed, and who may change what the desk works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Installation:
    """One install by OAuth; a workspace whose token stands in the environment has none."""

    bot_user: str  # Slack's user id of the bot there
    scopes: tuple[str, ...]  # as granted
    installed_at: datetime
    installed_by: str | None  # Slack's user id
    sealed: bytes | None = field(repr=False)  # the bot token, encrypted; None once it was revoked
