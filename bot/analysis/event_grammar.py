"""Who stands where around a verb: subjects, objects, prepositional objects, by the dependency parse."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from bot.analysis.event_misparses import find_lost_subject, find_object_before_teller, is_past_tense
from bot.analysis.event_voice import is_passive
from bot.analysis.lexicon.words import load_words

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass",)
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_VERBAL = frozenset({"VERB", "AUX"})
_DEPTH = 6  # clauses or phrases that are followed, one inside the other
MOST_JOINED = 20
"""Coordinated nouns that are read; longer lists are no parties."""
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_DOWNWARD = frozenset({"prep", "pobj", "dobj", "dative", "pcomp", "xcomp", "acl", "advcl", "conj"})
_ASKING = frozenset({"whether", "if", "why", "what", "how", "when", "where", "who"})
_DEEP = 10  # phrases inside phrases, for an object
_SPEECHES = frozenset(load_words("event_verbs.toml")["words"]["speeches"].split())
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs that say of themselves when it happened."""


def is_temporal(noun: Token) -> bool:
    """Whether a noun is a date or a measure, and so no party: "on Tuesday", "two days"."""
    return noun.ent_type_ in _MEASURES


def find_joined(verb: Token) -> Token:
    """The verb that a coordinated one is joined to.

    The parser joins the nearest; a finite verb ("and accused") joins no infinitive but the finite one above.
    """
    head = verb.head
    if verb.tag_ not in FINITE:
        return head
    above = head
    for _ in range(_DEPTH):
        if above.tag_ in FINITE or above.dep_ == "ROOT":
            return above if above.pos_ in _VERBAL else head
        above = above.head
    return head


def find_subjects(verb: Token) -> list[Token]:
    """Those who do what the verb says, with everybody coordinated with them; empty where nobody is named."""
    if is_passive(verb):
        by = [child for child in verb.children if child.dep_ == "agent"]
        held = [verb, *(child for child in verb.children if child.dep_ == "dobj")]  # "was granted a loan by"
        held += [
            c for prep in verb.children if prep.lower_ == "with" for c in prep.children
        ]  # "was met with a hug by"
        by = by or [c for word in held for c in word.children if c.dep_ == "prep" and c.lower_ == "by"]
        return [noun for child in by for noun in _objects_of(child)]
    return _grammatical(verb, _SUBJECTS, 0) or find_lost_subject(verb)


def find_objects(verb: Token) -> list[Token]:
    """The direct objects of an active verb, the subjects of a passive one."""
    if is_passive(verb):
        if verb.dep_ == "acl":
            return list(coordinated(verb.head))
        kept = [child for child in verb.children if child.dep_ == "dobj"]  # "was granted a loan"
        deps = _SUBJECTS + _PASSIVE if verb.dep_ == "advcl" else _PASSIVE
        return _grammatical(verb, deps, 0) + [each for noun in kept for each in coordinated(noun)]
    found = [child for child in verb.children if child.dep_ in ("dobj", "attr")]
    named = [child for child in verb.children if child.dep_ == "oprd" and child.i > verb.i]
    if not found and (len(named) > 1 or any(_is_said_of(child, verb) for child in named)):
        found = named[:1]  # "called Ana Rojas a fool"
    found = found or find_object_before_teller(verb)
    if verb.dep_ == "relcl" and not any(c.dep_ == "nsubj" and c.lower_ in _RELATIVES for c in verb.children):
        found = [token for token in found if token.lower_ not in _RELATIVES] or [verb.head]
    return [each for token in found for each in coordinated(token)]


def _is_said_of(noun: Token, verb: Token) -> bool:
    return any(child.dep_ == "appos" and child.i > noun.i > verb.i for child in noun.children)


def _grammatical(verb: Token, deps: tuple[str, ...], depth: int) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in deps]
    if own:
        if own[0].lower_ in _RELATIVES and verb.dep_ == "relcl":
            return list(coordinated(verb.head))
        return [each for token in own for each in coordinated(token)]
    if depth >= _DEPTH or any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children):
        return []
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> list[Token]:
    """The subject of a verb that has none of its own, from the clause above it."""
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        head = find_joined(verb)
    if dep == "acl" or (dep == "relcl" and verb.tag_ == "VB"):
        if head.dep_ == "attr" and head.head.pos_ in _VERBAL:
            return _grammatical(head.head, _SUBJECTS, depth + 1)  # "was the first to recognise Lima"
        if head.dep_ == "dobj" and head.lemma_.lower() in _SPEECHES and head.head.pos_ in _VERBAL:
            return _grammatical(head.head, _SUBJECTS, depth + 1)  # "issued a statement condemning …"
        return list(coordinated(head)) if verb.tag_ == "VBG" or is_past_tense(verb) else find_owners(head)
    if dep == "pcomp" or (dep == "xcomp" and head.pos_ == "ADJ"):
        head = head.head if head.head.pos_ != "ADV" else head.head.head  # "stopped short of accusing"
    elif dep not in ("conj", "xcomp", "ccomp", "advcl"):
        return []
    if head.pos_ not in _VERBAL:
        return []
    if dep == "conj" or not is_passive(head):
        return _grammatical(head, _SUBJECTS, depth + 1)
    return _grammatical(head, ("nsubjpass",), depth + 1)


def coordinated(noun: Token) -> Iterator[Token]:
    """A noun and all that are joined to it by "and", "or" and commas, in order; at most `MOST_JOINED`."""
    if not noun.n_rights:
        yield noun
        return
    todo, given = [noun], 0
    while todo and given < MOST_JOINED:
        token = todo.pop(0)
        yield token
        given += 1
        behind = [(child, child.dep_) for child in token.rights]
        beside = [child for child, dep in behind if dep == "appos" and child.pos_ == "PROPN"]
        joined = [child for child, dep in behind if dep == "conj"]
        # "several banks, including …"
        lists = [prep for prep, dep in behind if dep == "prep" and prep.lower_ == "including"]
        joined += [noun for prep in lists for noun in prep.children if noun.dep_ == "pobj"]
        # "the minister, Ana Rojas, and her counterpart, Ken Mori": joined to the name in apposition
        joined += [c for name in beside for c in name.children if c.dep_ == "conj" and _has_name(c)]
        todo += [child for child in joined if child.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]


def _has_name(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or any(child.dep_ == "appos" for child in noun.children)


def _objects_of(prep: Token, depth: int = 0) -> Iterator[Token]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield from coordinated(child)
        elif child.dep_ == "pcomp" and prep.lower_ == "to":  # "its commitment to defending Lima"
            yield from (each for noun in child.children if noun.dep_ == "dobj" for each in coordinated(noun))
        elif child.dep_ == "prep" and depth < _DEPTH:  # "out of", "together with"
            yield from _objects_of(child, depth + 1)


def find_prepositional(word: Token, place: str) -> list[Token]:
    """The objects of the preposition `place` that hangs on a verb or a noun."""
    found: list[Token] = []
    if not word.n_rights and not word.n_lefts:
        return found
    for child in word.children:
        hangs = child.dep_ in ("prep", "dative", "agent", "prt", "advmod") and child.lower_ != "according"
        if hangs and place in _written(child):
            found.extend(_objects_of(child))
    return found


def _written(prep: Token) -> set[str]:
    return {prep.lower_} | {below.lower_ for below in prep.children if below.dep_ == "prep"}


def find_owners(noun: Token) -> list[Token]:
    """Those before a noun whose deed it is: "the British proposal", "Tokyo's demand"."""
    found = [child for child in noun.children if child.dep_ in ("poss", "amod", "compound", "nmod")]
    telling = [
        t for t in found if t.ent_type_ or t.pos_ == "PROPN" or (t.dep_ == "poss" and t.pos_ == "PRON")
    ]
    return [each for token in telling for each in coordinated(token)]


def find_between(noun: Token) -> list[Token]:
    """The sides of "talks between A and B"."""
    return find_prepositional(noun, "between") if noun.pos_ == "NOUN" else []


def find_datives(verb: Token) -> list[Token]:
    """The receiver in "gave Kenya a loan", the one without a preposition."""
    found = [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
    return [each for token in found for each in coordinated(token)]


def find_in_clause(verb: Token) -> list[Token]:
    """The subjects of the clause that follows: "urged Paris to act", "said Rome lied"."""
    return [
        each
        for clause in verb.children
        if clause.dep_ in ("ccomp", "xcomp") and clause.i > verb.i and not _is_question(clause)
        for child in clause.children
        if child.dep_ in ("nsubj", "nsubjpass")
        for each in coordinated(child)
    ]


def _is_question(clause: Token) -> bool:
    return any(child.lower_ in _ASKING and child.i < clause.i for child in clause.children)


def find_below(verb: Token) -> list[Token]:
    """Objects deeper in the verb's own clause, nearest first: "paid 10 million to help people in Kenya"."""
    found: list[Token] = []
    level = [child for child in verb.children if child.i > verb.i]
    for _ in range(_DEEP):
        found += [token for token in level if token.dep_ in ("pobj", "dobj", "dative")]
        level = [child for token in level if token.dep_ in _DOWNWARD for child in token.children]
    return sorted(found, key=lambda token: token.i)


def find_verb_above(noun: Token) -> Token | None:
    """The verb of the clause in which a noun stands; None where there is none."""
    for _ in range(2 * _DEPTH):
        if noun.pos_ in _VERBAL:
            return noun
        if noun.dep_ == "ROOT":
            return None
        noun = noun.head
    return None


def find_at(verb: Token, place: str, objects: list[Token]) -> list[Token]:
    """The nouns at a place of a frame: "object", "dative", "clause" or a preposition."""
    if place == "object":
        return objects
    if place == "dative":
        return find_datives(verb)
    if place == "clause":
        return find_in_clause(verb)
    return find_prepositional(verb, place)
