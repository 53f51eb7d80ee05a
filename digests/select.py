"""Which stories a digest shows, best first. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.model.stored import ArticleCard, StoredQuote, StoryCard
from bot.model.subscriptions import Period

MOST_STORIES = 10
FEWEST_WEEKS = 3  # known weeks that a median is taken of
BREAKING_OUTLETS = 3
_NO_TIER = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories to show, those beyond the tenth, and how many the channel knows already."""

    shown: tuple[StoryCard, ...]
    more: tuple[StoryCard, ...]
    seen_again: int


def choose_stories(
    stories: Sequence[StoryCard],
    quotes: Mapping[int, Sequence[StoredQuote]],
    *,
    wanted: Collection[str],
    seen: Collection[int],
    period: Period,
) -> Choice:
    """Rank the stories; one that the channel has seen is left out unless more than copies came.

    Args:
        quotes: key quotes by story.
        wanted: ids of the actors and themes that the topic asks for.
        seen: ids of the stories that the channel has seen.
    """
    new = [story for story in stories if story.id not in seen or _brings_news(story)]
    ranked = sorted(
        new, key=lambda story: (-_rank(story, quotes.get(story.id, ()), wanted, period), story.id)
    )
    return Choice(tuple(ranked[:MOST_STORIES]), tuple(ranked[MOST_STORIES:]), len(stories) - len(new))


def _brings_news(story: StoryCard) -> bool:
    """An original that came after its copy tells nothing that the channel has not seen."""
    return not all(article.echo for article in story.articles)


def _rank(story: StoryCard, quotes: Sequence[StoredQuote], wanted: Collection[str], period: Period) -> float:
    """Outlets first, then their tier, how close to the topic, key quotes and freshness.

    The weights are set by hand: one doubling of outlets outweighs a step of tier, freshness breaks ties.
    """
    return (
        3.0 * math.log2(1 + len(story.outlets))
        + (_NO_TIER - best_tier(story)) * 0.8
        + 2.0 * max(_closeness(article, wanted) for article in story.articles)
        + 0.5 * min(len(quotes), 3)
        + _freshness(max(article.stored_at for article in story.articles), period)
    )


def best_tier(story: StoryCard) -> int:
    """The best tier among a story's outlets, 1 to 4 (4: none known)."""
    return min((outlet.tier or _NO_TIER for outlet in story.outlets), default=_NO_TIER)


def _closeness(article: ArticleCard, wanted: Collection[str]) -> float:
    """0..1: how high the wanted actors and themes stand among those of the article."""
    places = [ids.index(id) for ids in (article.themes, article.actors) for id in ids if id in wanted]
    return 1.0 / (1 + min(places)) if places else 0.0


def _freshness(moment: datetime, period: Period) -> float:
    whole = (period.end - period.start).total_seconds() or 1.0
    return min(max((moment - period.start).total_seconds() / whole, 0.0), 1.0)


def first_good(articles: Sequence[ArticleCard]) -> ArticleCard:
    """The article to link: an original with a link and its full text, of the latest version, the best tier, the earliest."""
    return min(
        articles,
        key=lambda a: (
            a.link is None,
            a.copy_of is not None,
            a.superseded_by is not None,
            a.teaser,
            (a.outlet.tier if a.outlet else None) or _NO_TIER,
            a.dated_at,
            a.id,
        ),
    )


def usual_articles(counts: Sequence[int]) -> float | None:
    """The median of the same weekday's counts in the last weeks, latest first; None where too few are known.

    Weeks before the first one with any article are not known, rather than empty.
    """
    known = list(counts)
    while known and not known[-1]:
        known.pop()
    return float(median(known)) if len(known) >= FEWEST_WEEKS else None


def is_breaking(story: StoryCard) -> bool:
    """Whether an `instantly` subscription posts it: three outlets, or one that is trusted."""
    return len(story.outlets) >= BREAKING_OUTLETS or any(outlet.trusted for outlet in story.outlets)
