"""How often an actor is named, and where last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from bot.model.stored import ArticleCard
from bot.storage.cards import load_cards
from bot.storage.database import Scope
from bot.storage.passages import load_texts, paragraph_around
from bot.storage.tables import mentions


def count_mentions(scope: Scope, actor: str) -> int:
    """How many articles name an actor."""
    m = mentions.c
    mine = select(func.count()).where(m.workspace_id == scope.workspace_id, m.actor_id == actor)
    return int(scope.connection.execute(mine).scalar_one())


def load_mentions(scope: Scope, actor: str, limit: int) -> tuple[tuple[ArticleCard, str, str], ...]:
    """(article, what it prints, paragraph) of the newest articles that name an actor, newest first."""
    m = mentions.c
    mine: Select[Any] = select(m.article_id, m.spans).where(
        m.workspace_id == scope.workspace_id, m.actor_id == actor
    )
    newest = mine.order_by(m.dated_at.desc(), m.article_id.desc()).limit(limit)
    rows = [row for row in scope.connection.execute(newest) if row.spans]
    ids: Sequence[int] = [row.article_id for row in rows]
    cards, texts = load_cards(scope, ids), load_texts(scope, ids)
    return tuple(
        (
            cards[row.article_id],
            texts[row.article_id][slice(*row.spans[0])],
            paragraph_around(texts[row.article_id], *row.spans[0]),
        )
        for row in rows
    )
