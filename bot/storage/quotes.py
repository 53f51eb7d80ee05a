"""Quotes, each once, however many outlets carry it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model.stored import StoredQuote
from bot.storage.database import Scope


def load_quotes(
    scope: Scope,
    *,
    speaker: str | None = None,
    speaker_name: str | None = None,
    about: Sequence[str] = (),
    words: Sequence[str] = (),
    story: int | None = None,
    articles: Sequence[int] | None = None,
    key_only: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> tuple[StoredQuote, ...]:
    """Quotes that meet all conditions, newest first appearance first.

    Args:
        speaker: an actor's id.
        speaker_name: a full name or surname, also of people who are in no table.
        about: ids of actors and themes, all of which the quote speaks of.
        words: search words, all of which stand in the quote.
        story: only quotes of that story's articles.
        articles: only quotes of these articles.
        key_only: only quotes worth a digest.
        since, until: since <= dated < until.
    """
    raise NotImplementedError


def quotes_between(
    scope: Scope, a: str, b: str, *, since: datetime | None, until: datetime | None, limit: int = 20
) -> tuple[StoredQuote, ...]:
    """What each of two actors said about the other, newest first."""
    raise NotImplementedError
