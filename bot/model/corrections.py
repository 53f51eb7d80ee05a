"""What people corrected in the findings: who spoke, and who did what to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.findings import EventClass


class Fault(StrEnum):
    """What was wrong."""

    SPEAKER = "speaker"  # somebody else said it, or nobody knows who
    NO_QUOTE = "no-quote"  # nobody said it
    NO_EVENT = "no-event"  # it did not happen, or not as read
    DIRECTION = "direction"  # the other side did it
    CLASS = "class"  # cooperation for conflict, deeds for words

    @property
    def of_quote(self) -> bool:
        """Whether it is about a quote rather than an event."""
        return self in (Fault.SPEAKER, Fault.NO_QUOTE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """Who said a quote; all None where that is not known."""

    name: str | None = None
    id: str | None = None  # actor id
    role: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Who did what to whom, as far as a correction can change it."""

    source: tuple[str, ...]  # actor ids
    target: tuple[str, ...]
    source_text: tuple[str, ...]  # as printed
    target_text: tuple[str, ...]
    event_class: EventClass
    negated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """One correction. It holds of the finding in all articles of its story, also in those that come later."""

    fault: Fault
    article: int  # in whose story it holds
    before: Voice | Act
    after: Voice | Act | None  # None: retracted
    contents: tuple[str, ...]  # of a quote its wordings as printed, of an event its sentence
    made_at: datetime
    made_by: str | None = None  # Slack's user id
    id: int = 0  # 0: not stored yet
    undone_at: datetime | None = None
    undone_by: str | None = None
