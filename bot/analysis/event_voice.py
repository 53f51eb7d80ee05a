"""Whether a verb stands in the passive voice."""

from __future__ import annotations

from spacy.tokens import Token

from bot.analysis.event_misparses import is_past_tense

_VERBAL = frozenset({"VERB", "AUX"})
_DEPTH = 6  # coordinated verbs that are followed


def is_passive(verb: Token, depth: int = 0) -> bool:
    """Whether the verb's grammatical subject is its object: "was accused", "the sanctions imposed by …"."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("nsubj", "dobj", "aux") for child in verb.children):
        return False
    if is_past_tense(verb):
        return False
    if verb.dep_ == "acl" or (
        verb.dep_ == "advcl" and (_has_agent(verb) or verb.i < verb.head.i)
    ):  # "accused by Lima, Oslo …"
        return True
    return (
        depth < _DEPTH
        and verb.dep_ == "conj"
        and verb.head.pos_ in _VERBAL
        and is_passive(verb.head, depth + 1)
    )


def _has_agent(verb: Token) -> bool:
    return any(child.dep_ in ("agent", "prep") and child.lower_ == "by" for child in verb.children)
