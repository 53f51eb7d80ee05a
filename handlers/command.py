"""What a command is asked and what it says of itself. Pure; knows no Bolt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services import Services
from handlers.replies import Reply


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One call of a command, from Slack or from the command line."""

    workspace_id: int
    user_id: str  # Slack's; "" on the command line
    channel_id: str  # Slack's; "" on the command line
    text: str  # what stands after the command's name
    now: datetime  # aware, UTC
    timezone: str  # IANA name: the person's own


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A slash command."""

    name: str  # without the slash
    summary: str  # one line for `/media help`
    usage: str  # after the name: "A B [30d]"
    examples: tuple[str, ...]  # whole lines
    answer: Callable[[Request, Services], Reply]
    harmless: bool = True  # its examples change nothing: they may be pressed
    forms: frozenset[str] = frozenset()  # what stands after the name where the answer is a form: "", "add"
