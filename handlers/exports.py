"""Articles, quotes and events as rows of a CSV file for spreadsheets. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.model.stored import ArticleCard, StoredEvent, StoredQuote
from bot.query.write import Names
from bot.slack.port import Upload
from digests.items import count_of, outlet_name
from digests.mrkdwn import clean
from digests.page import Paragraph, line
from handlers.command import Request
from handlers.evidence import article_marks
from handlers.lookup import subject_name
from handlers.replies import Reply

CSV = "csv"  # the word that asks for it
HEADER = (
    *("kind", "date", "outlet", "country", "author", "headline", "link"),
    *("who", "role", "whom", "class", "words", "note", "story", "article"),
)
MOST_ROWS = 1_000  # of one kind
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | None
Row = Sequence[Cell]


def compose_export(request: Request, name: str, title: str, header: Row, rows: Iterable[Row]) -> Reply:
    """The answer that brings a CSV file: to the person's direct messages, or on the command line into the folder."""
    listed = list(rows)
    upload = Upload(name=f"{write_slug(name)}.csv", title=title, content=write_csv(header, listed))
    return compose_file(request, "CSV", upload, count_of(len(listed), "row", "rows"))


def compose_file(request: Request, heading: str, upload: Upload, holds: str) -> Reply:
    """The answer that brings a file, and says where it is and what it holds."""
    where = "is in your direct messages with me" if request.user_id else "was written to this folder"
    said = Paragraph((line(f"{upload.name} {where}: {holds}."),))
    return Reply(heading=heading, understood=upload.title, parts=(said,), files=(upload,))


def write_slug(words: str) -> str:
    """Words as the name of a file: letters, digits and hyphens, at most 100."""
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())[:100].strip("-")


def write_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark that spreadsheets look for; no cell can be taken for a formula."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return sheet.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: Cell) -> str | int:
    if not isinstance(cell, str):
        return "" if cell is None else cell
    shown = clean(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def article_row(article: ArticleCard, zone: ZoneInfo) -> Row:
    """An article as a row."""
    return ("article", *_place(article, zone), *[None] * 5, article_marks(article), *_numbers(article))


def quote_row(stored: StoredQuote, names: Names, zone: ZoneInfo) -> Row:
    """A quote as a row, with its first appearance."""
    quote = stored.quote
    about = ", ".join(subject_name(names, id) for id in quote.about)
    told = (quote.speaker_name or quote.speaker, quote.speaker_role, about, quote.kind.value, quote.content)
    also = f"also in {', '.join(stored.outlets[1:])}" if stored.outlets[1:] else ""
    note = "; ".join(filter(None, (article_marks(stored.article), also)))
    return ("quote", *_place(stored.article, zone), *told, note, *_numbers(stored.article))


def event_row(stored: StoredEvent, names: Names, zone: ZoneInfo) -> Row:
    """An event as a row, with its sentence."""
    event = stored.event
    source = ", ".join(map(names.actor_name, event.source)) or ", ".join(event.source_text)
    target = ", ".join(map(names.actor_name, event.target)) or ", ".join(event.target_text)
    kind = ("not " if event.negated else "") + event.event_class.value
    told = (source, None, target, kind, stored.sentence)
    return (
        "event",
        *_place(stored.article, zone),
        *told,
        article_marks(stored.article),
        stored.article.story,
    )


def _numbers(article: ArticleCard) -> Row:
    """What they are called here: `/find article:12` opens one."""
    return (article.story, article.id)


def _place(article: ArticleCard, zone: ZoneInfo) -> Row:
    local = article.dated_at.astimezone(zone)
    date = f"{local:%Y-%m-%d}" if article.day_only else f"{local:%Y-%m-%d %H:%M}"
    country = article.outlet.country if article.outlet else None
    return (date, outlet_name(article), country, article.byline, article.title, article.link)
