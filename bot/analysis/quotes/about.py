"""What quotes speak of: actors and themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.analysis.document import Cast, Document
from bot.analysis.quotes.antecedents import Antecedents, Sentences
from bot.model.findings import Quote, QuoteKind, Span

ThemesOf = Callable[[str], Iterable[str]]
"""Ids of the themes that a passage speaks of."""

_REACH = 300  # characters of a sentence before and behind a fragment that may tell what it is about


def tell_subjects(
    document: Document, cast: Cast, quotes: Sequence[Quote], themes: ThemesOf | None
) -> Iterator[Quote]:
    """The quotes with `about` set: ids of the actors, then of the themes, of which each speaks.

    "Russian gas" speaks of Russia. A fragment takes the actors and themes of the sentence around it, without its
    speaker; a quote that begins with a pronoun takes the one actor whom it can mean. Whom "we" means is left open.
    """
    sentences = Sentences(document)
    antecedents = Antecedents(document, cast, sentences)
    for quote in quotes:
        start, end = _passage(quote, sentences)
        meant = antecedents.meant_by(quote)
        named = [naming.actor for naming in cast.within(start, end) if naming.actor != quote.speaker_id]
        found = themes(document.text[start:end]) if themes is not None else ()
        yield replace(quote, about=tuple(dict.fromkeys((*([meant] if meant else []), *named, *found))))


def _passage(quote: Quote, sentences: Sentences) -> Span:
    if quote.kind is not QuoteKind.MIXED:
        return quote.start, quote.end
    first, last = sentences.span(sentences.number_at(quote.start))
    return max(first, quote.start - _REACH), max(quote.end, min(last, quote.end + _REACH))
