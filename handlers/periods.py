"""The period that a look-up covers: as typed, as instants, as buttons. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import parse_timezone
from bot.query.span import describe_span
from digests.page import Button
from handlers.command import Request
from handlers.replies import RERUN
from handlers.words import Typed, take_span

DEFAULT_SPAN = timedelta(days=90)
DEFAULT_WRITTEN = "90d"
SPANS = ("7d", "30d", "90d", "1y")


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """From `since` until the moment of asking, in the reader's zone."""

    span: timedelta
    written: str  # "90d"
    until: datetime
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """Where it begins."""
        return self.until - self.span

    @property
    def before(self) -> datetime:
        """Where the period of the same length before it begins."""
        return self.since - self.span

    @property
    def words(self) -> str:
        """ "90 days"."""
        return describe_span(self.span)


def take_period(
    words: Sequence[Typed],
    request: Request,
    default: timedelta = DEFAULT_SPAN,
    written: str = DEFAULT_WRITTEN,
) -> tuple[list[Typed], Period]:
    """The words without a span at their end, and the period that it stands for.

    Raises:
        QueryError: a span that cannot be looked up, such as 0d.
    """
    rest, span, typed = take_span(words, default)
    zone = parse_timezone(request.timezone)
    return rest, Period(span=span, written=typed or written, until=request.now, zone=zone)


def period_buttons(line: str, current: str, spans: Sequence[str] = SPANS) -> tuple[Button, ...]:
    """A button a period that answers in place; `line` is the command line without one."""
    return tuple(Button(span, RERUN, f"{line} {span}", primary=span == current) for span in spans)
