"""Quotes, events and articles as lines with outlet, date and link. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.model.findings import EventClass
from bot.model.stored import ArticleCard, StoredEvent, StoredQuote
from bot.query.write import Names
from digests.items import article_date, outlet_name, quote_item
from digests.lead import sentence_around, without_dateline
from digests.lines import quote_line
from digests.mrkdwn import clean, clip
from digests.page import Line, Paragraph, Part, bold, italic, line, link
from handlers.wordings import name_outlets, wording_lines

LONGEST_QUOTE = 600
LONGEST_SENTENCE = 320
MOST_OUTLETS = 5  # named beside the first one
_COVERED = 0.6  # a quote that is most of its sentence needs no sentence beside it
_CLASSES = {
    EventClass.VERBAL_COOPERATION: "cooperation in words",
    EventClass.MATERIAL_COOPERATION: "cooperation in deeds",
    EventClass.VERBAL_CONFLICT: "conflict in words",
    EventClass.MATERIAL_CONFLICT: "conflict in deeds",
}


def quote_parts(quotes: Sequence[StoredQuote], zone: ZoneInfo) -> list[Part]:
    """Quotes under one another; a sentence that holds several of them is shown with the last."""
    sentences = [sentence_around(stored.sentence, stored.quote.content) for stored in quotes]
    after = [*sentences[1:], None][: len(sentences)]
    return [
        Paragraph(_quote_lines(stored, "" if sentence == following else sentence, zone), quoted=True)
        for stored, sentence, following in zip(quotes, sentences, after, strict=True)
    ]


def _quote_lines(stored: StoredQuote, sentence: str, zone: ZoneInfo) -> tuple[Line, ...]:
    """A quote with its speaker and source; the sentence where the quote is only a part of it."""
    also = name_outlets(stored.outlets[1:], MOST_OUTLETS)
    lines = [(*quote_line(quote_item(stored, zone), LONGEST_QUOTE, also=also), *_mark_pieces(stored.article))]
    if len(stored.quote.content) < _COVERED * len(sentence):
        lines.append(line(italic(clip(clean(sentence), LONGEST_SENTENCE))))
    return (*lines, *wording_lines(stored.wordings))


def event_lines(stored: StoredEvent, names: Names, zone: ZoneInfo) -> tuple[Line, ...]:
    """Who did what to whom, and the sentence that says so with its source."""
    event = stored.event
    source = _who(event.source, event.source_text, names)
    target = _who(event.target, event.target_text, names)
    verb = ("not " if event.negated else "") + event.verb
    return (
        line(bold(f"{source} → {target}"), f": {verb} ({_CLASSES[event.event_class]})"),
        line(
            clip(clean(without_dateline(stored.sentence)), LONGEST_SENTENCE),
            " — ",
            *_place(stored.article, zone),
        ),
    )


def article_line(article: ArticleCard, zone: ZoneInfo) -> Line:
    """A headline with outlet and date."""
    title = link(clip(clean(article.title), 160) or "untitled", article.link)
    return (
        *line(title, f" — {outlet_name(article)}, {article_date(article, zone)}"),
        *_mark_pieces(article),
    )


def article_marks(article: ArticleCard) -> str:
    """What a reader must know before citing it: "teaser only", "blocked (403)", "state-owned"; "" for nothing."""
    note = article.note or ("teaser only" if article.teaser else "")
    owned = "state-owned" if article.outlet and article.outlet.state_owned else ""
    return ", ".join(filter(None, (note, owned)))


def _mark_pieces(article: ArticleCard) -> Line:
    marks = article_marks(article)
    return (italic(f" [{clip(clean(marks), 80)}]"),) if marks else ()


def _who(ids: tuple[str, ...], printed: tuple[str, ...], names: Names) -> str:
    """The names of the actors; as printed where one of them is in no table."""
    known = [name for actor in ids if (name := names.actor_name(actor)) != actor]
    shown = known if ids and len(known) == len(ids) else [clean(words) for words in printed]
    return clip(" and ".join(shown) or "somebody", 120)


def _place(article: ArticleCard, zone: ZoneInfo) -> Line:
    named = f"{clip(clean(outlet_name(article)), 80)}, {article_date(article, zone)}"
    return (link(named, article.link), *_mark_pieces(article))
