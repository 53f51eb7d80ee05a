"""Articles and stories that match a query of the topic language."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.model.stored import ArticleCard, StoryCard
from bot.query.tree import Query
from bot.storage.database import Scope

By = Literal["dated", "stored"]
"""Which instant `since` and `until` bound.

"dated": since <= dated < until. "stored": since < stored <= until, backfilled articles left out.
"""


def find_articles(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    by: By = "dated",
    limit: int = 50,
    now: datetime,
) -> tuple[ArticleCard, ...]:
    """Matching articles, newest first; query None matches all. `now` is what `since:7d` counts back from.

    Raises:
        QueryError: the query has too many terms, or a `since:` or `until:` that is no time.
    """
    raise NotImplementedError


def find_stories(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    by: By = "dated",
    limit: int = 50,
    now: datetime,
) -> tuple[StoryCard, ...]:
    """Stories with a matching article, those with the newest one first, each with its matching articles."""
    raise NotImplementedError


def count_matching(
    scope: Scope,
    query: Query | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    by: By = "dated",
    now: datetime,
) -> tuple[int, int, int]:
    """How many articles, stories and outlets match."""
    raise NotImplementedError
