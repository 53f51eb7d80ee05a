"""Firms and other bodies that neither the table nor a full name tells, by their name in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Member, Paragraph
from bot.analysis.lexicon.words import load_words, word_set
from bot.analysis.missed_names import speaks_beside
from bot.analysis.names import gender_of, slug

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
FIRM_WORDS = frozenset(
    {"inc", "ltd", "plc", "corp", "llc", "ag", "gmbh", "holdings", "group", "industries", "systems", "dynamics", "motors",
     "airlines", "airways", "pharmaceuticals", "technologies", "energy", "partners", "capital", "shipping", "foods", "media"}
)  # fmt: skip
"""Last words of the names of firms, lower case."""


def find_firms(document: Document, cast: Cast) -> Iterator[tuple[str, Member]]:
    """Names of bodies that act in the text, each with the body; the short form of a longer name means the same."""
    found: dict[str, Member] = {}
    for paragraph in document.paragraphs:
        for entity in paragraph.doc.ents:
            name = _ARTICLE.sub("", _POSSESSIVE.sub("", entity.text))
            span = paragraph.span_of(entity)
            if entity.label_ == "ORG" and name not in found and _may_be_body(name) and cast.at(*span) is None:
                kind = _kind_of_body(paragraph, entity, name)
                if kind is not None:
                    found[name] = Member(
                        id=slug(name), name=name, kind="organisation", known=False, sector=kind or None
                    )
    yield from found.items()
    yield from _short_forms(found)


def _short_forms(found: dict[str, Member]) -> Iterable[tuple[str, Member]]:
    """ "Brightwater" for "Brightwater Shipping", where no other body's name begins so."""
    firsts: dict[str, list[Member]] = {}
    for name, member in found.items():
        first = name.split()[0]
        if " " in name and len(first) > 3 and first not in found and gender_of(f"{first} x") is None:
            firsts.setdefault(first, []).append(member)
    return [(first, members[0]) for first, members in firsts.items() if len(members) == 1]


def _may_be_body(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= 5
        and len(name) > 2
        and all(word[0].isupper() or word in ("of", "and", "&", "for", "the") for word in words)
        and not word_set("no_firm") & {word.casefold() for word in words}
        and not name.isupper()
    )


def _kind_of_body(paragraph: Paragraph, entity: DocSpan, name: str) -> str | None:
    """ "company" for a firm, "" for another body that the grammar shows as one, None for anything else."""
    nouns = {token.lemma_.lower() for token in _apposed(entity.root)}
    lists = load_words("speakers.toml")
    if nouns & set(lists["firms"]) or name.split()[-1].casefold().rstrip(".") in FIRM_WORDS:
        return "company"
    if nouns & set(lists["bodies"]):
        return ""
    acts = entity.root.dep_ == "nsubj" and speaks_beside(paragraph.text, entity.start_char, entity.end_char)
    return "" if acts else None


def _apposed(token: Token) -> Iterator[Token]:
    """What the token stands beside as the same thing: "K-Volt, the power company", "the power company, K-Volt"."""
    yield from (child for child in token.children if child.dep_ == "appos")
    if token.dep_ in ("appos", "compound") and token.head is not token:
        yield token.head
