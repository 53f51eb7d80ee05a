"""Speakers behind their verb: "said Anna Berg", "…, said the president, …"."""

from __future__ import annotations

from spacy.tokens import Token

from bot.analysis.lexicon.words import word_set
from bot.analysis.quotes.phrases import phrase_head

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OPENS_PHRASE = ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
_LONGEST = 8  # tokens of an insertion between commas
_NO_SPEAKERS = frozenset(
    ["that", "there", "so", "reporters", "journalists", "him", "her", "them", "me", "us"]
)

_PRONOUNS = ("it", "he", "she", "they")


def inverted_speaker(cue: Token) -> Token | None:
    """The phrase right behind the cue: "said Cedric Leighton"."""
    if cue.i + 1 >= len(cue.doc):
        return None
    following = cue.nbor(1)
    if following.lower_ in word_set("times") or following.lower_ in _NO_SPEAKERS:
        return None  # "Anna Berg, the pilot, tweeted Sunday", "told reporters"
    if following.lower_ in _PRONOUNS and (cue.i == 0 or cue.nbor(-1).is_alpha or cue.nbor(-1).text == ","):
        return None  # "Anna Berg, who wrote it, said it “took four years”"
    if following.is_sent_start or (following.pos_ not in _OPENS_PHRASE and not following.text[0].isupper()):
        return None
    head = phrase_head(following)
    return None if head is not None and _has_verb_of_its_own(head, cue) else head


def inserted_speaker(cue: Token) -> Token | None:
    """The speaker of ", said the president,": the phrase that fills the rest of the insertion."""
    if cue.i == 0 or cue.nbor(-1).text != "," or cue.tag_ == "VBG":
        return None
    head = inverted_speaker(cue)
    if head is None or head.i + 1 >= len(cue.doc) or head.nbor(1).text != ",":
        return None
    return head if head.i - cue.i < _LONGEST else None


def _has_verb_of_its_own(noun: Token, cue: Token) -> bool:
    """Whether the noun behind the cue begins a clause: "Mr Holm, who came late, said Mr Berg was early"."""
    verb = noun.head
    return noun.dep_ in _SUBJECTS and verb.i > noun.i and verb != cue and noun.nbor(1).pos_ in ("AUX", "VERB")


def begins_inversion(cue: Token) -> bool:
    """Whether the cue opens a sentence that a quotation ends: "Said Anna Berg: “…”"; its own name is "Said" to the tagger."""
    if (
        not cue.is_sent_start
        or cue.lower_ not in ("said", "says", "asked", "wrote", "added")
        or not cue.text.istitle()
    ):
        return False
    behind = cue.doc[cue.i + 1 : cue.i + _LONGEST]
    stop = next((token for token in behind if token.text in (",", ":")), None)
    named = (
        stop is not None
        and stop.i > cue.i + 1
        and all(token.pos_ == "PROPN" for token in cue.doc[cue.i + 1 : stop.i])
    )
    return named and stop is not None and stop.i + 1 < len(cue.doc) and stop.nbor(1).is_quote


def opens_clause(cue: Token) -> bool:
    """Whether the cue follows a comma or a mark: "…, informs the Kremlin", or begins its sentence: "Said Anna Berg"."""
    return cue.is_sent_start or (cue.i > 0 and (cue.nbor(-1).is_punct or cue.nbor(-1).is_space))
