"""Parties to an event: a noun phrase, as printed, with the actors that it denotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.document import Cast, Paragraph
from bot.analysis.event_grammar import is_temporal
from bot.analysis.event_states import state_of_place
from bot.analysis.lexicon.words import load_words

_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "parataxis", "ccomp"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_WITHIN = ("poss", "compound", "amod", "nmod", "nummod")
_LONGEST = 12  # tokens of a phrase, after its head, that are printed at most
_NEAR = 3  # tokens between a noun and the name beside it
_DEPTH = 4  # phrases inside phrases that are searched for a name
_BELONGING = frozenset(
    {"of", "from", "in", "by", "for", "on", "against", "with", "to", "near", "over", "at", "off", "around"}
    | {"towards", "toward", "between", "into", "inside", "along", "across", "outside", "opposite"}
)
"""Prepositions behind a noun that tell whose it is or whom it concerns: "exports to Peru", "a port in Chile"."""


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side of an event."""

    text: str  # as printed
    actors: tuple[str, ...]  # ids; empty where no actor is known
    start: int  # in the article's text
    plural: bool = False
    person: bool | None = None  # None: it cannot be told
    named: bool = True  # by a name, a demonym or a word for people who act
    proper: bool = True  # by a name or a demonym
    agent: bool = False  # a word for people who act, such as "officials"
    owned: bool = (
        True  # the actors stand at its head or before it, not behind it: "its army", no "port in Lima"
    )
    headed: bool = True  # the phrase's head is the name itself, not "officials in Lima"


@lru_cache(maxsize=1)
def _agents() -> frozenset[str]:
    return frozenset(load_words("event_verbs.toml")["words"]["agents"].split())


@lru_cache(maxsize=1)
def _owning() -> frozenset[str]:
    return frozenset(load_words("event_verbs.toml")["words"]["owning"].split())


def read_party(noun: Token, paragraph: Paragraph, cast: Cast) -> Party | None:
    """The party that a noun (the head of its phrase) denotes; None for what can be no party."""
    nameless = is_temporal(noun) or noun.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ")
    if paragraph.is_masked(noun) or (nameless and cast.at(*paragraph.span_of(noun)) is None):
        return None
    words = _phrase(noun)
    start, end = paragraph.start + words[0].idx, paragraph.start + words[-1].idx + len(words[-1].text)
    near = _find_near(noun, paragraph, cast)
    naming = near or _find_behind(noun, paragraph, cast)
    kinds = {cast.members[actor].kind for actor in naming if actor in cast.members}
    return Party(
        text=paragraph.text[start - paragraph.start : end - paragraph.start],
        actors=naming,
        start=start,
        plural=noun.tag_ in ("NNS", "NNPS"),
        person=_is_person(noun, kinds),
        named=bool(naming) or _is_named(noun, words),
        proper=bool(naming) or any(word.ent_type_ in _NAMED for word in words),
        agent=noun.lemma_.lower() in _agents(),
        owned=bool(near),
        headed=cast.at(*paragraph.span_of(noun)) is not None,
    )


def _is_person(noun: Token, kinds: set[str]) -> bool | None:
    if kinds:
        return "person" in kinds
    if noun.ent_type_ in ("PERSON", "ORG", "GPE"):
        return noun.ent_type_ == "PERSON"
    return None


def _phrase(noun: Token) -> list[Token]:
    """The tokens of a noun phrase without its clauses, from its left edge on."""
    if not noun.n_lefts and not noun.n_rights:
        return [noun]
    taken = {noun.i}
    todo = [noun]
    while todo:
        for child in todo.pop().children:
            joined = child.dep_ in ("cc", "conj") and child.head.dep_ in _WITHIN  # "British and French ships"
            if joined or (
                child.dep_ not in _CLAUSES
                and (child.dep_ == "amod" or child.pos_ not in ("VERB", "AUX", "SPACE"))
            ):
                taken.add(child.i)
                todo.append(child)
    first = last = noun.i
    while first - 1 in taken:
        first -= 1
    while last + 1 in taken and last + 1 - noun.i < _LONGEST:
        last += 1
    last = max([last, *(_end_of_name(child) for child in noun.children if child.dep_ == "appos")])
    tokens = [noun.doc[at] for at in range(first, last + 1)]
    while len(tokens) > 1 and tokens[0].pos_ in ("DET", "PUNCT", "ADV") and tokens[0].i != noun.i:
        tokens = tokens[1:]
    return tokens


def _end_of_name(appositive: Token) -> int:
    """Where a name ends that follows in apposition: "her colleague, Ama Boateng"; -1 for no name."""
    near = appositive.pos_ == "PROPN" and appositive.left_edge.i - appositive.head.i <= _NEAR
    return appositive.i if near else -1


def is_place(noun: Token) -> bool:
    """Whether a noun after "in" is where somebody lives, rather than a manner or an occasion."""
    return noun.pos_ == "PROPN" or noun.ent_type_ in _NAMED or noun.lemma_.lower() in _agents()


def _is_named(noun: Token, words: list[Token]) -> bool:
    if noun.pos_ == "PROPN" or any(word.ent_type_ in _NAMED for word in words):
        return True
    # "hundreds of banks" are banks, but "a deal for farmers" is no farmer
    counted = [
        w for w in words if w == noun or (w.dep_ == "pobj" and w.head.lower_ == "of" and w.head.head == noun)
    ]
    return any(word.lemma_.lower() in _agents() for word in counted)


def _find_near(noun: Token, paragraph: Paragraph, cast: Cast) -> tuple[str, ...]:
    """Actors of the head itself, of its apposition, of its owner or its demonym."""
    if own := _naming_at(noun, paragraph, cast):
        return own
    if not noun.n_lefts and not noun.n_rights:
        return ()
    children = [(child, child.dep_) for child in noun.children]
    for child, dep in children:
        if dep == "appos" and (named := _naming_at(child, paragraph, cast)):
            return named
    for place in _WITHIN:
        for child, dep in children:
            if dep == place and (actors := _actors_before(child, paragraph, cast)):
                return actors
    return ()


def _actors_before(child: Token, paragraph: Paragraph, cast: Cast) -> tuple[str, ...]:
    joined = [child, *(other for other in child.children if other.dep_ == "conj")]  # "Peruvian and Chilean"
    named = [actor for word in joined for actor in _naming_at(word, paragraph, cast)]
    return tuple(dict.fromkeys(named)) or _first_below(child, paragraph, cast)


def _find_behind(noun: Token, paragraph: Paragraph, cast: Cast, depth: int = 0) -> tuple[str, ...]:
    """Actors of the phrases behind a noun: "the president of Peru", "exports to Chile"."""
    if not noun.n_rights:
        return ()
    owned = [c for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in _owning()]  # "owned by"
    for prep in (*noun.children, *(c for clause in owned for c in clause.children)):
        if prep.dep_ not in ("prep", "agent") or depth >= _DEPTH or prep.lower_ not in _BELONGING:
            continue
        found = [
            actor
            for below in _pobj(prep)
            for actor in _find_near(below, paragraph, cast) or _find_behind(below, paragraph, cast, depth + 1)
        ]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _first_below(word: Token, paragraph: Paragraph, cast: Cast) -> tuple[str, ...]:
    for child in word.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod") and (
            named := _naming_at(child, paragraph, cast)
        ):
            return named
    return ()


def _pobj(prep: Token) -> Iterator[Token]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield child
            yield from (other for other in child.children if other.dep_ == "conj")


def _naming_at(token: Token, paragraph: Paragraph, cast: Cast) -> tuple[str, ...]:
    """The actor named at a token, else the state of the place named there; nobody for other words."""
    start, end = paragraph.span_of(token)
    at = cast.at(start, end)
    if at is not None:
        return (at.actor,)
    state = state_of_place(token, cast) if token.pos_ == "PROPN" else None
    return (state,) if state else ()
