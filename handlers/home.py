"""The Home tab: today's top stories, the subscriptions of the channels one is in, and how the feeds do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import SlackError
from bot.model.subscriptions import Subscription
from bot.query.names import NameTable
from bot.query.tree import ThemeIs, any_of
from bot.slack.message import Block
from bot.slack.port import View
from bot.storage.status import Status, load_status
from bot.storage.subscriptions import load_subscriptions
from bot.storage.themes import load_themes
from digests.blocks import render_blocks
from digests.content import DigestContent, StoryItem
from digests.drafts import compose_now
from digests.items import count_of
from digests.mrkdwn import clean, clip
from digests.page import (
    Bullets,
    Button,
    Buttons,
    Heading,
    Line,
    Paragraph,
    Part,
    Piece,
    Rule,
    Small,
    bold,
    italic,
    line,
    link,
)
from handlers.feature import Feature
from handlers.replies import ASK, Reply
from handlers.source_dialog import ADD, IMPORT
from handlers.status import list_troubles
from handlers.subscribing import describe_subscription
from handlers.subscription_dialog import OPEN
from handlers.visit import Visit
from handlers.welcome import compose_welcome, take_welcome

TODAY = timedelta(hours=24)
MOST_STORIES = 5
MOST_SUBSCRIPTIONS = 10


def compose_home(
    *,
    stories: Sequence[StoryItem],
    status: Status,
    own: Sequence[Subscription],
    names: NameTable,
    now: datetime,
    welcome: Reply | None,
) -> View:
    """The view. Pure.

    Args:
        stories: today's, best first.
        own: subscriptions of the person's channels and direct messages.
        welcome: the first steps, while there are some to make.
    """
    parts: list[Part] = []
    if welcome is not None:
        parts += [*welcome.parts, Buttons(welcome.buttons), Rule()]
    parts += [*_stories(stories), Rule(), *_subscriptions(own, names, now), Rule(), *_feeds(status, now)]
    blocks: list[Block] = render_blocks(parts)
    return {"type": "home", "blocks": blocks}


def _stories(stories: Sequence[StoryItem]) -> list[Part]:
    parts: list[Part] = [Heading("Today's top stories")]
    for story in stories[:MOST_STORIES]:
        head = link(clip(clean(story.headline), 200), story.link, strong=True)
        about = " · ".join(filter(None, (story.outlets, ", ".join(story.themes))))
        parts.append(Paragraph((line(head), line(italic(clip(about, 300))))))
    if not stories:
        parts.append(Paragraph((line("Nothing on your themes has come in for 24 hours."),)))
    parts.append(
        Buttons(
            (
                Button("The whole digest", ASK, "/digest 24h"),
                Button("All themes", ASK, "/theme"),
                Button("Help", ASK, "/media help"),
            )
        )
    )
    return parts


def _subscriptions(own: Sequence[Subscription], names: NameTable, now: datetime) -> list[Part]:
    items: list[Line] = [
        (Piece("", channel=s.channel), *line(f" {clip(describe_subscription(s, names, now), 300)}"))
        for s in own[:MOST_SUBSCRIPTIONS]
    ]
    parts: list[Part] = [Heading("Subscriptions of your channels")]
    parts.append(Bullets(tuple(items)) if items else Paragraph((line("None yet."),)))
    if len(own) > MOST_SUBSCRIPTIONS:
        parts.append(Small(f"and {len(own) - MOST_SUBSCRIPTIONS} more"))
    parts.append(Buttons((Button("Subscribe to a topic", OPEN, ""),)))
    return parts


def _feeds(status: Status, now: datetime) -> list[Part]:
    troubles = list_troubles(status, now)
    parts: list[Part] = [
        Heading("Feeds"),
        Paragraph(
            (
                line(
                    f"{status.sources} watched, {status.failing} failing;"
                    f" {count_of(status.articles_today, 'article', 'articles')} in the last 24 hours."
                ),
            )
        ),
    ]
    if troubles:
        parts.append(Bullets(tuple(line(bold(trouble)) for trouble in troubles)))
    parts.append(
        Buttons(
            (
                Button("All sources", ASK, "/sources"),
                Button("Add a feed", ADD, ""),
                Button("Import OPML", IMPORT, ""),
            )
        )
    )
    return parts


def _on_opened(visit: Visit) -> None:
    """Show the tab anew each time it is opened; the first steps come as a message too, once."""
    if visit.call.told.get("tab") == "messages":
        welcome(visit)
        return
    publish_home(visit)


def publish_home(visit: Visit) -> None:
    """Compose and show a person's Home tab."""
    if visit.slack is None:
        return
    now = visit.services.clock()
    channels = _channels_of(visit)
    with visit.services.database.read(visit.workspace.id) as scope:
        status = load_status(scope, now)
        every = load_subscriptions(scope)
        themes = load_themes(scope)
    own = [s for s in every if s.channel in channels or s.created_by == visit.call.user_id]
    query = any_of([ThemeIs(theme.id) for theme in themes]) if themes else None
    content: DigestContent | None = None
    if query is not None and status.articles_today:
        content = compose_now(
            visit.services, visit.workspace.id, query, TODAY, now=now, timezone=visit.timezone
        )
    view = compose_home(
        stories=content.stories if content else (),
        status=status,
        own=own,
        names=visit.services.names(visit.workspace.id),
        now=now,
        welcome=compose_welcome(status.sources, len(every)),
    )
    visit.slack.publish_home(visit.call.user_id, view)


def _channels_of(visit: Visit) -> frozenset[str]:
    """The channels that the person is in; where Slack does not tell, none: a private one is never shown to others."""
    if visit.slack is None:
        return frozenset()
    try:
        return frozenset(visit.slack.fetch_channels(visit.call.user_id))
    except SlackError:
        return frozenset()


def welcome(visit: Visit) -> None:
    """The first steps, written to a person once."""
    with visit.services.database.write(visit.workspace.id) as scope:
        if not take_welcome(scope, visit.call.user_id):
            return
        status = load_status(scope, visit.services.clock())
        subscriptions = len(load_subscriptions(scope))
    reply = compose_welcome(status.sources, subscriptions, always=True)
    if reply is not None:
        visit.answer(reply)


FEATURE = Feature(events={"app_home_opened": _on_opened})
