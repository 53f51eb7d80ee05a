"""How a story is ranked in a digest, and how that is told to people. Pure.

The features are named, the weights are set by hand, and a story's points are their sum: nothing else decides.
docs/users/digests.md says the same in a table; `explain_standing` says it of one story.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.stored import ArticleCard, StoredQuote, StoryCard
from bot.model.subscriptions import Period
from digests.items import count_of

NO_TIER = 4  # an outlet of which nothing is known
MOST_COUNTED = 3  # key quotes that count
A_COPY = 0.5  # of an outlet that only prints what another one wrote

# Points. One doubling of the outlets outweighs a step of tier; freshness breaks ties.
DOUBLING = 3.0  # each doubling of the outlets
TIER_STEP = 0.8  # each step of tier above unknown
CLOSENESS = 2.0  # the topic stands first in an article
KEY_QUOTE = 0.5  # each
FRESHNESS = 1.0  # an article came at the period's end


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What decides a story's rank."""

    reporting: int  # outlets with a report of their own
    copying: int  # outlets that only print copies
    tier: int  # the best among its outlets, 1 to 4 (4: none known)
    closeness: float  # 0..1: how high the topic stands among the themes and actors of an article
    key_quotes: int
    freshness: float  # 0..1: where in the period its newest article was stored


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a rank: a sentence for people, and the points that it gives."""

    sentence: str
    points: float


def read_standing(
    story: StoryCard, quotes: Sequence[StoredQuote], wanted: Collection[str], period: Period
) -> Standing:
    """The features of a story.

    Args:
        quotes: its key quotes.
        wanted: ids of the actors and themes that the topic asks for.
    """
    reporting = {a.outlet.id for a in story.articles if a.outlet and a.copy_of is None}
    everybody = {outlet.id for outlet in story.outlets}
    return Standing(
        reporting=len(reporting),
        copying=len(everybody - reporting),
        tier=best_tier(story),
        closeness=max((_closeness(article, wanted) for article in story.articles), default=0.0),
        key_quotes=len(quotes),
        freshness=_freshness(max(article.stored_at for article in story.articles), period),
    )


def rank_standing(standing: Standing) -> float:
    """The points by which stories are ordered, most first."""
    return sum(reason.points for reason in explain_standing(standing))


def explain_standing(standing: Standing) -> tuple[Reason, ...]:
    """Why a story stands where it stands: a sentence for each feature that counts, with its points."""
    reasons = (
        Reason(_tell_outlets(standing), DOUBLING * math.log2(1 + _weigh_outlets(standing))),
        Reason(_tell_tier(standing.tier), TIER_STEP * (NO_TIER - standing.tier)),
        Reason(_tell_closeness(standing.closeness), CLOSENESS * standing.closeness),
        Reason(_tell_quotes(standing.key_quotes), KEY_QUOTE * min(standing.key_quotes, MOST_COUNTED)),
        Reason(_tell_freshness(standing.freshness), FRESHNESS * standing.freshness),
    )
    return tuple(reason for reason in reasons if reason.points > 0)


def best_tier(story: StoryCard) -> int:
    """The best tier among a story's outlets, 1 to 4 (4: none known)."""
    return min((outlet.tier or NO_TIER for outlet in story.outlets), default=NO_TIER)


def _weigh_outlets(standing: Standing) -> float:
    return standing.reporting + A_COPY * standing.copying


def _closeness(article: ArticleCard, wanted: Collection[str]) -> float:
    places = [ids.index(id) for ids in (article.themes, article.actors) for id in ids if id in wanted]
    return 1.0 / (1 + min(places)) if places else 0.0


def _freshness(moment: datetime, period: Period) -> float:
    whole = (period.end - period.start).total_seconds() or 1.0
    return min(max((moment - period.start).total_seconds() / whole, 0.0), 1.0)


def _tell_outlets(standing: Standing) -> str:
    said = []
    if standing.reporting:
        own = "its own words" if standing.reporting == 1 else "their own words"
        said.append(f"{count_of(standing.reporting, 'outlet reports', 'outlets report')} it in {own}")
    if standing.copying:
        more = "more " if said else ""
        said.append(f"{count_of(standing.copying, f'{more}outlet prints', f'{more}outlets print')} a copy")
    return ", ".join(said) + "."


def _tell_tier(tier: int) -> str:
    best = {1: "an agency or a paper of record", 2: "a well-known outlet"}.get(tier, "an outlet in the list")
    return f"The best of its outlets is {best} (tier {tier})."


def _tell_closeness(closeness: float) -> str:
    if closeness >= 1:
        return "What the topic asks for stands first in it."
    return f"What the topic asks for stands at place {round(1 / closeness) if closeness else 0} in it."


def _tell_quotes(count: int) -> str:
    counted = f"; {MOST_COUNTED} of them count" if count > MOST_COUNTED else ""
    return f"It has {count_of(count, 'key quote', 'key quotes')}{counted}."


def _tell_freshness(freshness: float) -> str:
    when = ("early in", "in the middle of", "late in")[min(int(freshness * 3), 2)]
    return f"Its newest article came in {when} the period."
