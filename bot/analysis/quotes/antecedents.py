"""Whom "he", "she", "they" or "it" means at the head of a quote, where the sentence before leaves no doubt."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter

from bot.analysis.document import Cast, Document, Naming
from bot.analysis.lexicon.words import load_words
from bot.model.findings import Quote, QuoteKind, Span

_HEAD = re.compile(r"(he|she|they|it)\s+(\w+)", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"\b(?:of|about)\s(?:the\s)?$", re.IGNORECASE)
_GENDERS = {"he": "m", "she": "f"}
_REACH = 400  # characters of a sentence, of whatever length, that are looked at


class Sentences:
    """The sentences of a document's parse, by their places in the text."""

    def __init__(self, document: Document) -> None:
        self._starts = [
            paragraph.start + sentence.start_char
            for paragraph in document.paragraphs
            for sentence in paragraph.doc.sents
        ]
        self._length = len(document.text)

    def number_at(self, place: int) -> int:
        """The number of the sentence that holds an offset of the text."""
        return bisect_right(self._starts, place) - 1

    def span(self, number: int) -> Span:
        """Where a sentence begins and the next one begins; empty where there is no such sentence."""
        if not 0 <= number < len(self._starts):
            return (0, 0)
        return (self._starts[number], [*self._starts[number + 1 : number + 2], self._length][0])


class Antecedents:
    """Tells of which actor a quote speaks that begins with a pronoun."""

    def __init__(self, document: Document, cast: Cast, sentences: Sentences) -> None:
        self._document = document
        self._cast = cast
        self._sentences = sentences

    def meant_by(self, quote: Quote) -> str | None:
        """The actor meant by the pronoun with which the quote begins, or None where that is open.

        A person is meant by "he" or "she" as the only one of the sentence before, or as the one of whom the
        quote's own sentence says that it speaks; a state or body by "they" or "it" as the subject of the sentence
        before, if the quote tells what it wants or thinks rather than how it looks.
        """
        head = _HEAD.match(quote.content)
        if head is None or quote.kind is not QuoteKind.DIRECT:
            return None
        pronoun, verb = head.group(1).lower(), head.group(2).lower()
        if pronoun in _GENDERS:
            return self._person(quote, _GENDERS[pronoun])
        return self._body(quote) if verb in _minds() else None

    def _person(self, quote: Quote, gender: str) -> str | None:
        own = self._sentences.number_at(quote.start)
        start = max(self._sentences.span(own)[0], quote.start - _REACH)
        for naming in self._cast.within(start, quote.start):
            spoken_of = _SPOKEN_OF.search(self._document.text[max(0, naming.start - 8) : naming.start])
            if spoken_of and self._is_person(naming, gender):
                return naming.actor if naming.actor != quote.speaker_id else None
        people = {n.actor for n in self._before(own) if self._is_person(n, gender)} - {quote.speaker_id}
        return people.pop() if len(people) == 1 else None

    def _body(self, quote: Quote) -> str | None:
        before = self._before(self._sentences.number_at(quote.start))
        subjects = {n.actor for n in before if self._is_subject(n)} - {quote.speaker_id}
        member = self._cast.members.get(subjects.pop()) if len(subjects) == 1 else None
        return member.id if member is not None and member.kind != "person" else None

    def _before(self, number: int) -> list[Naming]:
        start, end = self._sentences.span(number - 1)
        return list(self._cast.within(max(start, end - _REACH), end))

    def _is_person(self, naming: Naming, gender: str) -> bool:
        member = self._cast.members.get(naming.actor)
        return member is not None and member.kind == "person" and member.gender in (gender, None)

    def _is_subject(self, naming: Naming) -> bool:
        """Whether the name alone, without "and" another, is what the sentence tells of."""
        if naming.by == "demonym":
            return False
        paragraphs = self._document.paragraphs
        home = paragraphs[bisect_right(paragraphs, naming.start, key=attrgetter("start")) - 1]
        span = home.doc.char_span(naming.start - home.start, naming.end - home.start, alignment_mode="expand")
        if not span or span.root.dep_ not in ("nsubj", "nsubjpass"):
            return False
        return not any(child.dep_ in ("conj", "cc") for child in span.root.children)


@lru_cache(maxsize=1)
def _minds() -> frozenset[str]:
    return frozenset(load_words("about.toml")["minds"])
