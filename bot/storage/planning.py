"""Which key to walk for a query: from its rarest part, or in order of date until there are enough.

The planner of the database knows nothing of how frequent an actor or a word is. So it is asked here, with
bounded counts: few articles are fetched and sorted; many are met soon when walking back in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select, true, union

from bot.query.tree import ActorIs, And, Or, Phrase, Query, ThemeIs, Word
from bot.storage.database import Scope
from bot.storage.matching import about, check_size, matches, naming
from bot.storage.sqlite_dialect import matching_ids, ordered
from bot.storage.tables import article_themes, articles, mentions

By = Literal["dated", "stored"]
"""Which instant `since` and `until` bound.

"dated": since <= dated < until. "stored": since < stored <= until, backfilled articles left out.
"""

FEW = 5_000  # articles that are fetched and sorted rather than walked


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """A span of time, open where None."""

    since: datetime | None = None
    until: datetime | None = None
    by: By = "dated"

    def holds(self, dated_at: Any) -> ColumnElement[bool]:
        """The condition on a column of dates: since <= dated < until."""
        bounds: list[ColumnElement[bool]] = [true()]
        if self.since is not None:
            bounds.append(dated_at >= self.since)
        if self.until is not None:
            bounds.append(dated_at < self.until)
        return and_(*bounds)

    def holds_article(self) -> ColumnElement[bool]:
        """The condition on `articles`."""
        a = articles.c
        if self.by == "dated":
            return self.holds(a.dated_at)
        bounds: list[ColumnElement[bool]] = [a.backfill.is_(False)]
        if self.since is not None:
            bounds.append(a.stored_at > self.since)
        if self.until is not None:
            bounds.append(a.stored_at <= self.until)
        return and_(*bounds)


@dataclass(frozen=True, slots=True)
class Plan:
    """From where to read matching articles, under which condition, and their order, newest first."""

    start: FromClause
    condition: ColumnElement[bool]
    order: tuple[ColumnElement[Any], ...]

    def select(self, *columns: Any) -> Select[Any]:
        """The columns of all matching articles, in no order."""
        return select(*columns).select_from(self.start).where(self.condition)

    def newest(self, *columns: Any) -> Select[Any]:
        """The columns of all matching articles, newest first."""
        return self.select(*columns).order_by(*self.order)


def plan(scope: Scope, query: Query | None, window: Window, now: datetime | None) -> Plan:
    """Where to begin.

    Raises:
        QueryError: the query has too many terms, or a `since:` or `until:` that is no time.
    """
    in_time = walk_articles(scope, query, window, now)
    condition = in_time.condition
    if query is None or (window.by == "stored" and window.since is not None):
        return in_time  # a digest's period holds few articles anyway
    if (few := _few(scope, query, window)) is not None:
        picked = few[1].subquery("few")
        start = ordered(picked, (articles, articles.c.id == picked.c[0]))
        return Plan(start, condition, in_time.order)
    if window.by == "dated" and (walked := _walk(scope, query, window)) is not None:
        return Plan(walked[0], and_(condition, walked[1]), walked[2])
    return in_time


def walk_articles(scope: Scope, query: Query | None, window: Window, now: datetime | None) -> Plan:
    """Back in time through all articles, or along another key of `articles` that the caller adds.

    Raises:
        QueryError: as `plan`.
    """
    check_size(query)
    instant = articles.c.dated_at if window.by == "dated" else articles.c.stored_at
    condition = and_(matches(scope, query, now), window.holds_article())
    return Plan(articles, condition, (instant.desc(), articles.c.id.desc()))


def _few(scope: Scope, query: Query, window: Window) -> tuple[int, Select[Any]] | None:
    """How many articles can match at most and which, or None where these are too many or unknown."""
    if isinstance(query, And):
        known = [few for part in query.parts if (few := _few(scope, part, window)) is not None]
        return min(known, key=lambda few: few[0], default=None)
    if isinstance(query, Or):
        return _few_of_any([_few(scope, part, window) for part in query.parts])
    ids = _ids(scope, query, window)
    if ids is None:
        return None
    count = select(func.count()).select_from(ids.limit(FEW + 1).subquery())
    found = int(scope.connection.execute(count).scalar_one())
    return None if found > FEW else (found, ids)


def _few_of_any(parts: Iterable[tuple[int, Select[Any]] | None]) -> tuple[int, Select[Any]] | None:
    total, selects = 0, []
    for part in parts:
        if part is None or total + part[0] > FEW:
            return None
        total += part[0]
        selects.append(part[1])
    return (total, select(union(*selects).subquery()))


def _ids(scope: Scope, term: Query, window: Window) -> Select[Any] | None:
    """The ids that one term can match, or None where no key leads to them."""
    dated = window if window.by == "dated" else Window()
    match term:
        case Word(words) | Phrase(words):
            return matching_ids(words)
        case ActorIs(actor):
            return naming(scope, actor).where(dated.holds(mentions.c.dated_at))
        case ThemeIs(theme):
            return about(scope, theme).where(dated.holds(article_themes.c.dated_at))
        case _:
            return None


def _walk(
    scope: Scope, query: Query, window: Window
) -> tuple[FromClause, ColumnElement[bool], tuple[ColumnElement[Any], ...]] | None:
    """Back in time along the key of an actor or theme that every match must have."""
    for part in query.parts if isinstance(query, And) else (query,):
        if isinstance(part, ActorIs):
            rows, same = mentions, mentions.c.actor_id == part.id
        elif isinstance(part, ThemeIs):
            rows, same = article_themes, article_themes.c.theme_id == part.id
        else:
            continue
        mine = and_(rows.c.workspace_id == scope.workspace_id, same, window.holds(rows.c.dated_at))
        start = ordered(rows, (articles, articles.c.id == rows.c.article_id))
        return start, mine, (rows.c.dated_at.desc(), rows.c.article_id.desc())
    return None
