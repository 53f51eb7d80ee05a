"""The newest articles that match a query, with what tells how much each is about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, func, select

from bot.model.stored import Candidate
from bot.query.tree import Query, actors_in, themes_in
from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.planning import Window, plan
from bot.storage.tables import article_themes, articles, bodies, mentions

MOST = 1_000  # newest matches that are ranked: ranking all of a common word takes seconds
OPENING = 500  # characters of the text that are looked at


def load_candidates(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    now: datetime,
) -> tuple[Candidate, ...]:
    """The newest 1,000 matching articles, newest first.

    Raises:
        QueryError: as `find_articles`.
    """
    chosen = plan(scope, query, Window(since=since, until=until), now)
    newest = chosen.newest(articles.c.id).limit(MOST)
    ids = list(scope.connection.execute(newest).scalars())
    strengths = _strengths(scope, query, ids)
    found: dict[int, Candidate] = {}
    a, b = articles.c, bodies.c
    body = and_(b.workspace_id == a.workspace_id, b.article_id == a.id)
    opening = func.substr(b.text, 1, OPENING)
    for batch in in_batches(ids):
        rows = select(a.id, a.story_id, a.outlet_id, a.dated_at, a.headline, opening).join(bodies, body)
        mine = (a.workspace_id == scope.workspace_id, a.id.in_(batch))
        for id, story, outlet, dated_at, headline, begins in scope.connection.execute(rows.where(*mine)):
            found[id] = Candidate(
                story=story,
                outlet=outlet,
                dated_at=dated_at,
                headline=headline,
                opening=begins,
                strength=strengths[id],
            )
    return tuple(found[id] for id in ids if id in found)


def _strengths(scope: Scope, query: Query | None, ids: Sequence[int]) -> defaultdict[int, float]:
    """Article → how much it is about the query's actors and themes: mentions up to ten, scores from 0 to 1."""
    strengths: defaultdict[int, float] = defaultdict(float)
    if query is None:
        return strengths
    m, t = mentions.c, article_themes.c
    for batch in in_batches(ids):
        named = select(m.article_id, func.min(m.count, 10) / 10.0).where(
            m.workspace_id == scope.workspace_id, m.article_id.in_(batch), m.actor_id.in_(actors_in(query))
        )
        given = select(t.article_id, t.score).where(
            t.workspace_id == scope.workspace_id, t.article_id.in_(batch), t.theme_id.in_(themes_in(query))
        )
        _add(strengths, scope.connection.execute(named))
        _add(strengths, scope.connection.execute(given))
    return strengths


def _add(strengths: defaultdict[int, float], rows: Iterable[Sequence[float]]) -> None:
    for article, strength in rows:
        strengths[int(article)] += strength
