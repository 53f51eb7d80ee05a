"""What small parsers read wrongly in news English, put right: lost subjects, past tenses taken for participles."""

from __future__ import annotations

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LOOSE = frozenset({"conj", "appos", "pobj", "nmod", "npadvmod", "dep"})
_ADVERBIAL = frozenset({"npadvmod", "dep", "nmod", "advmod", "amod"})
_BETWEEN = frozenset({"AUX", "ADV", "PART"})  # between a subject and its verb
_GOVERNING = frozenset({"for", "against", "with", "at", "out", "on"})


def find_lost_subject(verb: Token) -> list[Token]:
    """The noun before a verb that the parser gave to another word: "On a visit to Oslo, Ana Rojas praised …".

    Or took for an adverb: "Paris until now did not …".
    """
    if verb.dep_ != "ROOT" or verb.tag_ not in _FINITE | {"VBN", "VBG", "VB"} or _has_subject(verb):
        return []
    for child in verb.lefts:
        named = child.pos_ == "PROPN" or (child.text.isupper() and len(child) > 2)
        if child.dep_ in _ADVERBIAL and named and child.ent_type_ not in ("DATE", "TIME"):
            return [child]
    return _noun_before(verb)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _noun_before(verb: Token) -> list[Token]:
    """The last noun before a finite verb, where a comma parts its phrase from a phrase that opens the sentence."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in _BETWEEN:
        at -= 1
    noun = verb.doc[at]
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ not in _LOOSE or noun.ent_type_ in ("DATE", "TIME"):
        return []
    first = noun.left_edge.i
    return [noun] if first > verb.sent.start and verb.doc[first - 1].text == "," else []


def is_past_tense(verb: Token) -> bool:
    """Whether what looks like a participle is the verb of its sentence: "A report called for …".

    The parser takes the clause for a description of its noun when nothing else in the sentence is a verb, or
    joins a past tense to it: "A cutter scraped along a boat and tore off its rudder".
    """
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or verb.head.i > verb.i:
        return False
    children = list(verb.children)
    if any(child.lower_ == "by" for child in children):
        return False
    if any(child.dep_ == "conj" and child.tag_ == "VBD" for child in children):
        return True
    led = any(
        child.dep_ == "dobj" or (child.dep_ == "prep" and child.lower_ in _GOVERNING) for child in children
    )
    return led and verb.head.dep_ == "ROOT" and verb.head.pos_ in ("NOUN", "PROPN")


def find_object_before_teller(verb: Token) -> list[Token]:
    """The object that the parser made the subject of the telling: "He met Ana Rojas, the agency reported"."""
    teller = verb.head
    if verb.dep_ != "ccomp" or verb.i > teller.i:
        return []
    for child in teller.children:
        told_by = any(below.dep_ == "appos" and below.i > child.i for below in child.children)
        if child.dep_ == "nsubj" and verb.i < child.i < teller.i and told_by:
            return [child]
    return []
