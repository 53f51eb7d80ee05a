"""What the words of its own clause say about a verb's deed: conditions, questions, negation, the future."""

from __future__ import annotations

from spacy.tokens import Token

from bot.analysis.lexicon.words import load_words

DEPTH = 8
"""Clauses that are climbed at most."""
_CONDITIONS = frozenset(load_words("event_verbs.toml")["words"]["conditions"].split())


def is_conditional(verb: Token) -> bool:
    """Whether the verb stands in a condition, or depends on one."""
    past = verb.tag_ == "VBD" or any(
        child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children
    )
    for child in verb.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in _CONDITIONS:
            return True
        if child.dep_ == "advcl" and not past and _has_mark(child):
            return True
    return False


def _has_mark(clause: Token) -> bool:
    """Whether a clause opens with "if", "unless" or "once"; but not with "even if"."""
    marks = [child for child in clause.children if child.dep_ in ("mark", "advmod")]
    even = any(child.lower_ == "even" for child in marks)
    return not even and any(mark.lower_ in ("if", "unless", "once", "provided") for mark in marks)


def climbs_to_condition(verb: Token, depth: int) -> bool:
    """Whether a verb, or a clause above it, stands in a condition."""
    while depth < DEPTH:
        if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children):
            return True
        if verb.dep_ not in ("ccomp", "advcl", "conj", "xcomp"):
            return False
        verb, depth = verb.head, depth + 1
    return False


def is_asked(verb: Token) -> bool:
    """Whether the sentence asks for it."""
    return verb.dep_ == "ROOT" and verb.sent[-1].text == "?"


def is_negated(verb: Token) -> bool:
    """Whether a word in the verb's clause denies it: "not", "never", "no talks"."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "neither"):
            return True
        if child.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and _has_no(child):
            return True
    return False


def _has_no(noun: Token) -> bool:
    if noun.lower_ in ("nobody", "none", "nothing"):
        return True
    return any(child.dep_ == "det" and child.lower_ in ("no", "neither") for child in noun.children)


def is_going_to(verb: Token) -> bool:
    """Whether it is only going to be done."""
    return (
        verb.dep_ == "xcomp" and verb.head.lower_ == "going" and any(c.lower_ == "to" for c in verb.children)
    )


def is_reported(verb: Token) -> bool:
    """Whether it is a promise reported, "said it would …": the subject is a pronoun for the speaker."""
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in ("it", "he", "she", "they") for c in verb.children)


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children)
