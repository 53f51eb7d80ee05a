"""Where to begin looking for quotes: from the speaker, from the subject, or from articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, exists, false, select

from bot.storage.database import Scope
from bot.storage.frequency import count_up_to
from bot.storage.planning import Window
from bot.storage.quote_records import COLUMNS, OF_ARTICLE, OF_OUTLET
from bot.storage.sqlite_dialect import ordered
from bot.storage.tables import articles, outlets, quote_about, quotes
from bot.storage.words import fold_words

ROWS_EACH = 20  # rows read for each quote wanted: so many outlets may carry one
STORIES_EACH = 2  # stories looked into for each quote wanted
FEWEST, MOST = 200, 2_000  # rows read for one answer


@dataclass(frozen=True, slots=True)
class Start:
    """Tables in the order of reading, and the key to walk back in time."""

    rows: FromClause
    condition: ColumnElement[bool]
    order: tuple[ColumnElement[Any], ...]


def from_quotes(scope: Scope, window: Window, *conditions: ColumnElement[bool]) -> Start:
    """From the quotes themselves, by whichever key the conditions name."""
    q = quotes.c
    mine = and_(q.workspace_id == scope.workspace_id, window.holds(q.dated_at), *conditions)
    return Start(quotes, mine, (q.dated_at.desc(), q.article_id.desc()))


def from_subject(scope: Scope, window: Window, subject: str, *conditions: ColumnElement[bool]) -> Start:
    """From what is said about an actor or theme."""
    rows = ordered(quote_about, (quotes, quotes.c.id == quote_about.c.quote_id))
    mine = and_(_about(scope, subject), window.holds(quote_about.c.dated_at), *conditions)
    return Start(rows, mine, (quote_about.c.dated_at.desc(), quote_about.c.quote_id.desc()))


def from_rarest(scope: Scope, window: Window, keys: Sequence[str] | None, subjects: Sequence[str]) -> Start:
    """From the speaker or one of the subjects, whichever has the fewest quotes; the others are looked up."""
    spoken = [] if keys is None else [quotes.c.speaker_key.in_(keys)]
    if not subjects:
        return from_quotes(scope, window, *spoken)
    counts = {subject: count_up_to(scope, _rows_about(scope, window, subject)) for subject in subjects}
    rarest = min(counts, key=lambda subject: counts[subject])
    if keys is not None and count_up_to(scope, _rows_by(scope, window, keys)) <= counts[rarest]:
        return from_quotes(scope, window, *spoken, *(speaks_of(scope, subject) for subject in subjects))
    rest = (speaks_of(scope, subject) for subject in subjects if subject != rarest)
    return from_subject(scope, window, rarest, *spoken, *rest)


def _rows_about(scope: Scope, window: Window, subject: str) -> Select[Any]:
    return select(quote_about.c.quote_id).where(_about(scope, subject), window.holds(quote_about.c.dated_at))


def _rows_by(scope: Scope, window: Window, keys: Sequence[str]) -> Select[Any]:
    start = from_quotes(scope, window, quotes.c.speaker_key.in_(keys))
    return select(quotes.c.article_id).where(start.condition)


def _about(scope: Scope, subject: str) -> ColumnElement[bool]:
    return and_(quote_about.c.workspace_id == scope.workspace_id, quote_about.c.about_id == subject)


def speaks_of(scope: Scope, subject: str) -> ColumnElement[bool]:
    """Whether a quote is about an actor or theme."""
    here = select(quote_about.c.quote_id).where(_about(scope, subject), quote_about.c.quote_id == quotes.c.id)
    return exists(here.correlate(quotes))


def has_word(word: str) -> ColumnElement[bool]:
    """Whether a quote has that word or phrase, whatever its case and accents."""
    folded = fold_words(word)
    if not folded:
        return false()
    return (" " + quotes.c.words + " ").contains(f" {folded} ", autoescape=True)


def fetch_told_with(
    scope: Scope,
    rows: Sequence[Row[Any]],
    limit: int,
    same_speakers: bool,
    window: Window,
    *conditions: ColumnElement[bool],
) -> Sequence[Row[Any]]:
    """What unknown speakers say in the stories of the newest rows, and with `same_speakers` theirs too.

    Other outlets may carry these quotes there, in part, or without knowing who spoke.
    """
    stories = list(dict.fromkeys(row.story_id for row in rows))[: STORIES_EACH * limit]
    if not stories:
        return ()
    a = articles.c
    told = select(a.id).where(a.workspace_id == scope.workspace_id, a.story_id.in_(stories))
    keys = {"", *(row.speaker_key for row in rows if same_speakers)}
    start = from_quotes(
        scope, window, *conditions, quotes.c.article_id.in_(told), quotes.c.speaker_key.in_(keys)
    )
    return fetch_newest(scope, start, limit)


def fetch_newest(
    scope: Scope, start: Start, limit: int, *conditions: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    """The newest rows: enough to find `limit` different quotes with those who carry them."""
    rows = ordered(start.rows, (articles, OF_ARTICLE)).outerjoin(outlets, OF_OUTLET)
    query = select(*COLUMNS).select_from(rows).where(start.condition, *conditions).order_by(*start.order)
    return scope.connection.execute(query.limit(max(FEWEST, min(limit * ROWS_EACH, MOST)))).all()
