"""Articles: what is known of them, saving them with all that was found, and loading them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import Article
from bot.model.findings import Analysis
from bot.model.stored import ArticleCard
from bot.storage.database import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownArticle:
    """What is compared to tell whether an article is known, changed or new."""

    id: int
    address: str
    canonical: str
    guid: str | None
    text_hash: str  # see hash_text
    story: int
    copy_of: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedArticle:
    """Where an article went."""

    id: int
    story: int


def hash_text(text: str) -> str:
    """The hash by which an unchanged text is recognised: SHA-256 of its words, as hexadecimal digits."""
    raise NotImplementedError


def load_known(scope: Scope, *, canonical: str, guid: str | None, text_hash: str) -> tuple[KnownArticle, ...]:
    """Stored articles of that canonical address, GUID or text, oldest first (at most 50)."""
    raise NotImplementedError


def save_article(
    scope: Scope,
    article: Article,
    analysis: Analysis,
    *,
    story: int | None,
    copy_of: int | None,
    source_id: int | None,
    relevant: bool,
    backfill: bool,
    now: datetime,
    fingerprint: bytes,
    knowledge_version: str,
    text_hash: str | None = None,
) -> SavedArticle:
    """Store a new article with its findings; `story` None begins a new story.

    `text_hash` is what `load_known` will be asked for; by default `hash_text(article.text)`.
    """
    raise NotImplementedError


def update_article(
    scope: Scope,
    article_id: int,
    article: Article,
    analysis: Analysis,
    *,
    relevant: bool,
    now: datetime,
    fingerprint: bytes,
    knowledge_version: str,
    text_hash: str | None = None,
    story: int | None = None,
    copy_of: int | None = None,
    source_id: int | None = None,
    backfill: bool | None = None,
) -> SavedArticle:
    """Replace a changed article and its findings; id, story and time of storing stay.

    `story`, `copy_of`, `source_id` and `backfill` are accepted as in `save_article` and not used.

    Raises:
        NotFoundError: there is none of that id in this workspace.
    """
    raise NotImplementedError


def load_article(scope: Scope, article_id: int) -> ArticleCard:
    """One article. Raises NotFoundError."""
    raise NotImplementedError


def load_text(scope: Scope, article_id: int) -> str:
    """The prose of an article. Raises NotFoundError."""
    raise NotImplementedError


def find_by_address(scope: Scope, address: str) -> ArticleCard | None:
    """The latest article read from that address or of that canonical address."""
    raise NotImplementedError


def load_fingerprints(
    scope: Scope, since: datetime
) -> Iterator[tuple[int, int, datetime, bytes, dict[str, float]]]:
    """(article, story, dated_at, fingerprint, features) of articles stored since then, in order of arrival."""
    raise NotImplementedError


def count_articles(scope: Scope) -> int:
    """How many articles are stored."""
    raise NotImplementedError
