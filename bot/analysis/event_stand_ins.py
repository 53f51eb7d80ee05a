"""Who stands in where a sentence names nobody: the doer of "the step", the police of a place, a bomb, a thing."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from bot.analysis.event_anaphors import is_anaphoric
from bot.analysis.event_grammar import find_objects, find_prepositional, find_subjects
from bot.analysis.event_identity import is_same
from bot.analysis.event_lexicon import Frame
from bot.analysis.event_occasions import is_of_what
from bot.analysis.event_parties import Party, is_place
from bot.analysis.event_pronouns import HARM
from bot.analysis.event_readings import Readings
from bot.analysis.event_voice import is_passive
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

_ONTO = ("against", "on", "into", "at", "over")
_FIRST = 3  # places of a frame among which the object stands, where a mere thing may be the target
_WORDS = {key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["words"].items()}


def find_keeper(readings: Readings, verb: Token, frame: Frame) -> list[Party]:
    """Whose police it was: "was arrested in Peru"; whose men they were: "Peruvian doctors were sent to Oslo"."""
    if verb.lemma_.lower() in _WORDS["posted"]:
        return [party for party in readings.parties(find_objects(verb)) if party.actors and party.agent][:1]
    if verb.lemma_.lower() not in _WORDS["custody"] or frame.event_class.cooperative:
        return []
    place = "from" if verb.lemma_.lower() in _WORDS["returned"] else "in"
    places = [noun for noun in find_prepositional(verb, place) if is_place(noun)]
    return [party for party in readings.parties(places) if party.actors][:1]


def find_weapon(readings: Readings, verb: Token, frame: Frame) -> list[Party]:
    """What struck, where nobody is named who sent it: "a car bomb killed two"."""
    if frame.event_class is not EventClass.MATERIAL_CONFLICT:
        return []
    struck = [noun for noun in find_subjects(verb) if noun.lemma_.lower() in _WORDS["weapons"]]
    read = [readings.party(noun) for noun in struck]
    return [party for party in read if party is not None][:1]


def find_sponsor(
    readings: Readings, frame: Frame, objects: Sequence[Token], source: Sequence[Party]
) -> list[Party]:
    """Whose it was: "vetoed a resolution drafted by Lima"."""
    told = frame.event_class in (EventClass.VERBAL_CONFLICT, EventClass.VERBAL_COOPERATION)
    clauses = [
        child
        for noun in objects
        for child in noun.children
        if (child.dep_ == "acl" and is_passive(child))
        or (child.dep_ == "relcl" and told and not is_passive(child))
    ]
    makers = readings.parties([noun for clause in clauses for noun in find_subjects(clause)], source)
    return [party for party in makers if party.proper and not is_same(party, source)]


def find_doer(
    readings: Readings, verb: Token, objects: Sequence[Token], source: Sequence[Party]
) -> list[Party]:
    """Whose deed it was: "condemned the step", "suspended talks in reply"."""
    actors = readings.of_side(source)
    start, _ = readings.paragraph.span_of(verb.sent)
    deeds = {noun.lemma_.lower() for noun in objects if is_anaphoric(noun)}
    if is_of_what(verb):
        return list(readings.memory.find_doer(actors, {HARM}))
    if deeds & _WORDS["told"]:
        return list(readings.memory.find_other(start, actors))
    if any(noun.lemma_.lower() in _WORDS["estranged"] for noun in objects):
        return list(readings.memory.find_doer(actors, {HARM}))
    replies = any(word.lemma_.lower() in _WORDS["replies"] and word.dep_ == "pobj" for word in verb.sent)
    replies = replies or verb.lemma_.lower() in _WORDS["replying"]
    if deeds & _WORDS["deeds"] or replies:
        return list(readings.memory.find_doer(actors, deeds) or readings.memory.find_other(start, actors))
    return []


def find_thing(readings: Readings, verb: Token, frame: Frame, objects: Sequence[Token]) -> list[Party]:
    """The thing that it is done to, in plain words, where nobody is named: "rejected the referendum"."""
    if frame.both or frame.known or frame.received:
        return []
    if frame.noun is None:
        judged = not frame.event_class.cooperative or verb.lemma_.lower() in _WORDS["judging"]
        nouns = list(objects) if judged and "object" in frame.target[:_FIRST] else []
    elif frame.event_class.cooperative:
        return []
    else:
        nouns = [n for word in (verb, frame.noun) for place in _ONTO for n in find_prepositional(word, place)]
    read = [readings.party(noun) for noun in nouns if _is_thing(noun, frame)]
    return [party for party in read if party is not None][:1]


def _is_thing(noun: Token, frame: Frame) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun != frame.noun
