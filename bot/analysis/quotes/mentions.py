"""A naming, or a pronoun whose person is told, as the discourse sees it; and the person whom a text is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.document import Cast, Naming
from bot.analysis.lexicon.cueforms import cue_classes

_LEADS = 3  # sentences that a protagonist opens at least
_SHARE = 0.6  # of all sentences that people open
_FOREMOST = 0.8  # weight of the subject of a sentence
_SHORT = 7  # tokens of a sentence that only leads to speech
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


def takes_floor(mentions: Iterable[Mention], speaker: str, among: Collection[str]) -> bool:
    """Whether one of the others is about to speak: "Anna Berg laughs.", "Peter Holm sees it differently."."""
    return any(
        mention.naming.actor != speaker
        and mention.naming.actor in among
        and mention.token is not None
        and mention.weight >= _FOREMOST
        and _leads_to_speech(mention.token.head)
        for mention in mentions
    )


def _leads_to_speech(verb: Token) -> bool:
    said = verb.lower_ in cue_classes() or verb.right_edge.i - verb.left_edge.i < _SHORT
    return said and not any(child.dep_ == "ccomp" for child in verb.children)


def opens_clause_of(token: Token | None) -> bool:
    """Whether the token is a subject, or owns one: "her best idea was"."""
    if token is None:
        return False
    return token.dep_ in _SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in _SUBJECTS)


def _place_of(mention: Mention) -> int:
    return mention.naming.start


def may_precede(mention: Mention, here: int, pronoun: Token | None) -> bool:
    """Within one sentence only the subject of an earlier clause, not part of what is being said, may be meant."""
    if mention.sentence != here:
        return True
    token = mention.token
    if token is None or pronoun is None or token.doc is not pronoun.doc:
        return False
    verb = pronoun.head
    if pronoun.pos_ == "NOUN":  # "accused Intel of …, which the company denied"
        return token.i < pronoun.i and token.head is not verb
    if verb.head is token.head and verb.dep_ in ("parataxis", "ccomp", "advcl"):
        return False
    if token.i < pronoun.i and _is_in_fronted_clause(token, verb):
        return True
    return (
        token.dep_ in ("nsubj", "nsubjpass", "appos")
        and token.head is not verb
        and not verb.is_ancestor(token)
    )


def _is_in_fronted_clause(token: Token, verb: Token) -> bool:
    """Whether the token is, or stands beside, the subject of a clause before the main one: "When Anna Berg left, she said"."""
    subject = token.head if token.dep_ == "appos" else token
    clause = subject.head
    return subject.dep_ in ("nsubj", "nsubjpass") and clause.dep_ == "advcl" and clause.head == verb
