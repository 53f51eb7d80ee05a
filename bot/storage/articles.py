"""Articles: what is known of them, saving them with all that was found, and loading them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.errors import NotFoundError
from bot.model.articles import Article
from bot.model.findings import Analysis
from bot.model.stored import ArticleCard
from bot.storage.article_rows import article_row, date_article, parse_published
from bot.storage.article_rows import hash_text as hash_text  # what load_known asks for
from bot.storage.cards import in_batches, load_cards
from bot.storage.database import Scope
from bot.storage.findings import remove_findings, save_findings
from bot.storage.outlets import save_outlet
from bot.storage.sqlite_dialect import add_to_text_index, remove_from_text_index
from bot.storage.stories import begin_story, stretch_story
from bot.storage.tables import articles, bodies

MAX_KNOWN = 50  # candidates that are compared with a new article


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownArticle:
    """What is compared to tell whether an article is known, changed or new."""

    id: int
    address: str
    canonical: str
    guid: str | None
    text_hash: str  # as given to save_article
    entry_hash: str | None  # as given to save_article
    story: int
    copy_of: int | None
    published: datetime | date | None  # aware where it is a datetime
    version_mark: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedArticle:
    """Where an article went."""

    id: int
    story: int


def load_known(scope: Scope, *, canonical: str, guid: str | None, text_hash: str) -> tuple[KnownArticle, ...]:
    """Stored articles of that canonical address, GUID or text, oldest first (at most 50)."""
    a = articles.c
    same = [a.canonical == canonical, a.text_hash == text_hash]
    if guid is not None:
        same.append(a.guid == guid)
    found: dict[int, KnownArticle] = {}
    for condition in same:  # a key for each; one OR of them would read the whole table
        query = select(articles).where(a.workspace_id == scope.workspace_id, condition)
        rows = scope.connection.execute(query.order_by(a.id).limit(MAX_KNOWN))
        found.update({row.id: _make_known(row) for row in rows})
    return tuple(found[article] for article in sorted(found))[:MAX_KNOWN]


def _make_known(row: Row[Any]) -> KnownArticle:
    return KnownArticle(
        id=row.id,
        address=row.address,
        canonical=row.canonical,
        guid=row.guid,
        text_hash=row.text_hash,
        entry_hash=row.entry_hash,
        story=row.story_id,
        copy_of=row.copy_of,
        published=parse_published(row.published),
        version_mark=row.version_mark,
    )


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
    entry_hash: str | None = None,
    echo: bool | None = None,
) -> SavedArticle:
    """Store a new article with its findings; `story` None begins a new story.

    `echo` says whether its words were here before under another article; by default, whether it is a copy.

    `text_hash` is what `load_known` will be asked for; by default `hash_text(article.text)`. `entry_hash`
    is kept for the next poll, to tell whether the feed's item was edited.

    Raises:
        NotFoundError: there is no such story in this workspace.
    """
    dated_at = date_article(article, now)
    story = begin_story(scope, dated_at) if story is None else stretch_story(scope, story, dated_at)
    if article.outlet:
        save_outlet(scope, article.outlet)
    row = article_row(article, now) | {
        "workspace_id": scope.workspace_id,
        "story_id": story,
        "copy_of": copy_of,
        "echo": copy_of is not None if echo is None else echo,
        "source_id": source_id,
        "stored_at": now,
        "backfill": backfill,
        "relevant": relevant,
        "depth": analysis.depth.value,
        "knowledge_version": knowledge_version,
        "text_hash": text_hash or hash_text(article.text),
        "entry_hash": entry_hash,
    }
    added = scope.connection.execute(insert(articles).values(row).returning(articles.c.id))
    article_id = int(added.scalar_one())
    owned = {"workspace_id": scope.workspace_id, "article_id": article_id}
    scope.connection.execute(insert(bodies).values(owned | _body(article, analysis, fingerprint)))
    add_to_text_index(scope.connection, article_id, row["headline"], article.text)
    save_findings(scope, article_id, story, dated_at, analysis, now)
    return SavedArticle(id=article_id, story=story)


def _body(article: Article, analysis: Analysis, fingerprint: bytes) -> dict[str, Any]:
    return {"fingerprint": fingerprint, "features": analysis.features, "text": article.text}


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
    entry_hash: str | None = None,
) -> SavedArticle:
    """Replace a changed article and its findings; id, story, source, original and time of storing stay.

    Raises:
        NotFoundError: there is none of that id in this workspace.
    """
    old = _load_row(scope, article_id)
    dated_at = date_article(article, old.stored_at)
    stretch_story(scope, old.story_id, dated_at)
    if article.outlet:
        save_outlet(scope, article.outlet)
    remove_from_text_index(scope.connection, article_id, old.headline, load_text(scope, article_id))
    remove_findings(scope, article_id)
    row = article_row(article, old.stored_at) | {
        "changed_at": now,
        "relevant": relevant,
        "depth": analysis.depth.value,
        "knowledge_version": knowledge_version,
        "text_hash": text_hash or hash_text(article.text),
        "entry_hash": entry_hash,
    }
    here = (articles.c.workspace_id == scope.workspace_id, articles.c.id == article_id)
    scope.connection.execute(update(articles).where(*here).values(row))
    mine = (bodies.c.workspace_id == scope.workspace_id, bodies.c.article_id == article_id)
    scope.connection.execute(update(bodies).where(*mine).values(_body(article, analysis, fingerprint)))
    add_to_text_index(scope.connection, article_id, row["headline"], article.text)
    save_findings(scope, article_id, old.story_id, dated_at, analysis, now)
    return SavedArticle(id=article_id, story=old.story_id)


def _load_row(scope: Scope, article_id: int) -> Row[Any]:
    a = articles.c
    query = select(articles).where(a.workspace_id == scope.workspace_id, a.id == article_id)
    if row := scope.connection.execute(query).one_or_none():
        return row
    raise _not_found(article_id)


def _not_found(article_id: int) -> NotFoundError:
    return NotFoundError(f"There is no article {article_id} here.")


def load_article(scope: Scope, article_id: int) -> ArticleCard:
    """One article. Raises NotFoundError."""
    if card := load_cards(scope, [article_id]).get(article_id):
        return card
    raise _not_found(article_id)


def load_stories_of(scope: Scope, article_ids: Iterable[int]) -> dict[int, int]:
    """Article → the story that it is of by now; articles that are not there are left out."""
    a = articles.c
    found: dict[int, int] = {}
    for batch in in_batches(sorted(set(article_ids))):
        query = select(a.id, a.story_id).where(a.workspace_id == scope.workspace_id, a.id.in_(batch))
        found |= {row.id: row.story_id for row in scope.connection.execute(query)}
    return found


def load_text(scope: Scope, article_id: int) -> str:
    """The prose of an article. Raises NotFoundError."""
    b = bodies.c
    query = select(b.text).where(b.workspace_id == scope.workspace_id, b.article_id == article_id)
    found = scope.connection.execute(query).scalar_one_or_none()
    if found is None:
        raise _not_found(article_id)
    return str(found)


def find_by_address(scope: Scope, address: str) -> ArticleCard | None:
    """The latest article read from that address or of that canonical address."""
    a = articles.c
    latest: list[int] = []
    for column in (a.address, a.canonical):
        query = select(func.max(a.id)).where(a.workspace_id == scope.workspace_id, column == address)
        latest += [found for found in scope.connection.execute(query).scalars() if found is not None]
    return load_article(scope, max(latest)) if latest else None


def count_articles(scope: Scope) -> int:
    """How many articles are stored."""
    query = select(func.count()).where(articles.c.workspace_id == scope.workspace_id)
    return int(scope.connection.execute(query).scalar_one())
