"""Where noun phrases begin, and what stands right behind hidden speech."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from bot.analysis.document import Paragraph

NOUNS = ("PROPN", "NOUN", "PRON")


@lru_cache(maxsize=32)
def _ids(words: frozenset[str]) -> frozenset[int]:
    return frozenset(get_string_id(word) for word in words)


def places_of(doc: Doc, words: frozenset[str]) -> Iterator[int]:
    """Where words (in small letters) stand in a parsed text. Asking each token for its letters costs ten times more."""
    ids = _ids(words)
    return (place for place, lower in enumerate(doc.to_array("LOWER").tolist()) if lower in ids)


def after_quotation(token: Token, paragraph: Paragraph) -> bool:
    """Whether only marks and dashes stand between hidden speech and this token."""
    at = token.idx + paragraph.start
    for _, end in reversed(paragraph.masked):
        if end <= at:
            between = paragraph.text[end - paragraph.start : token.idx]
            return len(between) < 12 and not any(c.isalnum() for c in between)
    return False


def phrase_head(token: Token) -> Token | None:
    """The head of the noun phrase that `token` begins."""
    for _ in range(8):
        head = token.head
        if token.dep_ not in (
            "det",
            "compound",
            "amod",
            "poss",
            "nummod",
            "nmod",
            "case",
            "predet",
            "advmod",
            "npadvmod",
            "quantmod",
        ):
            break
        if head.i <= token.i or head.i - token.i > 12:
            break
        token = head
    named = token.text[:1].isupper() and not token.is_sent_start
    return token if named or token.pos_ in (*NOUNS, "DET", "NUM", "ADJ", "X") else None
