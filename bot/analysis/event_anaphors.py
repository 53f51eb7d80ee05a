"""Nouns that take up what was named before: "the boat", "the two men", "the step"."""

from __future__ import annotations

from spacy.tokens import Token

from bot.analysis.lexicon.words import load_words

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_WORDS = load_words("event_verbs.toml")["words"]
_COUPLES = frozenset(_WORDS["couples"].split())
_ENVOYS = frozenset(_WORDS["envoys"].split())


def name_again(noun: Token) -> str:
    """By what a thing is known again: "the islands" are those of "Cook Islands"."""
    return noun.lemma_.lower().removesuffix("s")


def is_bare(noun: Token) -> bool:
    """Whether nothing beside the noun says whose it is."""
    return not any(child.dep_ in ("amod", "compound", "nmod", "prep", "appos") for child in noun.children)


def is_definite(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in noun.children)


def is_couple(noun: Token) -> bool:
    """Whether a noun stands for several who were named before: "the two", "both sides", "the two men"."""
    if noun.lower_ in _COUPLES and noun.tag_ not in ("JJ", "DT") and noun.dep_ != "nummod":
        return not any(child.dep_ in ("prep", "relcl") for child in noun.children)
    plain = noun.tag_ == "NNS" and not any(
        c.dep_ in ("prep", "amod", "compound", "poss") for c in noun.children
    )
    return plain and any(c.lower_ in ("two", "both") for c in noun.children)


def is_anaphoric(noun: Token) -> bool:
    """Whether it is "the step" or "that account": a deed of somebody named before, with nothing that says whose."""
    if noun.lemma_.lower() in _ENVOYS:
        return True
    return {child.dep_ for child in noun.children} - {"punct", "appos"} == {"det"} and is_definite(noun)
