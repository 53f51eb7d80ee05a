"""The details of a digest → the messages of its thread. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.limits import count_characters
from bot.slack.message import Message
from digests.blocks import MOST_BLOCKS, MOST_CHARACTERS, render_blocks, render_message
from digests.content import DigestContent, StoryItem
from digests.lines import quote_line, source_line
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Button, Buttons, Paragraph, Part, Rule, Small, bold, line, link
from digests.places import FEEDBACK, WHY, DigestPlace, write_place

MOST_THREAD = 6  # messages of a thread: one a second, and nobody reads more
MOST_SOURCES = 15  # a story
MOST_MORE = 30
MOST_QUOTES = 5  # a story
ASK = "ask"  # the action of a button that answers with a command of its own


def lay_out_thread(content: DigestContent) -> list[Message]:
    """The details, packed into as few messages as they fit in."""
    if content.quiet:
        return []
    groups = [_details(number, story, content.place) for number, story in enumerate(content.stories, 1)]
    if content.more:
        more = tuple(source_line(source) for source in content.more[:MOST_MORE])
        groups.append([Paragraph((line(bold("More stories")),)), Bullets(more)])
    packed = _pack(groups)
    if content.ask:
        packed[-1].append(Buttons(tuple(Button(label, ASK, command) for label, command in content.ask)))
    fallback = f"Quotes and sources: {content.topic}, {content.date}"
    return [render_message(parts, fallback) for parts in packed]


def _details(number: int, story: StoryItem, place: DigestPlace | None) -> list[Part]:
    parts: list[Part] = [Rule()] if number > 1 else []
    parts.append(Paragraph((line(bold(f"{number}. "), link(clip(clean(story.headline), 200), story.link)),)))
    parts.extend(Paragraph((quote_line(quote),), quoted=True) for quote in story.quotes[:MOST_QUOTES])
    parts.append(Bullets(tuple(source_line(source) for source in story.sources[:MOST_SOURCES])))
    left = len(story.sources) - MOST_SOURCES
    if left > 0:
        parts.append(Small(f"and {left} more"))
    if place:
        parts.append(story_buttons(place, story.id))
    return parts


def story_buttons(place: DigestPlace, story: int) -> Buttons:
    """What may be asked of one story of a posted digest."""
    value = write_place(place.of_story(story))
    return Buttons((Button("Why is this here?", WHY, value), Button("Wrong?", FEEDBACK, value)))


def _pack(groups: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """Groups in order, as many in a message as fit with room for buttons; the last takes what is left."""
    packed: list[list[Part]] = [[]]
    characters = blocks = 0
    for group in groups:
        rendered = render_blocks(group)
        size = count_characters(rendered)
        full = characters + size > MOST_CHARACTERS - 1_000 or blocks + len(rendered) > MOST_BLOCKS - 2
        if packed[-1] and full and len(packed) < MOST_THREAD:
            packed.append([])
            characters = blocks = 0
        packed[-1].extend(group)
        characters, blocks = characters + size, blocks + len(rendered)
    return packed
