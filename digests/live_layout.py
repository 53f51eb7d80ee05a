"""What breaks, what is gathered and what spikes → messages that are kept up to date. Pure.

What such a message says is told in short by a fingerprint without clock times: only where that changes is there
something to update.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.slack.message import Message, write_message
from digests.blocks import render_message
from digests.content import DigestContent, StoryItem
from digests.items import count_of, describe_moment
from digests.layout import ROOMS, lay_out_story, tell_articles
from digests.lines import lay_out_news
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Button, Buttons, Heading, Line, Paragraph, Part, Small, bold, line, link
from digests.threads import ASK, lay_out_thread, story_buttons
from digests.unusual import Excess

MOST_GATHERED = 30  # lines; what is beyond is counted
MOST_IN_SPIKE = 5
MOST_TOPIC = 100
SHORT_HEADLINE = 140


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The parts of a live message, before its times are known."""

    heading: str
    opening: str  # small print below the heading
    parts: tuple[Part, ...]
    fallback: str
    title: str = ""  # of a story: its headline
    news: str = ""  # what came since it was posted
    thread: tuple[Message, ...] = ()

    @property
    def told(self) -> str:
        """A fingerprint of all that it says."""
        said = write_message(
            render_message((Small(self.opening), *self.parts, Small(self.news)), self.fallback)
        )
        whole = "\n".join((said, *(write_message(message) for message in self.thread)))
        return hashlib.sha256(whole.encode()).hexdigest()


def lay_out_live(
    page: Page, began: datetime, zone: ZoneInfo, updated: datetime | None = None
) -> tuple[Message, ...]:
    """The channel's message first, then those of its thread.

    Args:
        began: when it was posted.
        updated: when what it says last changed; None: it is new.
    """
    opening = f"{page.opening} · {describe_moment(began, zone)}"
    parts: list[Part] = [Heading(page.heading), Small(opening), *page.parts]
    if updated is not None:
        since = f": {clip(clean(page.news), 400)}" if page.news else ""
        stamp = Small(f"Updated {describe_moment(updated, zone)}{since}.")
        parts.insert(len(parts) - 1 if isinstance(parts[-1], Buttons) else len(parts), stamp)
    return (render_message(parts, page.fallback), *page.thread)


def page_of_story(content: DigestContent) -> Page:
    """A story that breaks; `content` holds it alone."""
    (story, *_) = content.stories
    parts: list[Part] = [*lay_out_story(story, ROOMS[0]), *lay_out_news(content)]
    if content.place:
        parts.append(story_buttons(content.place, story.id))
    return Page(
        heading=f"Breaking: {clip(clean(content.topic), MOST_TOPIC)}",
        opening=tell_articles(content.glance),
        parts=tuple(parts),
        fallback=f"Breaking: {story.headline} ({content.topic})",
        title=story.headline,
        news=story.news,
        thread=tuple(lay_out_thread(replace(content, place=None))),  # the buttons stand above
    )


def page_of_joined(page: Page) -> Page:
    """For a story that turned out to be the same as one that the channel has in another message: that one's page."""
    said = line("This turned out to be the same story as ", bold(clip(clean(page.title), SHORT_HEADLINE)))
    return Page(
        heading=page.heading,
        opening="Told in another message here",
        parts=(Paragraph((said,)),),
        fallback=f"The same story as {page.title}",
    )


def page_of_gathered(stories: Sequence[StoryItem], topic: str, total: int) -> Page:
    """Several stories that broke while the channel had enough messages.

    Args:
        stories: at most those that are shown.
        total: how many there are.
    """
    shown = tuple(_story_line(story) for story in stories[:MOST_GATHERED])
    left = total - len(shown)
    counted = count_of(total, "more story", "more stories")
    return Page(
        heading=f"{counted}: {clip(clean(topic), MOST_TOPIC)}",
        opening="Gathered, since this channel got many messages within the hour",
        parts=(Bullets(shown), *((Small(f"and {left} more"),) if left > 0 else ())),
        fallback=f"{counted} on {topic}. First: {stories[0].headline}" if stories else topic,
    )


def page_of_spike(content: DigestContent, excess: Excess, command: str) -> Page:
    """A topic far above its own normal.

    Args:
        content: the digest of the hours that are counted.
        command: the command line that shows them.
    """
    times = f", {excess.count / excess.usual:.1f} times as many" if excess.usual >= 1 else ""
    figures = (
        f"{count_of(excess.count, 'article', 'articles')} in the last 24 hours,"
        f" usually {excess.usual:g} on this weekday{times}"
    )
    lines = tuple(_story_line(story) for story in content.stories[:MOST_IN_SPIKE])
    parts: list[Part] = [Paragraph((line(bold(figures)),)), Bullets(lines), *lay_out_news(content)]
    parts.append(Buttons((Button("The last 24 hours", ASK, command),)))
    return Page(
        heading=f"Spike: {clip(clean(content.topic), MOST_TOPIC)}",
        opening=f"Above the median of {excess.weeks} weeks",
        parts=tuple(parts),
        fallback=f"Spike: {content.topic}: {figures}",
    )


def _story_line(story: StoryItem) -> Line:
    head = link(clip(clean(story.headline), SHORT_HEADLINE), story.link)
    return line(head, f" — {clip(clean(story.outlets), 80)}")
