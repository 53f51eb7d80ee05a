"""Stories that become one, or two, and copies that are credited anew; each step is logged.

Each is one transaction of the caller's. A merged story keeps its row, empty, so that its id is never given again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update

from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.live import merge_live, split_live
from bot.storage.shown import merge_shown, split_shown
from bot.storage.stories import begin_story
from bot.storage.story_tables import regroupings, story_redirects
from bot.storage.tables import articles, events, stories

_log = logging.getLogger(__name__)


class Action(StrEnum):
    """What was done."""

    MERGE = "merge"
    SPLIT = "split"
    CREDIT = "credit"  # a copy was published before what had been taken for its original


@dataclass(frozen=True, kw_only=True, slots=True)
class Regrouping:
    """One step of the log."""

    id: int
    at: datetime
    action: Action
    story: int  # the one that keeps its id
    detail: dict[str, Any]  # "gone", or "into" and "articles", or "article" and "instead_of"; "likeness"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """An article with those that are never parted from it."""

    id: int
    story: int
    copy_of: int | None
    superseded_by: int | None


def merge_stories(scope: Scope, gone: int, kept: int, likeness: float, now: datetime) -> Regrouping:
    """Give all that one story has to another one."""
    ids = _list_articles(scope, articles.c.story_id == gone)
    merge_shown(scope, gone, kept)
    merge_live(scope, gone, kept)
    _move(scope, ids, kept)
    r = story_redirects.c
    earlier = update(story_redirects).where(r.workspace_id == scope.workspace_id, r.kept_id == gone)
    scope.connection.execute(earlier.values(kept_id=kept))
    row = {"workspace_id": scope.workspace_id, "gone_id": gone, "kept_id": kept, "merged_at": now}
    scope.connection.execute(insert(story_redirects).values(row))
    _measure(scope, kept)
    return _note(scope, Action.MERGE, kept, now, gone=gone, articles=len(ids), likeness=round(likeness, 3))


def split_story(
    scope: Scope, story: int, families: Collection[int], likeness: float, now: datetime
) -> Regrouping:
    """Let these articles, with their copies, leave a story for a new one; the log's `into` is its id."""
    ids: list[int] = []
    for batch in in_batches(sorted(families)):
        related = or_(articles.c.id.in_(batch), articles.c.copy_of.in_(batch))
        ids += _list_articles(scope, articles.c.story_id == story, related)
    into = begin_story(scope, now)
    split_shown(scope, story, into, ids)
    split_live(scope, story, into)
    _move(scope, ids, into)
    for changed in (story, into):
        _measure(scope, changed)
    return _note(
        scope, Action.SPLIT, story, now, into=into, articles=sorted(ids), likeness=round(likeness, 3)
    )


def credit_article(scope: Scope, article: int, instead_of: int, now: datetime) -> Regrouping:
    """Let an article be the original of another one and of all copies of that."""
    a = articles.c
    here = (a.workspace_id == scope.workspace_id, a.id != article)
    copies = update(articles).where(*here, or_(a.id == instead_of, a.copy_of == instead_of))
    scope.connection.execute(copies.values(copy_of=article))
    own = update(articles).where(a.workspace_id == scope.workspace_id, a.id == article).returning(a.story_id)
    story = scope.connection.execute(own.values(copy_of=None)).scalar_one()
    return _note(scope, Action.CREDIT, story, now, article=article, instead_of=instead_of)


def supersede_article(scope: Scope, older: int, newer: int) -> None:
    """Note that an article is a newer version of another; one that was superseded before stays so."""
    a = articles.c
    here = (a.workspace_id == scope.workspace_id, a.id == older, a.superseded_by.is_(None))
    scope.connection.execute(update(articles).where(*here).values(superseded_by=newer))


def load_kin(scope: Scope, stories: Collection[int]) -> tuple[Kin, ...]:
    """All articles of these stories, with what ties them to others, in order of arrival."""
    a = articles.c
    query = select(a.id, a.story_id, a.copy_of, a.superseded_by).where(a.workspace_id == scope.workspace_id)
    rows = scope.connection.execute(query.where(a.story_id.in_(stories)).order_by(a.id))
    return tuple(
        Kin(id=row.id, story=row.story_id, copy_of=row.copy_of, superseded_by=row.superseded_by)
        for row in rows
    )


def first_of_copies(scope: Scope, original: int) -> int:
    """The article of a group of copies that came first, whichever is credited."""
    a = articles.c
    group = or_(a.id == original, a.copy_of == original)
    query = select(func.min(a.id)).where(a.workspace_id == scope.workspace_id, group)
    return scope.connection.execute(query).scalar_one_or_none() or original


def load_regroupings(scope: Scope, *, after: int = 0, story: int | None = None) -> tuple[Regrouping, ...]:
    """The log, oldest first.

    Args:
        after: a step; it and what came before are left out.
        story: only steps of the story that keeps this id.
    """
    r = regroupings.c
    query = select(regroupings).where(r.workspace_id == scope.workspace_id, r.id > after)
    if story is not None:
        query = query.where(r.story_id == story)
    return tuple(map(_make_regrouping, scope.connection.execute(query.order_by(r.id))))


def newest_regrouping(scope: Scope) -> int:
    """The id of the last step of the log, 0 where there is none."""
    r = regroupings.c
    query = select(r.id).where(r.workspace_id == scope.workspace_id).order_by(r.id.desc()).limit(1)
    return scope.connection.execute(query).scalar_one_or_none() or 0


def _list_articles(scope: Scope, *conditions: Any) -> list[int]:
    query = select(articles.c.id).where(articles.c.workspace_id == scope.workspace_id, *conditions)
    return list(scope.connection.execute(query).scalars())


def _move(scope: Scope, article_ids: Iterable[int], into: int) -> None:
    """Events carry their story's id as well: they count once a story."""
    for batch in in_batches(list(article_ids)):
        for table, article in ((articles, articles.c.id), (events, events.c.article_id)):
            here = (table.c.workspace_id == scope.workspace_id, article.in_(batch))
            scope.connection.execute(update(table).where(*here).values(story_id=into))


def _measure(scope: Scope, story: int) -> None:
    """Let a story reach from its first to its last article."""
    a, s = articles.c, stories.c
    mine = (a.workspace_id == scope.workspace_id, a.story_id == story)
    first, last = scope.connection.execute(
        select(func.min(a.dated_at), func.max(a.dated_at)).where(*mine)
    ).one()
    here = update(stories).where(s.workspace_id == scope.workspace_id, s.id == story)
    if first is not None:
        scope.connection.execute(here.values(first_at=first, last_at=last))


def _note(scope: Scope, action: Action, story: int, now: datetime, **detail: Any) -> Regrouping:
    row = {"workspace_id": scope.workspace_id, "made_at": now, "action": action.value, "story_id": story}
    added = insert(regroupings).values(row | {"detail": detail}).returning(regroupings)
    noted = _make_regrouping(scope.connection.execute(added).one())
    _log.info("regrouped", extra={"fields": {"action": action.value, "story": story, **detail}})
    return noted


def _make_regrouping(row: Row[Any]) -> Regrouping:
    return Regrouping(
        id=row.id, at=row.made_at, action=Action(row.action), story=row.story_id, detail=row.detail
    )
