"""Deeds told in passing: "said after talks with Lima", "before his visit to Oslo", "said Lima had shelled its port"."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.event_grammar import find_subjects
from bot.analysis.lexicon.words import load_words

_DURING = frozenset(["in", "on", "during", "after", "at", "following", "by", "through", "since"])
_CLIMB = 6  # words above a noun that may say it is still to come


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["words"].items()}


def find_host(noun: Token) -> list[Token]:
    """Who took part in what a phrase of time or place tells: the subject of its verb; empty for other phrases."""
    prep, words = _above_count(noun.head), _words()
    if noun.dep_ != "pobj" or noun.lemma_.lower() not in words["occasions"] or prep.head.pos_ != "VERB":
        return []
    verb = prep.head
    travelled = prep.lower_ == "for" and verb.lemma_.lower() in words["travelling"]
    return find_subjects(verb) if prep.lower_ in _DURING or travelled else []


def _above_count(prep: Token) -> Token:
    """The preposition before a measure: "after" of "after three days of talks"."""
    measured = prep.lower_ == "of" and prep.head.dep_ == "pobj" and prep.head.ent_type_ in ("DATE", "TIME")
    return prep.head.head if measured else prep


def is_to_come(noun: Token) -> bool:
    """Whether a deed's noun only names what may come: "a planned visit", "before the talks"."""
    words = _words()
    if any(child.lower_ in words["unsure"] for child in noun.children):
        return True
    above = noun
    for _ in range(_CLIMB):
        above = above.head
        if above.pos_ in ("VERB", "AUX"):
            if noun.dep_ == "nsubjpass" and above.lemma_.lower() in words["rumoured"]:
                return True
            below = {child.lemma_.lower() for child in above.children if child.dep_ == "xcomp"}
            return bool({above.lemma_.lower(), *below} & words["awaiting"])
        if above.lower_ in words["ahead"]:
            return True
    return False


def is_lasting(noun: Token) -> bool:
    """Whether a noun tells what lasts and no deed: "trade between Oslo and Lima"."""
    return noun.dep_ != "dobj" and noun.lemma_.lower() in _words()["lasting"]


def find_told_clauses(verb: Token) -> list[Token]:
    """The verbs of the clauses that a verb of telling reports: "said Lima had shelled its port"."""
    if verb.lemma_.lower() not in _words()["telling"]:
        return []
    return [child for child in verb.children if child.dep_ == "ccomp" and child.pos_ in ("VERB", "AUX")]


def is_of_what(verb: Token) -> bool:
    """Whether it is done to "what it called a reckless act": to the deed told before, with nobody named."""
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "dobj", "csubj") and clause.pos_ == "VERB" and clause.i > verb.i:
            opening = next(iter(clause.lefts), clause)
            end = min(
                (child.i for child in clause.children if child.dep_ in ("cc", "conj")), default=len(verb.doc)
            )
            who = {w.i for child in clause.children if child.dep_ == "nsubj" for w in child.subtree}
            words = [word for word in clause.subtree if word.i < end and word.i not in who]
            named = any(word.pos_ == "PROPN" or word.ent_type_ in ("GPE", "NORP") for word in words)
            return opening.lower_ == "what" and not named
    return False
