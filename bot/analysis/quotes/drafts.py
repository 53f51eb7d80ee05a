"""What may be a quote, before its speaker is known: from marks, from clauses, from quotations within speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter

from bot.analysis.document import Document, Paragraph
from bot.analysis.marks import Quoted
from bot.analysis.parse import is_detached
from bot.analysis.quotes.attach import (
    Link,
    attach_detached,
    attach_fragment,
    attach_parenthetical,
    labelled_name,
    trailing_name,
)
from bot.analysis.quotes.attributions import Attribution
from bot.analysis.quotes.indirect import find_clauses
from bot.analysis.quotes.speech import is_heading, is_named_thing, is_naming, is_term, word_count
from bot.model.findings import QuoteKind, Span

_REACH = 500  # characters around a quotation in which its attribution stands
_LONG = 8  # words from which a fragment that nothing governs is still speech
_GAP = re.compile(
    r",?;?\s(?:(?:and|while|but)\s)?((?:the\s)?[A-Z][\w’'-]*(?:\s(?:of\s)?[A-Z][\w’'-]*){0,4})(?:,|\sas)?\s"
)
Found = Mapping[int, tuple[Attribution, ...]]
"""Attributions by the number of their paragraph."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that somebody says."""

    parts: tuple[Span, ...]  # by paragraph
    kind: QuoteKind
    paragraph: Paragraph  # of the first part
    open: int  # of the opening mark, or of the words
    close: int  # behind the closing mark
    link: Link | None = None  # None: the speaker must carry over
    trailing: Span | None = None  # the name behind a dash
    depth: int = 0


def draft_quotations(
    document: Document, paragraph_of: Mapping[int, Paragraph], found: Found
) -> Iterator[Draft]:
    """The quotations in marks that are speech, in order."""
    before: Draft | None = None
    for quoted in document.quoted:
        if quoted.depth == 0:
            paragraph = paragraph_of[quoted.open]
            last = paragraph_of[quoted.parts[-1][0]] if len(quoted.parts) > 1 else paragraph
            more = found[last.index] if last is not paragraph else ()
            near = _near(quoted, (*found[paragraph.index], *more))
            draft = _from_marks(document, quoted, paragraph, near)
            link = attach_gapped(paragraph, quoted, before) if before is not None else None
            if link is not None and (draft is None or draft.kind is QuoteKind.MIXED):
                draft = _draft(quoted, paragraph, QuoteKind.MIXED, link)
            before = draft
            if draft is not None:
                yield draft


def attach_gapped(paragraph: Paragraph, quoted: Quoted, before: Draft) -> Link | None:
    """The verb of the fragment before, where only a second subject is printed: "Rome called it “…” and Oslo “…”"."""
    if before.link is None or before.paragraph is not paragraph or before.close > quoted.open:
        return None
    cue = before.link.attribution
    gap = _GAP.fullmatch(paragraph.text, before.close - paragraph.start, quoted.open - paragraph.start)
    if gap is None or before.kind is not QuoteKind.MIXED or cue.start > before.open:
        return None
    span = paragraph.doc.char_span(*gap.span(1))
    if span is None:
        return None
    start, end = paragraph.start + gap.start(1), paragraph.start + gap.end(1)
    return Link(replace(cue, speaker=span[-1], start=start, end=end, carrier=None), "tree")


def _near(quoted: Quoted, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions that stand close enough to govern a quotation; they are in order of their cues."""
    places = [a.paragraph.start + a.cue.idx for a in attributions]
    return attributions[
        bisect_left(places, quoted.open - _REACH) : bisect_right(places, quoted.close + _REACH)
    ]


def _from_marks(
    document: Document, quoted: Quoted, paragraph: Paragraph, attributions: tuple[Attribution, ...]
) -> Draft | None:
    content = document.text[quoted.start : quoted.end]
    if is_named_thing(document, quoted) or is_heading(quoted, paragraph, content):
        return None
    if is_detached(document.text, quoted):
        return _from_detached(document, quoted, paragraph, attributions)
    if is_naming(document, quoted):
        return None
    link = attach_fragment(paragraph, quoted, attributions)
    if is_term(document, quoted, paragraph):
        return None
    link = link or attach_parenthetical(document, quoted, attributions)
    words = word_count(document.text[quoted.start : quoted.end])
    if link is None and words < _LONG:
        return None
    return _draft(quoted, paragraph, QuoteKind.MIXED, link)


def _from_detached(
    document: Document, quoted: Quoted, paragraph: Paragraph, attributions: tuple[Attribution, ...]
) -> Draft | None:
    link = attach_detached(document, quoted, attributions)
    link = link or attach_parenthetical(document, quoted, attributions)
    firm = link is not None and link.way in ("behind", "before")
    if not firm and is_naming(document, quoted):
        return None
    trailing = None
    if link is None or link.way == "sentence":
        trailing = trailing_name(document, quoted) or labelled_name(paragraph, quoted)
    content = document.text[quoted.start : quoted.end]
    if link is None and trailing is None and word_count(content) < 3 and content[-1] not in ".!?,":
        return None
    return _draft(quoted, paragraph, QuoteKind.DIRECT, link, trailing)


def _draft(
    quoted: Quoted, paragraph: Paragraph, kind: QuoteKind, link: Link | None, trailing: Span | None = None
) -> Draft:
    return Draft(quoted.parts, kind, paragraph, quoted.open, quoted.close, link, trailing, quoted.depth)


def draft_nested(document: Document, found_inside: Found) -> Iterator[Draft]:
    """Quotations within hidden speech that have a speaker of their own."""
    nested = [quoted for quoted in document.quoted if quoted.depth > 0]
    opens = [quoted.open for quoted in nested]
    for paragraph in document.inner:
        for quoted in nested[bisect_left(opens, paragraph.start) : bisect_left(opens, paragraph.end)]:
            if is_naming(document, quoted) or is_term(document, quoted, paragraph):
                continue
            attributions = tuple(a for a in found_inside[paragraph.index] if _is_somebody_else(a))
            link = attach_fragment(paragraph, quoted, attributions)
            link = link or attach_detached(document, quoted, attributions)
            if link is not None:
                kind = QuoteKind.DIRECT if is_detached(document.text, quoted) else QuoteKind.MIXED
                yield _draft(quoted, paragraph, kind, link)


def _is_somebody_else(attribution: Attribution) -> bool:
    """Whether the outer speaker reports another's words, not their own or what some may say."""
    return not attribution.weak and attribution.speaker.lower_ not in ("i", "we", "you", "they", "who")


def draft_clauses(document: Document, found: Found, taken: list[Draft]) -> Iterator[Draft]:
    """Reported clauses that hold no quotation of their own."""
    spoken = sorted((draft.open, draft.close) for draft in taken)
    for paragraph in document.paragraphs:
        last_end = -1
        for attribution, (start, end) in find_clauses(paragraph, found[paragraph.index]):
            if start < last_end or _overlaps(spoken, start, end):
                continue
            last_end = end
            yield Draft(
                ((start, end),), QuoteKind.INDIRECT, paragraph, start, end, Link(attribution, "clause")
            )


def _overlaps(spoken: list[Span], start: int, end: int) -> bool:
    """Whether a quotation of `spoken` (in order, side by side) shares a character with [start, end)."""
    number = bisect_right(spoken, start, key=itemgetter(1))
    return number < len(spoken) and spoken[number][0] < end
