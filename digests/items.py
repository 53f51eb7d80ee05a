"""Stored quotes and articles → items with names and local dates, ready to be shown. Pure."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.model.findings import QuoteKind
from bot.model.stored import ArticleCard, StoredQuote
from digests.content import QuoteItem, SourceItem
from digests.lead import sentence_around

LONGEST_SENTENCE = 320  # characters of a sentence that is shown around a fragment


def count_of(number: int, one: str, many: str) -> str:
    """ "1 story", "1,200 stories"."""
    return f"{number:,} {one if number == 1 else many}"


def describe_day(moment: datetime) -> str:
    """ "Sat 21 Nov", by the clock that the moment is in."""
    return f"{moment:%a} {moment.day} {moment:%b}"


def describe_moment(moment: datetime, zone: ZoneInfo) -> str:
    """ "Sat 21 Nov 08:30" by the zone's clocks."""
    local = moment.astimezone(zone)
    return f"{describe_day(local)} {local:%H:%M}"


def describe_date(moment: datetime, zone: ZoneInfo) -> str:
    """ "21 Nov 2026" by the zone's clocks."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b} {local.year}"


def article_date(article: ArticleCard, zone: ZoneInfo) -> str:
    """ "21 Nov 2026"; "stored 21 Nov 2026" where nobody knows when it was published."""
    date = describe_date(article.dated_at, zone)
    return f"stored {date}" if article.undated else date


def outlet_name(article: ArticleCard) -> str:
    """The outlet as shown; of an article whose outlet is not known, the host or file that it came from."""
    if article.outlet:
        return article.outlet.name
    if article.link:
        return urlsplit(article.link).hostname or "an unnamed outlet"
    return f"file {PurePath(article.address).name}"


def quote_item(stored: StoredQuote, zone: ZoneInfo, *, whole: bool = False) -> QuoteItem:
    """A quote as it is shown, with its first appearance.

    Args:
        whole: a fragment is shown within its sentence, which is the outlet's rather than the speaker's.
    """
    sentence = _sentence_of(stored) if whole and stored.quote.kind is QuoteKind.MIXED else None
    return QuoteItem(
        content=sentence or stored.quote.content,
        verbatim=stored.quote.kind is not QuoteKind.INDIRECT and sentence is None,
        speaker=stored.quote.speaker_name or stored.quote.speaker or "an unnamed speaker",
        role=stored.quote.speaker_role,
        outlet=outlet_name(stored.article),
        date=article_date(stored.article, zone),
        link=stored.article.link,
        carried_by=max(len(stored.outlets), 1),
    )


def _sentence_of(stored: StoredQuote) -> str | None:
    """The sentence around a fragment; None where it is not whole, or too long for a line."""
    sentence = " ".join(sentence_around(stored.sentence, stored.quote.content).split())
    whole = stored.quote.content in sentence and sentence[-1:] in '.!?”"’'
    return sentence if whole and len(sentence) <= LONGEST_SENTENCE else None


def source_item(article: ArticleCard, zone: ZoneInfo) -> SourceItem:
    """An article as it is listed."""
    return SourceItem(
        outlet=outlet_name(article),
        title=article.title,
        date=_moment(article, zone),
        link=article.link,
        mark=article.note or _kinship(article),
    )


def _kinship(article: ArticleCard) -> str:
    """What it is to another article of its story: "same text", "older version", or its desk's own mark."""
    if article.copy_of is not None:
        return "same text"
    return "older version" if article.superseded_by is not None else article.version_mark or ""


def _moment(article: ArticleCard, zone: ZoneInfo) -> str:
    """ "Sat 21 Nov 08:30"; without the hour where only the day is known."""
    local = article.dated_at.astimezone(zone)
    hour = "" if article.day_only else f" {local:%H:%M}"
    return f"{'stored ' if article.undated else ''}{describe_day(local)}{hour}"
