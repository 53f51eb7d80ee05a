"""Which stories a digest shows, best first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.stored import ArticleCard, StoredQuote, StoryCard
from bot.model.subscriptions import Period
from digests.ranking import NO_TIER, rank_standing, read_standing
from digests.unusual import measure_excess

MOST_STORIES = 10
BREAKING_OUTLETS = 3


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
    seen: Mapping[int, datetime],
    period: Period,
) -> Choice:
    """Rank the stories; one that the channel has seen is left out unless more than copies came since.

    Args:
        quotes: key quotes by story.
        wanted: ids of the actors and themes that the topic asks for.
        seen: stories that the channel has seen → when it last did.
    """
    new = [story for story in stories if brings_news(story, seen.get(story.id))]
    ranked = sorted(
        new, key=lambda story: (-_points(story, quotes.get(story.id, ()), wanted, period), story.id)
    )
    return Choice(tuple(ranked[:MOST_STORIES]), tuple(ranked[MOST_STORIES:]), len(stories) - len(new))


def brings_news(story: StoryCard, seen: datetime | None) -> bool:
    """Whether more than copies came since the channel saw it (None: never); nor is an original news after its copy."""
    return seen is None or any(not a.echo and a.stored_at > seen for a in story.articles)


def _points(
    story: StoryCard, quotes: Sequence[StoredQuote], wanted: Collection[str], period: Period
) -> float:
    return rank_standing(read_standing(story, quotes, wanted, period))


def first_good(articles: Sequence[ArticleCard]) -> ArticleCard:
    """The article to link: an original with a link and its full text, of the latest version, the best tier, the earliest."""
    return min(
        articles,
        key=lambda a: (
            a.link is None,
            a.copy_of is not None,
            a.superseded_by is not None,
            a.teaser,
            (a.outlet.tier if a.outlet else None) or NO_TIER,
            a.dated_at,
            a.id,
        ),
    )


def usual_articles(counts: Sequence[int]) -> float | None:
    """The median of the same weekday's counts in the last weeks, latest first; None where too few are known.

    Weeks before the first one with any article are not known, rather than empty.
    """
    excess = measure_excess(0, counts)
    return excess.usual if excess else None


def large_enough(stories: Sequence[StoryCard], minimum: int) -> tuple[StoryCard, ...]:
    """The stories that so many outlets carry."""
    return tuple(s for s in stories if minimum <= 1 or len(s.outlets) >= minimum)


def is_breaking(story: StoryCard) -> bool:
    """Whether an `instantly` subscription posts it: three outlets, or one that is trusted."""
    return len(story.outlets) >= BREAKING_OUTLETS or any(outlet.trusted for outlet in story.outlets)
