"""The sentences of a collection, each word with the kind that it is of: nouns make terms, names do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Token

from bot.analysis.passages import MAX_PASSAGE, passages
from bot.model.findings import Span

MOST_PASSAGES = 20_000
"""Most sentences of one collection that are read: the first ones."""
_LEAST_WORDS = 6  # of a sentence
_ACRONYM = range(3, 8)  # letters of a name in capitals that makes a term by itself
_UNNAMED = ("PERSON", "GPE", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL")
_READ = ("tok2vec", "tagger", "attribute_ruler", "ner")  # components that tell kinds


class Kind(StrEnum):
    """What a word may be in a term."""

    NOUN = "noun"
    ADJECTIVE = "adjective"
    NAME = "name"  # only before a noun: "US influence"
    ACRONYM = "acronym"  # of a body: "NATO"
    OTHER = "other"  # ends a phrase


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word and its kind."""

    text: str
    kind: Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence of the collection."""

    document: int
    place: Span | None  # None for a headline
    words: tuple[Tagged, ...]


def tag_passages(texts: Sequence[str], titles: Sequence[str | None], nlp: Language) -> list[Passage]:
    """The headlines, and all sentences that are long enough to say something; each wording once."""
    found = list(islice(_distinct(texts, titles), MOST_PASSAGES))
    unread = [name for name in nlp.pipe_names if name not in _READ]
    docs = nlp.pipe((wording for _, _, wording in found), disable=unread, batch_size=64)
    return [
        Passage(document=number, place=place, words=tuple(_tag(doc)))
        for (number, place, _), doc in zip(found, docs, strict=True)
        if _says_something(doc)
    ]


def _distinct(texts: Sequence[str], titles: Sequence[str | None]) -> Iterator[tuple[int, Span | None, str]]:
    """Document, place and wording of each headline and sentence that did not come before."""
    seen: set[str] = set()
    for number, (text, title) in enumerate(zip(texts, titles, strict=True)):
        places: list[tuple[Span | None, str]] = [(None, title[:MAX_PASSAGE])] if title else []
        places += [((start, end), text[start:end]) for start, end in passages(text)]
        for place, wording in places:
            key = " ".join(wording.lower().split())
            if key not in seen:
                seen.add(key)
                yield number, place, wording


def _says_something(doc: Doc) -> bool:
    return sum(1 for token in doc if token.is_alpha) >= _LEAST_WORDS


def _tag(doc: Doc) -> Iterator[Tagged]:
    for token in doc:
        kind = _kind(token)
        if kind is Kind.ACRONYM and _is_shouted(doc, token.i):
            kind = Kind.OTHER
        yield Tagged(token.text, kind)


def _is_shouted(doc: Doc, at: int) -> bool:
    """Whether a word in capitals stands among others in capitals, as in a heading or the line of an agency."""
    near = [doc[i].text for i in (at - 1, at + 1) if 0 <= i < len(doc)]
    return any(text.isupper() and len(text) in _ACRONYM for text in near)


def _kind(token: Token) -> Kind:
    text = token.text
    if not text.replace("-", "").isalpha():
        return Kind.OTHER
    if token.tag_ in ("NNP", "NNPS") or token.ent_type_ in ("GPE", "NORP"):
        body = text.isupper() and len(text) in _ACRONYM and token.ent_type_ not in _UNNAMED
        return Kind.ACRONYM if body else Kind.NAME if token.ent_type_ in ("GPE", "NORP") else Kind.OTHER
    if token.ent_type_ in _UNNAMED:
        return Kind.OTHER
    if token.tag_ in ("NN", "NNS"):
        return Kind.NOUN
    return Kind.ADJECTIVE if token.tag_ in ("JJ", "VBN") and text.islower() else Kind.OTHER
