"""A naming, or a pronoun whose person is told, as the discourse sees it; and the person whom a text is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.document import Cast, Naming

_LEADS = 3  # sentences that a protagonist opens at least
_SHARE = 0.6  # of all sentences that people open
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming as the discourse sees it."""

    naming: Naming
    sentence: int  # number in the article
    weight: float  # how prominent its place in the sentence is
    token: Token | None  # None within hidden speech


def mentions_before(mentions: Sequence[Mention], place: int, since: int) -> Iterator[Mention]:
    """Of these mentions, in order of the text, those before `place` from sentence `since` on, the last one first."""
    for number in range(bisect_left(mentions, place, key=_place_of) - 1, -1, -1):
        if mentions[number].sentence < since:
            return
        yield mentions[number]


def protagonist(mentions: Iterable[Mention], cast: Cast, place: int) -> str | None:
    """The person who opens most of the clauses before `place` that people open, in a text about one person."""
    opened = Counter(
        mention.naming.actor
        for mention in mentions
        if mention.naming.start < place
        and cast.members[mention.naming.actor].kind == "person"
        and opens_clause_of(mention.token)
    )
    if not opened:
        return None
    actor, times = opened.most_common(1)[0]
    return actor if times >= _LEADS and times >= _SHARE * opened.total() else None


def first_subject(mentions: Iterable[Mention], cast: Cast, start: int, end: int) -> str | None:
    """The person who is the first subject in [start, end)."""
    inside = (
        mention.naming
        for mention in mentions
        if start <= mention.naming.start < end
        and cast.members[mention.naming.actor].kind == "person"
        and opens_clause_of(mention.token)
    )
    first = min(inside, key=lambda naming: naming.start, default=None)
    return first.actor if first is not None else None


def opens_clause_of(token: Token | None) -> bool:
    """Whether the token is a subject, or owns one: "her best idea was"."""
    if token is None:
        return False
    return token.dep_ in _SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in _SUBJECTS)


def _place_of(mention: Mention) -> int:
    return mention.naming.start
