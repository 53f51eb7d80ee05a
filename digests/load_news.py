"""Storage → what is new in a period, and who talks more than usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.model.news import Speaking
from bot.model.stored import StoryCard
from bot.model.subscriptions import Period
from bot.query.tree import Query
from bot.storage.database import Scope
from bot.storage.novelty import is_phrase_new, load_first_stored, load_unseen_actors
from bot.storage.speaking import count_speaking
from digests.news import LEAST_OUTLETS, MOST_NEW_PHRASES, News
from digests.period import weeks_before
from digests.phrases import propose_phrases
from digests.unusual import FEWEST_WEEKS, TALK_LEAST, count_known

KNOWS_AFTER = timedelta(days=7)  # of reading; before that everything would be new


def load_news(
    scope: Scope,
    query: Query,
    period: Period,
    stories: Sequence[StoryCard],
    *,
    texts: Mapping[int, str],
    weeks: Sequence[int],
) -> News:
    """What a digest tells beyond its stories.

    Args:
        texts: article → prose, of the stories that are shown.
        weeks: articles in the same period one, two … weeks before.
    """
    first = load_first_stored(scope)
    knows = first is not None and first <= period.start - KNOWS_AFTER
    known_weeks = count_known(weeks)
    return News(
        actors=_load_new_actors(scope, period, stories) if knows else {},
        phrases=_load_new_phrases(scope, period, stories, texts) if knows else (),
        speaking=_load_speaking(scope, query, period, len(weeks)) if known_weeks >= FEWEST_WEEKS else (),
        known_weeks=known_weeks,
    )


def _load_new_actors(scope: Scope, period: Period, stories: Sequence[StoryCard]) -> dict[str, str]:
    outlets: dict[str, set[str]] = {}
    for article in (a for story in stories for a in story.articles if a.outlet and a.copy_of is None):
        for actor in article.actors:
            outlets.setdefault(actor, set()).add(article.outlet.id if article.outlet else "")
    often = {actor for actor, told_by in outlets.items() if len(told_by) >= LEAST_OUTLETS}
    return load_unseen_actors(scope, often, period.start) if often else {}


def _load_new_phrases(
    scope: Scope, period: Period, stories: Sequence[StoryCard], texts: Mapping[int, str]
) -> tuple[str, ...]:
    named = {actor.replace("-", " ") for story in stories for a in story.articles for actor in a.actors}
    found: list[str] = []
    for phrase in propose_phrases(texts.values(), named):
        if is_phrase_new(scope, phrase, period.start, period.end, outlets=LEAST_OUTLETS):
            found.append(phrase)
        if len(found) == MOST_NEW_PHRASES:
            break
    return tuple(found)


def _load_speaking(
    scope: Scope, query: Query, period: Period, weeks: int
) -> tuple[tuple[Speaking, tuple[int, ...]], ...]:
    now = count_speaking(scope, query, since=period.start, until=period.end)
    loud = {speaking.key: speaking for speaking in now if speaking.stories >= TALK_LEAST}
    if not loud:
        return ()
    then = [
        {s.key: s.stories for s in count_speaking(scope, query, since=p.start, until=p.end, only=loud)}
        for p in weeks_before(period, weeks)
    ]
    return tuple((speaking, tuple(week.get(key, 0) for week in then)) for key, speaking in loud.items())
