"""One look at what is stored: in which transaction, under which names, over which period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model.stored import Tally
from bot.query.span import describe_span
from bot.storage.database import Scope
from digests.items import count_of
from digests.page import Button, Buttons, Paragraph, Part, bold, line
from handlers.command import Request
from handlers.lookup import FoundNames
from handlers.periods import Period
from handlers.replies import ASK

WRONG = "wrong"
"""The action of "Something wrong?"; its value names what is shown: "quotes:12,15", "events:7", and for matches of a
theme the articles and the theme, "themes:3,9:energy"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What every part of an answer needs."""

    scope: Scope
    request: Request
    names: FoundNames
    period: Period

    @property
    def since(self) -> datetime:
        """Where the period begins."""
        return self.period.since

    @property
    def until(self) -> datetime:
        """The moment of asking."""
        return self.period.until

    @property
    def zone(self) -> ZoneInfo:
        """The reader's."""
        return self.period.zone


def title_part(words: str) -> Part:
    """The title of a section."""
    return Paragraph((line(bold(words)),))


def tally_parts(title: str, tallies: Sequence[Tally]) -> list[Part]:
    """ "**Themes:** Energy (12), Taiwan (3)"; nothing where there is none."""
    if not tallies:
        return []
    listed = ", ".join(f"{tally.name} ({tally.count:,})" for tally in tallies)
    return [Paragraph((line(bold(f"{title}: "), listed),))]


def list_buttons(kind: str, ids: Iterable[int], more: tuple[str, str] | None = None) -> list[Part]:
    """What stands below a list: more of it, and a way to say that something in it is wrong.

    Args:
        kind: of what is listed: "quotes", "events".
        more: label and command line of the button that shows more; None where there is no more.
    """
    shown = ",".join(map(str, ids))
    if not shown:
        return []
    wrong = Button("Something wrong?", WRONG, f"{kind}:{shown}")
    return [Buttons((*((Button(more[0], ASK, more[1]),) if more else ()), wrong))]


def describe_width(articles: int, stories: int, outlets: int) -> str:
    """ "12 articles, 5 stories, 4 outlets"; articles from files may have no outlet."""
    said = count_of(articles, "article", "articles")
    said += f", {count_of(stories, 'story', 'stories')}" if articles else ""
    return said + (f", {count_of(outlets, 'outlet', 'outlets')}" if outlets else "")


def describe_before(articles: int, span: timedelta) -> str:
    """ "(7 articles in the 30 days before)"."""
    earlier = count_of(articles, "article", "articles") if articles else "none"
    return f"({earlier} in the {describe_span(span)} before)"


def write_change(now: int, before: int) -> str:
    """ "+5", "−2", "±0"; "new" where there was none before."""
    return "new" if now and not before else write_signed(now - before)


def write_signed(number: int) -> str:
    """ "+5", "−2", "±0"."""
    return f"{number:+,}".replace("-", "−") if number else "±0"
