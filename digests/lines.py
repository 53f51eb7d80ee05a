"""One quote, one article, one thing that is new → a line that shows it. Pure."""

from __future__ import annotations

from bot.slack.limits import length
from digests.content import DigestContent, NewItem, QuoteItem, SourceItem, TalkItem
from digests.items import count_of
from digests.lead import cut_at_sentence
from digests.mrkdwn import clean, clip
from digests.page import Bullets, Line, Paragraph, Part, bold, italic, line, link, text

FULL_QUOTE = 2_000


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


def source_line(source: SourceItem) -> Line:
    """An article with its outlet, date and mark."""
    mark = f" ({clip(clean(source.mark), 60)})" if source.mark else ""
    title = link(clip(clean(source.title), 140) or "untitled", source.link)
    return line(f"{clip(clean(source.outlet), 80)}, {source.date}: ", title, mark)


def lay_out_news(content: DigestContent) -> list[Part]:
    """What is new, and who talks more than usual; nothing where there is neither."""
    parts: list[Part] = []
    if content.talking:
        talkers = tuple(_talk_line(item) for item in content.talking)
        parts += [Paragraph((line(bold("Talking more than usual")),)), Bullets(talkers)]
    if content.new:
        parts += [
            Paragraph((line(bold("New here")),)),
            Bullets(tuple(_new_line(item) for item in content.new)),
        ]
    return parts


def _talk_line(item: TalkItem) -> Line:
    quoted = count_of(item.stories, "story", "stories")
    return line(bold(clip(clean(item.speaker), 120)), f": quoted in {quoted}, usually {item.usual:g}")


def _new_line(item: NewItem) -> Line:
    named = f" ({count_of(item.outlets, 'outlet', 'outlets')})" if item.outlets else ""
    first = (": ", link(clip(clean(item.headline), 140), item.link)) if item.headline else ()
    return line(bold(clip(clean(item.name), 120)), named, *first)
