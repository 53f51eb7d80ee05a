"""What a digest says → the messages that say it: one for the channel, details in its thread. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.limits import count_characters, length
from bot.slack.message import Message
from digests.blocks import MOST_BLOCKS, MOST_CHARACTERS, fits, render_blocks, render_message
from digests.content import DigestContent, Glance, QuoteItem, SourceItem, StoryItem
from digests.items import count_of
from digests.lead import cut_at_sentence
from digests.mrkdwn import clean, clip
from digests.page import (
    Bullets,
    Button,
    Buttons,
    Heading,
    Line,
    Paragraph,
    Part,
    Rule,
    Small,
    bold,
    italic,
    line,
    link,
    text,
)

MOST_THREAD = 6  # messages of a thread: one a second, and nobody reads more
MOST_SOURCES = 15  # a story
MOST_MORE = 30
FULL_QUOTE = 2_000
ASK = "ask"  # the action of a button that answers with a command of its own


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a story the channel's message shows, in characters."""

    headline: int
    summary: int
    quote: int


ROOMS = (Room(200, 420, 320), Room(160, 260, 200), Room(120, 160, 0), Room(100, 0, 0))


def lay_out_digest(content: DigestContent) -> tuple[Message, ...]:
    """The channel's message first, then those of its thread."""
    return (_channel_message(content), *_thread(content))


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
        return f"{content.topic}, {content.date}: {_quiet_line(content)}"
    top = content.stories[0].headline
    return f"{content.topic}, {content.date}: {describe_glance(content.glance)}. First: {top}"


def describe_glance(glance: Glance) -> str:
    """ "12 stories · 34 articles · 9 outlets · 1.7 × the usual Saturday (20)"."""
    figures = [
        count_of(glance.stories, "story", "stories"),
        count_of(glance.articles, "article", "articles"),
        count_of(glance.outlets, "outlet", "outlets"),
    ]
    if glance.usual:
        figures.append(
            f"{glance.articles / glance.usual:.1f} × the usual {glance.weekday} ({glance.usual:.0f})"
        )
    return " · ".join(figures)


def _channel_message(content: DigestContent) -> Message:
    return render_message(lay_out_parts(content), fallback_of(content))


def _parts(content: DigestContent, room: Room, thread: bool) -> tuple[Part, ...]:
    parts: list[Part] = [Heading(f"{_capital(clip(clean(content.topic), 110))} · {content.date}")]
    parts.append(Small(" ".join(filter(None, (content.period, content.late)))))
    if content.quiet:
        return (*parts, Paragraph((line(_quiet_line(content)),)))
    parts.append(Paragraph((line(bold(describe_glance(content.glance))),)))
    for story in content.stories:
        parts.extend(_story(story, room))
    if content.quotes and room.quote:
        parts.append(Paragraph((line(bold("Also said")),)))
        parts.append(Bullets(tuple(quote_line(quote, room.quote) for quote in content.quotes)))
    if closing := _closing(content, thread):
        parts.append(Small(closing))
    return tuple(parts)


def _story(story: StoryItem, room: Room) -> list[Part]:
    head = link(clip(clean(story.headline), room.headline), story.link, strong=True)
    lines: list[Line] = [line(bold("Update: "), head) if story.update else line(head)]
    if story.summary and room.summary:
        lines.append(line(clip(clean(story.summary), room.summary)))
    lines.append(line(italic(_about(story))))
    parts: list[Part] = [Paragraph(tuple(lines))]
    if story.quote and room.quote:
        parts.append(Paragraph((quote_line(story.quote, room.quote),), quoted=True))
    return parts


def _about(story: StoryItem) -> str:
    return " · ".join(
        filter(None, (story.outlets, ", ".join(story.themes), ", ".join(story.actors), story.copied))
    )


def quote_line(quote: QuoteItem, most: int = FULL_QUOTE, *, also: str = "") -> Line:
    """A quote with its speaker, role, outlet and date.

    Args:
        most: characters of the quote; what is beyond is cut, and marked outside the quotation marks.
        also: the names of the other outlets that carry it; by default only their number is told.
    """
    words = clean(quote.content).rstrip(",")
    kept = words if length(words) <= most else cut_at_sentence(words, most) or _cut_at_word(words, most)
    said = text(f"“{kept}”") if quote.verbatim else italic(kept)
    role = f", {clip(clean(quote.role), 120)}" if quote.role else ""
    others = f" + {quote.carried_by - 1}" if quote.carried_by > 1 and not also else ""
    return (
        said,
        text((" […]" if kept != words else "") + " — "),
        bold(clip(clean(quote.speaker), 120)),
        text(f"{role} ("),
        link(f"{clip(clean(quote.outlet), 80)}{others}, {quote.date}", quote.link),
        text(f"; also {also})" if also else ")"),
    )


def _cut_at_word(words: str, most: int) -> str:
    return clip(words, most).removesuffix("…")


def _closing(content: DigestContent, thread: bool) -> str:
    said, place = [], "in the thread" if thread else "left out"
    if content.more:
        said.append(f"{count_of(len(content.more), 'more story', 'more stories')} {place}.")
    if content.seen_again:
        said.append(f"{count_of(content.seen_again, 'story', 'stories')} you know, without news, left out.")
    if thread:
        said.append("Full quotes and sources in the thread.")
    return " ".join(said)


def _quiet_line(content: DigestContent) -> str:
    if content.seen_again:
        known = count_of(content.seen_again, "story that you know was", "stories that you know were")
        return f"Nothing new on this topic: only {known} carried again."
    return f"Nothing{' new' if content.glance.articles else ''} came in on this topic."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _thread(content: DigestContent) -> list[Message]:
    """The details, packed into as few messages as they fit in."""
    if content.quiet:
        return []
    groups = [_details(number, story) for number, story in enumerate(content.stories, 1)]
    if content.more:
        more = tuple(_source_line(source) for source in content.more[:MOST_MORE])
        groups.append([Paragraph((line(bold("More stories")),)), Bullets(more)])
    packed = _pack(groups)
    if content.ask:
        packed[-1].append(Buttons(tuple(Button(label, ASK, command) for label, command in content.ask)))
    fallback = f"Quotes and sources: {content.topic}, {content.date}"
    return [render_message(parts, fallback) for parts in packed]


def _details(number: int, story: StoryItem) -> list[Part]:
    parts: list[Part] = [Rule()] if number > 1 else []
    parts.append(Paragraph((line(bold(f"{number}. "), link(clip(clean(story.headline), 200), story.link)),)))
    parts.extend(Paragraph((quote_line(quote),), quoted=True) for quote in story.quotes[:5])
    parts.append(Bullets(tuple(_source_line(source) for source in story.sources[:MOST_SOURCES])))
    left = len(story.sources) - MOST_SOURCES
    if left > 0:
        parts.append(Small(f"and {left} more"))
    return parts


def _source_line(source: SourceItem) -> Line:
    mark = f" ({clip(clean(source.mark), 60)})" if source.mark else ""
    title = link(clip(clean(source.title), 140) or "untitled", source.link)
    return line(f"{clip(clean(source.outlet), 80)}, {source.date}: ", title, mark)


def _pack(groups: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """Groups in order, as many in a message as fit with room for buttons; the last takes what is left."""
    packed: list[list[Part]] = [[]]
    for group in groups:
        together = render_blocks([*packed[-1], *group])
        full = (
            count_characters(together) > MOST_CHARACTERS - 1_000
            or len(packed[-1]) + len(group) > MOST_BLOCKS - 2
        )
        if packed[-1] and full and len(packed) < MOST_THREAD:
            packed.append([])
        packed[-1].extend(group)
    return packed
