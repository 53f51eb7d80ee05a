"""An article as its row: date, headline, hash. Pure."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from typing import Any

from bot.clock import require_aware
from bot.model.articles import Article

HEADLINE_WORDS = 12  # shown of an article that has no headline
_NOON = time(12)


def hash_text(text: str) -> str:
    """The hash by which an unchanged text is recognised: SHA-256 of its words, as hexadecimal digits."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


def date_article(article: Article, now: datetime) -> datetime:
    """The instant that look-ups go by: `published`, never later than `now`; a bare date is noon in UTC.

    Noon is that date in nearly every time zone. Without `published` it is the time of storing.
    """
    published = article.published
    if published is None:
        return require_aware(now)
    if not isinstance(published, datetime):
        published = datetime.combine(published, _NOON, UTC)
    return min(require_aware(published), require_aware(now))


def parse_published(text: str | None) -> datetime | date | None:
    """The date of publication as it is kept: ISO 8601 with offset, or a bare date."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def headline_of(article: Article) -> str:
    """The headline, or the first words of the text where there is none."""
    if article.title and article.title.strip():
        return article.title.strip()
    words = article.text.split(maxsplit=HEADLINE_WORDS)
    shown = " ".join(words[:HEADLINE_WORDS]) or article.address
    return shown + " …" if len(words) > HEADLINE_WORDS else shown


def article_row(article: Article, now: datetime) -> dict[str, Any]:
    """What an article says of itself, by column."""
    return {
        "outlet_id": article.outlet.id if article.outlet else None,
        "address": article.address,
        "canonical": article.canonical,
        "guid": article.guid,
        "headline": headline_of(article),
        "byline": article.byline,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "dated_at": date_article(article, now),
        "teaser": article.teaser,
        "note": article.note,
        "version_mark": article.version_mark,
    }
