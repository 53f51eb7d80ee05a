"""What a channel, or the whole workspace, does not want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MuteKind(StrEnum):
    """What is muted."""

    OUTLET = "outlet"
    STORY = "story"
    TERM = "term"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mute:
    """One thing that is not told; look-ups still find it."""

    kind: MuteKind
    what: str  # an outlet's id, a story's number, or words as typed
    shown: str  # how people know it: the outlet's name, the story's headline, the words
    subscription: int | None  # where; None: in the whole workspace
    made_at: datetime
    made_by: str | None = None  # Slack's user id
    id: int = 0  # 0: not stored yet
    undone_at: datetime | None = None
    undone_by: str | None = None
