"""What a digest says → one page with everything in it, for a document or an e-mail. Pure.

Nothing is left out for want of room: all key quotes and sources of a story stand below it.
"""

from __future__ import annotations

from digests.content import DigestContent, StoryItem
from digests.layout import describe_glance, tell_about, tell_quiet
from digests.lines import lay_out_news, quote_line, source_line
from digests.mrkdwn import clean
from digests.page import Bullets, Heading, Paragraph, Part, Small, bold, italic, line


def lay_out_report(content: DigestContent) -> tuple[Part, ...]:
    """The whole digest."""
    parts: list[Part] = [
        Heading(title_of(content)),
        Small(" ".join(filter(None, (content.period, content.late)))),
    ]
    if content.quiet:
        return (*parts, Paragraph((line(tell_quiet(content)),)))
    parts.append(Paragraph((line(bold(describe_glance(content.glance))),)))
    for number, story in enumerate(content.stories, 1):
        parts.extend(_story(number, story))
    if content.quotes:
        parts.append(Heading("Also said", level=2))
        parts.append(Bullets(tuple(quote_line(quote) for quote in content.quotes)))
    parts.extend(lay_out_news(content))
    if content.more:
        parts.append(Heading("More stories", level=2))
        parts.append(Bullets(tuple(source_line(source) for source in content.more)))
    return tuple(parts)


def title_of(content: DigestContent) -> str:
    """ "Theme Energy · Sat 21 Nov 2026"."""
    topic = clean(content.topic)
    return f"{topic[:1].upper()}{topic[1:]} · {content.date}"


def _story(number: int, story: StoryItem) -> list[Part]:
    update = "Update: " if story.update else ""
    parts: list[Part] = [Heading(f"{number}. {update}{story.headline}", level=2)]
    told = [line(bold("New: "), story.news)] if story.update and story.news else []
    told += [line(story.summary)] if story.summary else []
    parts.append(Paragraph((*told, line(italic(tell_about(story))))))
    parts.extend(Paragraph((quote_line(quote),), quoted=True) for quote in story.quotes)
    parts.append(Bullets(tuple(source_line(source) for source in story.sources)))
    return parts
