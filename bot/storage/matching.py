"""Query tree → condition on `articles`. Every part is bound to the workspace on its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select, true

from bot.errors import QueryError
from bot.query.span import since_instant, until_instant
from bot.query.tree import (
    ActorIs,
    And,
    LanguageIs,
    Not,
    Or,
    Phrase,
    Query,
    Since,
    SourceIs,
    ThemeIs,
    Until,
    Word,
    walk,
)
from bot.storage.columns import Prose
from bot.storage.database import Scope
from bot.storage.sqlite_dialect import text_matches
from bot.storage.tables import article_themes, articles, mentions, outlets

MAX_NODES = 256  # of a query tree; the parser stops far earlier


def check_size(query: Query | None) -> None:
    """Refuse a tree that no person has written.

    Raises:
        QueryError: it has more than 256 parts.
    """
    if query is not None and any(count > MAX_NODES for count, _ in enumerate(walk(query), start=1)):
        raise QueryError("The query has too many terms.", advice="Split it into several topics.")


def matches(
    scope: Scope, query: Query | None, now: datetime | None, within: tuple[int, int] | None = None
) -> ColumnElement[bool]:
    """The condition that an article of this workspace matches; None matches all.

    Args:
        now: what spans such as `since:7d` count back from.
        within: the first and the last id of the articles that are asked about, where these are few.

    Raises:
        QueryError: a `since:` or `until:` is no time.
        ValueError: the query has a span, and `now` is None (a programming error).
    """
    mine = articles.c.workspace_id == scope.workspace_id
    return mine if query is None else and_(mine, _condition(scope, query, now, within))


def has_words(query: Query | None) -> bool:
    """Whether the query asks the full-text index."""
    return query is not None and any(isinstance(node, Word | Phrase) for node in walk(query))


def _condition(
    scope: Scope, query: Query, now: datetime | None, within: tuple[int, int] | None
) -> ColumnElement[bool]:
    match query:
        case And(parts):
            return and_(true(), *(_condition(scope, part, now, within) for part in parts))
        case Or(parts):
            return or_(*(_condition(scope, part, now, within) for part in parts))
        case Not(part):
            return not_(_condition(scope, part, now, within))
        case Word(words) | Phrase(words):
            return text_matches(articles.c.id, words, within)
        case ActorIs(actor):
            named = naming(scope, actor).where(mentions.c.article_id == articles.c.id)
            return exists(named.correlate(articles))
        case ThemeIs(theme):
            given = about(scope, theme).where(article_themes.c.article_id == articles.c.id)
            return exists(given.correlate(articles))
        case SourceIs(outlet):
            return and_(articles.c.outlet_id.is_not(None), articles.c.outlet_id.in_(_outlets(scope, outlet)))
        case LanguageIs(code):
            return articles.c.language == code
        case Since(when):
            return articles.c.dated_at >= since_instant(when, _required(now))
        case Until(when):
            return articles.c.dated_at < until_instant(when, _required(now))


def naming(scope: Scope, actor: str) -> Select[Any]:
    """The ids of articles that name an actor."""
    m = mentions.c
    return select(m.article_id).where(m.workspace_id == scope.workspace_id, m.actor_id == actor)


def about(scope: Scope, theme: str) -> Select[Any]:
    """The ids of articles of a theme."""
    t = article_themes.c
    mine = and_(t.workspace_id == scope.workspace_id, t.theme_id == theme)
    return select(t.article_id).where(mine, t.score >= t.threshold)


def _outlets(scope: Scope, outlet: str) -> Select[Any]:
    """The ids of outlets of that id (a domain, with or without www.) or name."""
    o = outlets.c
    wanted = outlet.strip().lower()
    same = or_(o.id == wanted.removeprefix("www."), func.lower(o.name, type_=Prose()) == wanted)
    return select(o.id).where(o.workspace_id == scope.workspace_id, same)


def _required(now: datetime | None) -> datetime:
    if now is None:
        raise ValueError("a query with since: or until: needs the present instant")
    return now
