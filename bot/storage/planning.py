"""Which key to walk for a query: from its rarest part, or in order of date until there are enough.

The planner of the database knows nothing of how frequent an actor or a word is. So it is asked here, with
bounded counts: few articles are fetched and sorted; many are met soon when walking back in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select, true, union

from bot.query.tree import ActorIs, And, Or, Phrase, Query, ThemeIs, Word, all_of
from bot.storage.database import Scope
from bot.storage.frequency import count_up_to
from bot.storage.matching import about, check_size, has_words, matches, naming
from bot.storage.sqlite_dialect import matching_ids, ordered
from bot.storage.tables import article_themes, articles, mentions

By = Literal["dated", "stored"]
"""Which instant `since` and `until` bound.

"dated": since <= dated < until. "stored": since < stored <= until, backfilled articles left out.
"""

FEW = 2_000  # articles that are fetched and sorted rather than walked
FEW_WITH_WORDS = 20_000  # likewise from the full-text index, where asking about one article costs more


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
    if query is None or (window.by == "stored" and window.since is not None):
        return in_time  # a digest's period holds few articles anyway
    if (few := _few(scope, query, window)) is not None:
        rest = walk_articles(scope, _remaining(query, few), window, now)
        picked = few.ids.subquery("few")
        return replace(rest, start=ordered(picked, (articles, articles.c.id == picked.c[0])))
    if window.by == "dated" and (walked := _walk(scope, query, window)) is not None:
        return replace(walked, condition=and_(in_time.condition, walked.condition))
    return in_time


def walk_articles(scope: Scope, query: Query | None, window: Window, now: datetime | None) -> Plan:
    """Back in time through all articles, or along another key of `articles` that the caller adds.

    Raises:
        QueryError: as `plan`.
    """
    check_size(query)
    instant = articles.c.dated_at if window.by == "dated" else articles.c.stored_at
    bounded = window.by == "stored" and window.since is not None and has_words(query)
    within = _span_of_ids(scope, window) if bounded else None
    condition = and_(matches(scope, query, now, within), window.holds_article())
    return Plan(articles, condition, (instant.desc(), articles.c.id.desc()))


def _span_of_ids(scope: Scope, window: Window) -> tuple[int, int]:
    """The first and the last id in a window of storing; articles that came in together have ids in a row."""
    a = articles.c
    mine = and_(a.workspace_id == scope.workspace_id, window.holds_article())
    first, last = scope.connection.execute(select(func.min(a.id), func.max(a.id)).where(mine)).one()
    return (0, 0) if first is None else (first, last)


@dataclass(frozen=True, slots=True)
class _Few:
    """Articles among which all matches are."""

    count: int
    ids: Select[Any]
    covers: Query | None  # the part of the query that they meet exactly


def _few(scope: Scope, query: Query, window: Window) -> _Few | None:
    """The fewest articles among which all matches are, or None where these are too many or unknown."""
    if isinstance(query, And):
        known = [few for part in query.parts if (few := _few(scope, part, window)) is not None]
        return min(known, key=lambda few: few.count, default=None)
    if isinstance(query, Or):
        return _few_of_any(query, [_few(scope, part, window) for part in query.parts])
    ids = _ids(scope, query, window)
    if ids is None:
        return None
    most = FEW_WITH_WORDS if isinstance(query, Word | Phrase) else FEW
    count = count_up_to(scope, ids, most)
    return None if count > most else _Few(count, ids, query)


def _few_of_any(query: Or, parts: Sequence[_Few | None]) -> _Few | None:
    known = [few for few in parts if few is not None]
    total = sum(few.count for few in known)
    if len(known) < len(parts) or total > FEW_WITH_WORDS:
        return None
    exact = all(few.covers == part for few, part in zip(known, query.parts, strict=True))
    return _Few(total, select(union(*(few.ids for few in known)).subquery()), query if exact else None)


def _remaining(query: Query, few: _Few) -> Query | None:
    """What is left to be looked at in those few articles."""
    if few.covers == query:
        return None
    if isinstance(query, And) and few.covers in query.parts:
        return all_of(part for part in query.parts if part != few.covers)
    return query


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


def _walk(scope: Scope, query: Query, window: Window) -> Plan | None:
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
        return Plan(start, mine, (rows.c.dated_at.desc(), rows.c.article_id.desc()))
    return None
