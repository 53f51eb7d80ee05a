"""Events: who did what to whom, once a story."""

from __future__ import annotations

from datetime import datetime

from bot.model.stored import StoredEvent
from bot.storage.database import Scope


def load_events(
    scope: Scope,
    *,
    a: str,
    b: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
    negated: bool = False,
) -> tuple[StoredEvent, ...]:
    """Events between two actors in either direction (or of one with anybody), newest first.

    Each once a story: same class, same source, same target; its first report stands for all. Denied ones
    ("did not sign") come only with `negated`.
    """
    raise NotImplementedError
