"""What a quote is about, and whether it is worth a digest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.analysis.document import Cast, Document
from bot.analysis.quotes.speech import word_count
from bot.model.findings import Quote, QuoteKind, Span

ThemesOf = Callable[[str], Iterable[str]]
"""Ids of the themes that a passage speaks of."""

_SENTENCE_START = re.compile(r"[.!?]['\"”’]?\s|\n")
_BOILERPLATE = re.compile(
    r"\b(?:declined to comment|no comment|thank you|good (?:morning|afternoon|evening)|any comment|more questions|"
    r"will release information|in due course|follow[- ]up)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"^(?:and|but|so|or|because|it|that|this|these|those|he|she|they|him|them|here|there)\b", re.IGNORECASE
)
_LEAST, _MOST = 7, 90  # words of a quote that can stand alone in a digest
_SURE = 0.75
_AT_MOST = 5  # key quotes an article


def spoken_of(document: Document, cast: Cast, quote: Quote, themes: ThemesOf | None) -> tuple[str, ...]:
    """Ids of the actors, then of the themes, that the quote speaks of.

    A fragment takes those of the sentence around it, without its speaker.
    """
    start, end = quote.start, quote.end
    if quote.kind is QuoteKind.MIXED:
        start, end = _sentence_around(document.text, start, end)
    speaker = quote.speaker_id
    actors = dict.fromkeys(naming.actor for naming in cast.within(start, end) if naming.actor != speaker)
    found = dict.fromkeys(themes(document.text[start:end])) if themes is not None else {}
    return (*actors, *found)


def _sentence_around(text: str, start: int, end: int) -> Span:
    first = start
    for match in _SENTENCE_START.finditer(text, max(0, start - 400), start):
        first = match.end()
    first = first if first != start else max(0, start - 200)
    after = _SENTENCE_START.search(text, end, end + 300)
    return first, after.start() if after else min(len(text), end + 100)


def mark_key(quotes: Sequence[Quote], cast: Cast) -> tuple[Quote, ...]:
    """The quotes with `key` set on the few that are worth a digest."""
    ranked = sorted(
        (i for i, quote in enumerate(quotes) if _is_worthy(quote)),
        key=lambda i: (-_value(quotes[i], cast), i),
    )
    chosen: set[int] = set()
    words: list[set[str]] = []
    for i in ranked:
        mine = set(re.findall(r"\w+", quotes[i].content.casefold()))
        if len(chosen) < _AT_MOST and not any(len(mine & other) > 0.6 * len(mine) for other in words):
            chosen.add(i)
            words.append(mine)
    return tuple(replace(quote, key=True) if i in chosen else quote for i, quote in enumerate(quotes))


def _is_worthy(quote: Quote) -> bool:
    """Said by somebody with a name, long enough to stand alone, and no mere courtesy."""
    words = word_count(quote.content)
    least = _LEAST - 2 if quote.kind is QuoteKind.MIXED else _LEAST
    if quote.kind is QuoteKind.INDIRECT or quote.speaker_name is None or quote.confidence < _SURE:
        return False
    return (
        least <= words <= _MOST and not _BOILERPLATE.search(quote.content) and not quote.content.endswith("?")
    )


def _value(quote: Quote, cast: Cast) -> float:
    member = cast.members.get(quote.speaker_id or "")
    value = 1.0 if member is not None and member.known else (0.5 if quote.speaker_role else 0.2)
    value += 0.3 * min(3, len(quote.about))
    value += 0.2 if quote.kind is QuoteKind.DIRECT else 0.0
    value -= 0.4 if _HANGING.match(quote.content) else 0.0
    return value + 0.01 * min(30, word_count(quote.content))
