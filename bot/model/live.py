"""Messages that are kept up to date after they were posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.subscriptions import Digest, Post


class LiveKind(StrEnum):
    """What a live message tells."""

    STORY = "story"  # one that broke
    GATHERED = "gathered"  # several that broke, so that a channel is not flooded
    SPIKE = "spike"  # a topic far above its own normal


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveDraft:
    """How a message that is about to be claimed will be kept up to date."""

    kind: LiveKind
    stories: tuple[int, ...]
    told: str  # what it says, in short; another one means that there is something to update
    ends_at: datetime  # UTC; after that it is left as it is
    peak: int = 0  # of a spike: the largest figure so far


@dataclass(frozen=True, kw_only=True, slots=True)
class Live:
    """A message that is kept up to date."""

    digest: Digest
    posts: tuple[Post, ...]
    kind: LiveKind
    stories: tuple[int, ...]  # ids
    told: str  # what it says, in short
    began_at: datetime  # UTC, when it was claimed
    looked_at: datetime  # UTC, when it was last compared with what is stored
    ends_at: datetime  # UTC
    peak: int
