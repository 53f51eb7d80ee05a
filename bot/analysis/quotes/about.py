"""What a quote speaks of: actors and themes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.analysis.document import Cast, Document
from bot.model.findings import Quote, QuoteKind, Span

ThemesOf = Callable[[str], Iterable[str]]
"""Ids of the themes that a passage speaks of."""

_SENTENCE_START = re.compile(r"[.!?]['\"”’]?\s|\n")


def spoken_of(document: Document, cast: Cast, quote: Quote, themes: ThemesOf | None) -> tuple[str, ...]:
    """Ids of the actors, then of the themes, that the quote speaks of, each once.

    A fragment takes those of the sentence around it, without its speaker.
    """
    start, end = quote.start, quote.end
    if quote.kind is QuoteKind.MIXED:
        start, end = _sentence_around(document.text, start, end)
    speaker = quote.speaker_id
    actors = [naming.actor for naming in cast.within(start, end) if naming.actor != speaker]
    found = themes(document.text[start:end]) if themes is not None else ()
    return tuple(dict.fromkeys((*actors, *found)))


def _sentence_around(text: str, start: int, end: int) -> Span:
    first = start
    for match in _SENTENCE_START.finditer(text, max(0, start - 400), start):
        first = match.end()
    first = first if first != start else max(0, start - 200)
    after = _SENTENCE_START.search(text, end, end + 300)
    return first, after.start() if after else min(len(text), end + 100)
