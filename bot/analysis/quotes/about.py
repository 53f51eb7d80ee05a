"""What quotes speak of: actors and themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.analysis.document import Cast, Document
from bot.analysis.quotes.antecedents import Antecedents, Sentences
from bot.model.findings import Quote, QuoteKind, Span

ThemesOf = Callable[[str], Iterable[str]]
"""Ids of the themes that a passage speaks of."""

_REACH = 100  # characters of its sentence, before and behind a fragment, that tell what it is about


def tell_subjects(
    document: Document, cast: Cast, quotes: Sequence[Quote], themes: ThemesOf | None
) -> Iterator[Quote]:
    """The quotes with `about` set: ids of the actors, then of the themes, of which each speaks.

    "Russian gas" speaks of Russia. A fragment takes the actors and themes that its sentence names near it, without its
    speaker; a quote that begins with a pronoun takes the one actor whom it can mean. Whom "we" means is left open.
    """
    sentences = Sentences(document)
    antecedents = Antecedents(document, cast, sentences)
    for quote in quotes:
        start, end = _passage(document.text, quote, sentences)
        meant = antecedents.meant_by(quote)
        named = [naming.actor for naming in cast.within(start, end) if naming.actor != quote.speaker_id]
        found = themes(document.text[start:end]) if themes is not None else ()
        yield replace(quote, about=tuple(dict.fromkeys((*([meant] if meant else []), *named, *found))))


def _passage(text: str, quote: Quote, sentences: Sentences) -> Span:
    """The quote, a fragment with the words near it: at the far end of a long sentence other things are told."""
    if quote.kind is not QuoteKind.MIXED:
        return quote.start, quote.end
    first, last = sentences.span(sentences.number_at(quote.start))
    start, end = max(first, quote.start - _REACH), max(quote.end, min(last, quote.end + _REACH))
    while start > max(first, quote.start - 2 * _REACH) and not text[start - 1].isspace():
        start -= 1  # to the beginning of a word
    while end < min(last, quote.end + 2 * _REACH) and not text[end].isspace():
        end += 1
    return start, end
