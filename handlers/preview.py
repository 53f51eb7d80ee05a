"""What the last days would have brought to a subscription, told before it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import parse_timezone
from bot.query.tree import Query
from bot.storage.database import Scope
from bot.storage.search import count_matching, find_stories
from digests.items import count_of, describe_day
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Line, Paragraph, Part, Small, bold, line
from digests.select import large_enough

SPAN = timedelta(days=7)
MOST_STORIES = 300  # looked at, newest first, where a story needs several outlets
SHOWN = 3
LONGEST_HEADLINE = 120


def compose_prompt() -> tuple[Part, ...]:
    """What stands there before anything was chosen."""
    return (Small("Choose a theme or write a topic: what the last 7 days would have brought is shown here."),)


def load_preview(
    scope: Scope, query: Query, minimum: int, *, now: datetime, timezone: str, told: str = ""
) -> tuple[Part, ...]:
    """How many stories the last 7 days would have brought, and the newest of them.

    Args:
        minimum: outlets that a story needs.
        timezone: IANA name; dates are shown in it.
        told: what the topic was understood as.
    """
    since = now - SPAN
    articles, stories, outlets = count_matching(scope, query, since=since, until=now, by="stored", now=now)
    found = find_stories(
        scope,
        query,
        since=since,
        until=now,
        by="stored",
        limit=MOST_STORIES if minimum > 1 else SHOWN,
        now=now,
    )
    large = large_enough(found, minimum)
    zone = parse_timezone(timezone)
    shown: list[Line] = []
    for story in large[:SHOWN]:
        day = story.articles[0].dated_at.astimezone(zone)
        title = clip(clean(story.articles[0].title), LONGEST_HEADLINE)
        carried = count_of(max(len(story.outlets), 1), "outlet", "outlets")
        shown.append(line(f"{title} ({carried}, {describe_day(day)})"))
    said = _say(articles, stories, outlets, len(large) if minimum > 1 else None, minimum)
    return (
        *((Small(told),) if told else ()),
        Paragraph((line(bold("The last 7 days would have brought "), said),)),
        *((Bullets(tuple(shown)),) if shown else ()),
    )


def _say(articles: int, stories: int, outlets: int, large: int | None, minimum: int) -> str:
    if not articles:
        return "nothing."
    told = (
        f"{count_of(stories, 'story', 'stories')} in {count_of(articles, 'article', 'articles')}"
        f" from {count_of(outlets, 'outlet', 'outlets')}"
    )
    if large is None:
        return f"{told}."
    more = "more than " if large == MOST_STORIES else ""
    return f"{more}{count_of(large, 'story', 'stories')} of {minimum} outlets or more, out of {told}."
