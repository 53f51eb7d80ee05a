"""Quotes under one another, a page of them: each once, with its first appearance and who else carries it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.stored import StoredQuote
from bot.storage.quotes import load_quotes
from digests.page import Button, Paragraph, Part, line
from handlers.evidence import quote_parts
from handlers.exports import CSV, HEADER, MOST_ROWS, compose_export, quote_row
from handlers.look import Look, list_buttons
from handlers.options import page_buttons
from handlers.periods import period_buttons
from handlers.replies import ASK, Reply

PAGE = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Whose quotes are asked for: by actor id, or by name where no table has the person."""

    shown: str
    written: str  # in a command line
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which quotes."""

    speaker: Speaker | None  # None: anybody's
    about: tuple[str, ...] = ()  # ids of actors and themes
    words: tuple[str, ...] = ()  # search words
    filters: str = ""  # as written in a command line: " about taiwan"
    subject: str = ""  # in words: " about Taiwan and “gas”"

    @property
    def key_only(self) -> bool:
        """Whether nothing was asked for: then the quotes that are worth a digest."""
        return self.speaker is None and not self.about and not self.words

    @property
    def line(self) -> str:
        """The command line without a period."""
        return f"/quotes{f' {self.speaker.written}' if self.speaker else ''}{self.filters}"

    @property
    def told(self) -> str:
        """ "Vladimir Putin about Taiwan"."""
        return (self.speaker.shown if self.speaker else "Anybody") + self.subject


def compose_quotes(look: Look, wanted: Wanted, page: int) -> Reply:
    """A page of the quotes, newest first."""
    found = _load(look, wanted, page * PAGE + 1)[(page - 1) * PAGE :]
    shown = found[:PAGE]
    command = f"{wanted.line} {look.period.written}"
    heading = f"Quotes of {wanted.speaker.shown}" if wanted.speaker else "Quotes"
    numbered = f", page {page}" if page > 1 else ""
    return Reply(
        heading="Key quotes" if wanted.key_only else heading,
        understood=f"{wanted.told}, last {look.period.words}{numbered}",
        parts=tuple(_parts(look, wanted, shown, page)),
        buttons=(
            *page_buttons(command, "page", page, more=len(found) > PAGE),
            *period_buttons(wanted.line, look.period.written),
            *_onward(look, wanted),
            *((Button("CSV", ASK, f"{command} {CSV}"),) if shown else ()),
        ),
        shared=f"{command} page:{page}" if page > 1 else command,
    )


def _load(look: Look, wanted: Wanted, limit: int) -> tuple[StoredQuote, ...]:
    return load_quotes(
        look.scope,
        speaker=wanted.speaker.id if wanted.speaker else None,
        speaker_name=wanted.speaker.name if wanted.speaker else None,
        about=wanted.about,
        words=wanted.words,
        key_only=wanted.key_only,
        since=look.since,
        until=look.until,
        limit=limit,
    )


def _parts(look: Look, wanted: Wanted, shown: tuple[StoredQuote, ...], page: int) -> list[Part]:
    if shown:
        return [*quote_parts(shown, look.zone), *list_buttons("quotes", (stored.id for stored in shown))]
    if page > 1:
        return [Paragraph((line("There are no more quotes."),))]
    who = f"of {wanted.told}" if wanted.speaker else f"{wanted.subject.strip() or 'worth a digest'}"
    return [Paragraph((line(f"No quotes {who} in the last {look.period.words}."),))]


def _onward(look: Look, wanted: Wanted) -> tuple[Button, ...]:
    if wanted.speaker is None or wanted.speaker.id is None:
        return ()
    return (Button("Who is it?", ASK, f"/actor {wanted.speaker.id} {look.period.written}"),)


def export_quotes(look: Look, wanted: Wanted) -> Reply:
    """The quotes as a CSV file."""
    rows = (quote_row(quote, look.names, look.zone) for quote in _load(look, wanted, MOST_ROWS))
    title = f"Quotes: {wanted.told}, last {look.period.words}"
    by = wanted.speaker.written if wanted.speaker else "anybody"
    return compose_export(look.request, f"quotes-{by}-{look.period.written}", title, HEADER, rows)
