"""Whether a verb's deed was done: negation, modality, conditions, promises and refusals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.event_grammar import FINITE, find_joined
from bot.analysis.event_lexicon import mend_lemma
from bot.analysis.event_modality import (
    DEPTH,
    climbs_to_condition,
    has_subject,
    is_asked,
    is_conditional,
    is_going_to,
    is_negated,
    is_reported,
)
from bot.analysis.lexicon.words import load_words


class Deed(Enum):
    """How far a deed got."""

    DONE = "done"
    PROMISED = "promised"
    REFUSED = "refused"
    THREATENED = "threatened"
    NOTHING = "nothing"  # asked for, possible, conditional, alleged: no event


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a deed got, whether it is denied, and the verb that says so where it is another one."""

    deed: Deed
    negated: bool = False
    governor: Token | None = None  # "agreed" of "agreed to lend"


_NOTHING = Standing(Deed.NOTHING)
_ALLEGING = frozenset({"of", "for", "with", "from", "against", "about", "without", "to", "on"})


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = load_words("event_verbs.toml")
    control = {
        key: frozenset(word.strip() for word in value.split(",")) for key, value in data["control"].items()
    }
    return control | {key: frozenset(value.split()) for key, value in data["words"].items()}


def judge_standing(verb: Token, *, depth: int = 0) -> Standing:
    """How far the deed of `verb` got, from its own auxiliaries and from the clauses above it."""
    words = _words()
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if depth > DEPTH or is_conditional(verb) or is_asked(verb):
        return _NOTHING
    negated = is_negated(verb)
    if auxiliaries & words["modals"]:
        promised = "would" in auxiliaries and is_reported(verb)
        return _future(negated) if promised else _NOTHING
    if auxiliaries & words["future"] or is_going_to(verb):
        return _future(negated) if _is_asserted(verb) else _NOTHING
    above = _judge_above(verb, auxiliaries, depth)
    return replace(above, negated=above.negated != negated) if negated else above


def _future(negated: bool) -> Standing:
    return Standing(Deed.REFUSED) if negated else Standing(Deed.PROMISED)


def _judge_above(verb: Token, auxiliaries: set[str], depth: int) -> Standing:
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in ("VERB", "AUX") and not has_subject(verb):
        head = find_joined(verb)
        if verb.tag_ in FINITE and head.tag_ == "VB":  # "would not talk, and refused to sign"
            return Standing(Deed.DONE)
        return replace(judge_standing(head, depth=depth + 1), governor=_governor(head))
    if dep == "xcomp" or (dep == "ccomp" and "to" in auxiliaries):
        return _judge_governed(head, depth)
    if dep == "ccomp":
        return _judge_told(head, depth)
    if dep == "acl" and _has_that(verb) and _is_unproven(head):
        return _NOTHING
    if dep in ("advcl", "acl", "relcl") and "to" in auxiliaries:
        return _judge_willing(verb)
    if dep == "advcl":
        return _judge_beside(head, depth)
    if dep == "pcomp":
        return _judge_gerund(head, depth)
    return Standing(Deed.DONE)


def _lemma(verb: Token) -> str:
    return mend_lemma(verb, _governing())


@lru_cache(maxsize=1)
def _governing() -> frozenset[str]:
    return frozenset().union(*(_words()[kind] for kind in load_words("event_verbs.toml")["control"]))


def _governor(head: Token) -> Token | None:
    return head.head if head.dep_ == "xcomp" and _lemma(head.head) in _commitments() else None


@lru_cache(maxsize=1)
def _commitments() -> frozenset[str]:
    words = _words()
    return words["promise"] | words["refuse"] | words["threaten"]


def _judge_governed(head: Token, depth: int) -> Standing:
    """The deed of an infinitive, from the verb (or "willing") that governs it."""
    words, lemma = _words(), _lemma(head)
    if (
        any(child.dep_ in ("dobj", "dative") and child.i > head.i for child in head.children)
        and lemma in words["ask"]
    ):
        return _NOTHING
    above = judge_standing(head.head if head.pos_ == "ADJ" else head, depth=depth + 1)
    if above.deed is not Deed.DONE:
        return _NOTHING
    for deed, kind in ((Deed.THREATENED, "threaten"), (Deed.REFUSED, "refuse"), (Deed.PROMISED, "promise")):
        if lemma in words[kind]:
            if above.negated:
                return Standing(Deed.REFUSED, governor=head) if deed is Deed.PROMISED else _NOTHING
            return Standing(deed, governor=head)
    if lemma in words["failed"] or (lemma == "have" and any(c.lower_ == "yet" for c in head.children)):
        return replace(above, negated=not above.negated)
    return above if lemma in words["done"] else _NOTHING


def _is_unproven(noun: Token) -> bool:
    """Whether what a noun tells is only said: "rumours that …", "denied a report that …"."""
    return noun.lemma_.lower() in _words()["unproven"] or _lemma(noun.head) in _words()["denied"]


def _has_that(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def _judge_told(head: Token, depth: int) -> Standing:
    """The deed of a reported clause: reporting is transparent, denying and alleging are not."""
    if _lemma(head) in _words()["denied"]:
        return _NOTHING
    return Standing(Deed.DONE) if not climbs_to_condition(head, depth) else _NOTHING


def _judge_willing(verb: Token) -> Standing:
    """The deed of "is ready to sign", which some models read as a clause, and of "its decision to sign"."""
    lemma = verb.head.lemma_.lower()
    if verb.dep_ != "advcl" and any(
        c.lower_ in _words()["ordinal"] for c in (verb.head, *verb.head.children)
    ):
        return judge_standing(verb.head.head, depth=DEPTH)  # "the first to recognise Lima"
    if lemma in ("willing", "ready", "prepared"):
        return Standing(Deed.PROMISED, governor=verb.head)
    words = _words()
    if verb.dep_ == "advcl" and lemma in words["speaking"]:
        return judge_standing(verb.head, depth=DEPTH)
    for deed, kind in ((Deed.DONE, "decided"), (Deed.PROMISED, "promised"), (Deed.REFUSED, "refused")):
        if lemma in words[kind]:
            return Standing(deed)
    return _NOTHING


def _judge_beside(head: Token, depth: int) -> Standing:
    """The deed of an adverbial clause: "…, killing 17": as real as what it stands beside."""
    above = judge_standing(head, depth=depth + 1)
    return Standing(Deed.DONE) if above.deed is Deed.DONE else _NOTHING


def _judge_gerund(prep: Token, depth: int) -> Standing:
    if prep.lower_ == "of" and prep.head.lower_ == "short":
        return Standing(Deed.DONE, negated=True)  # "stopped short of accusing"
    if prep.lower_ in _ALLEGING:
        return _NOTHING
    above = (
        judge_standing(prep.head, depth=depth + 1)
        if prep.head.pos_ in ("VERB", "AUX")
        else Standing(Deed.DONE)
    )
    return Standing(Deed.DONE) if above.deed is Deed.DONE else _NOTHING


def _is_asserted(verb: Token) -> bool:
    """Whether a future is stated, and not called likely, expected or far from certain."""
    if verb.dep_ in ("ccomp", "xcomp", "acl", "advcl"):
        return (
            verb.dep_ == "ccomp" and verb.head.pos_ == "VERB" and _lemma(verb.head) not in _words()["denied"]
        )
    return True
