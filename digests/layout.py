"""What a digest says → the messages that say it: one for the channel, details in its thread. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.slack.message import Message
from digests.blocks import fits, render_message
from digests.content import DigestContent, Glance, StoryItem
from digests.items import count_of
from digests.lines import lay_out_news, quote_line
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Heading, Line, Paragraph, Part, Small, bold, italic, line, link
from digests.threads import lay_out_thread

MOST_NEWS = 200  # characters of the line that says what is new in an update


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a story the channel's message shows, in characters."""

    headline: int
    summary: int
    quote: int


ROOMS = (Room(200, 420, 320), Room(160, 260, 200), Room(120, 160, 0), Room(100, 0, 0))


def lay_out_digest(content: DigestContent) -> tuple[Message, ...]:
    """The channel's message first, then those of its thread."""
    return (_channel_message(content), *lay_out_thread(content))


def lay_out_parts(content: DigestContent, *, thread: bool = True) -> tuple[Part, ...]:
    """The channel's message as a page: without `thread` what `/digest` and the command line show."""
    for room in ROOMS[:-1]:
        parts = _parts(content, room, thread)
        if fits(parts):
            return parts
    return _parts(content, ROOMS[-1], thread)


def fallback_of(content: DigestContent) -> str:
    """The digest in one line, for notifications."""
    if content.quiet:
        return f"{content.topic}, {content.date}: {tell_quiet(content)}"
    top = content.stories[0].headline
    return f"{content.topic}, {content.date}: {describe_glance(content.glance)}. First: {top}"


def describe_glance(glance: Glance) -> str:
    """ "12 stories · 34 articles · 9 outlets · 1.7 × the usual Saturday (20)"."""
    figures = [count_of(glance.stories, "story", "stories"), tell_articles(glance)]
    if glance.usual:
        figures.append(
            f"{glance.articles / glance.usual:.1f} × the usual {glance.weekday} ({glance.usual:.0f})"
        )
    return " · ".join(figures)


def tell_articles(glance: Glance) -> str:
    """ "34 articles · 9 outlets"."""
    articles = count_of(glance.articles, "article", "articles")
    return f"{articles} · {count_of(glance.outlets, 'outlet', 'outlets')}"


def _channel_message(content: DigestContent) -> Message:
    return render_message(lay_out_parts(content), fallback_of(content))


def _parts(content: DigestContent, room: Room, thread: bool) -> tuple[Part, ...]:
    parts: list[Part] = [Heading(f"{_capital(clip(clean(content.topic), 110))} · {content.date}")]
    parts.append(Small(" ".join(filter(None, (content.period, content.late)))))
    if content.quiet:
        return (*parts, Paragraph((line(tell_quiet(content)),)))
    parts.append(Paragraph((line(bold(describe_glance(content.glance))),)))
    for story in content.stories:
        parts.extend(lay_out_story(story, room))
    if content.quotes and room.quote:
        parts.append(Paragraph((line(bold("Also said")),)))
        parts.append(Bullets(tuple(quote_line(quote, room.quote) for quote in content.quotes)))
    if room.headline > ROOMS[-1].headline:
        parts.extend(lay_out_news(content))
    if closing := _closing(content, thread):
        parts.append(Small(closing))
    return tuple(parts)


def lay_out_story(story: StoryItem, room: Room) -> list[Part]:
    """A story as the channel's message shows it."""
    head = link(clip(clean(story.headline), room.headline), story.link, strong=True)
    lines: list[Line] = [line(bold("Update: "), head) if story.update else line(head)]
    if story.update and story.news:
        lines.append(line(bold("New: "), clip(clean(story.news), MOST_NEWS)))
    if story.summary and room.summary:
        lines.append(line(clip(clean(story.summary), room.summary)))
    lines.append(line(italic(tell_about(story))))
    parts: list[Part] = [Paragraph(tuple(lines))]
    if story.quote and room.quote:
        parts.append(Paragraph((quote_line(story.quote, room.quote),), quoted=True))
    return parts


def tell_about(story: StoryItem) -> str:
    """Outlets, themes, actors and copies of a story in one line."""
    return " · ".join(
        filter(None, (story.outlets, ", ".join(story.themes), ", ".join(story.actors), story.copied))
    )


def _closing(content: DigestContent, thread: bool) -> str:
    said, place = [], "in the thread" if thread else "left out"
    if content.more:
        said.append(f"{count_of(len(content.more), 'more story', 'more stories')} {place}.")
    if content.seen_again:
        said.append(f"{count_of(content.seen_again, 'story', 'stories')} you know, without news, left out.")
    if thread:
        said.append("Full quotes and sources in the thread.")
    return " ".join(said)


def tell_quiet(content: DigestContent) -> str:
    """The honest line of a quiet day."""
    if content.seen_again:
        known = count_of(content.seen_again, "story that you know was", "stories that you know were")
        return f"Nothing new on this topic: only {known} carried again."
    return f"Nothing{' new' if content.glance.articles else ''} came in on this topic."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
