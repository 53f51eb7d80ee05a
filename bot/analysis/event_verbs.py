"""What a verb does to whom: its class, and where in the sentence the other party stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from spacy.tokens import Token

from bot.analysis.event_constructions import (
    frame_of_call,
    frame_of_construction,
    frame_of_order,
    frame_of_put,
    frame_towards,
    is_naming,
    is_statement,
)
from bot.analysis.event_grammar import is_temporal
from bot.analysis.event_lexicon import Frame, Lexicon, load_lexicon, mend_lemma
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

_PARTICLES = frozenset({"prt", "advmod", "prep", "agent", "advcl", "acomp", "dative", "npadvmod"})
_COUNTED = frozenset(load_words("event_verbs.toml")["words"]["counted"].split())
_PROMISED = EventClass.VERBAL_COOPERATION
_THREATENED = EventClass.VERBAL_CONFLICT


def match_frame(verb: Token, objects: list[Token], printed: Callable[[], str] = str) -> Frame | None:
    """The frame of a verb with its objects (those of a passive are its subjects), or None.

    `printed` gives what follows the verb in its sentence, quoted words and all, which the parse may hide.
    What the object says goes before what the verb says alone: "cut ties", "held talks"; a light verb without
    a telling object says nothing.
    """
    lexicon, lemma = load_lexicon(), name_verb(verb)
    frame = frame_towards(verb, lemma, objects, lexicon) or frame_of_put(verb, lemma, lexicon)
    if frame is not None:
        return frame
    if any((lemma, name) in lexicon.idioms for noun in objects for name in _noun_names(noun)):
        return None
    frame = _frame_of_object(verb, lemma, objects, lexicon) or _frame_of_subject(verb, lemma, lexicon)
    frame = frame or frame_of_order(verb, lemma) or _frame_of_particle(verb, lemma, objects, lexicon)
    frame = frame or frame_of_construction(verb, objects, lexicon, printed)
    if frame is not None or _is_something_else(verb, lemma, objects):
        return frame
    return lexicon.verbs.get(lemma)


def _frame_of_particle(verb: Token, lemma: str, objects: list[Token], lexicon: Lexicon) -> Frame | None:
    for particle in _particles(verb):
        frame = lexicon.verbs.get(f"{lemma} {particle}")
        if frame is not None:
            return frame_of_call(verb, lemma, lexicon) or _preferring(frame, particle, objects)
    return None


def _is_something_else(verb: Token, lemma: str, objects: list[Token]) -> bool:
    """Whether the verb does not mean here what it means alone."""
    if lemma == "call":  # "called the step a surprise"
        return not any(map(_is_somebody, objects)) or is_naming(verb, objects)
    if lemma == "deny":  # "denied spying": the deed itself is told, denied
        return any(child.dep_ == "xcomp" for child in verb.children)
    return not objects and is_statement(verb, lemma)


def _is_somebody(noun: Token) -> bool:
    named = (
        noun.pos_ == "PROPN" or bool(noun.ent_type_) or noun.lemma_.lower() in ("counterpart", "colleague")
    )
    return named or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children)


def name_verb(verb: Token) -> str:
    """The lemma by which a verb is known to the lexicon."""
    return mend_lemma(verb, load_lexicon().known)


def _frame_of_object(verb: Token, alone: str, objects: list[Token], lexicon: Lexicon) -> Frame | None:
    lemmas = [*(f"{alone} {child.lower_}" for child in verb.children if child.dep_ == "prt"), alone]
    for noun in objects:
        for lemma, name in product(lemmas, list(_noun_names(noun))):
            frame = lexicon.phrases.get((lemma, name))
            if frame is None and lemma in lexicon.light:
                frame = lexicon.nouns.get(name)
                if frame is not None and lemma in lexicon.pledging:
                    said = _PROMISED if frame.event_class.cooperative else _THREATENED
                    frame = replace(frame, event_class=said, both=False)
            if frame is not None:
                return frame.with_noun(noun)
    return None


def _frame_of_subject(verb: Token, lemma: str, lexicon: Lexicon) -> Frame | None:
    """For "troops left Lima": what soldiers, ships and crowds do."""
    for noun in verb.children:
        if noun.dep_ == "nsubj":
            return lexicon.done_by.get((lemma, noun.lemma_.lower()))
    return None


def match_noun(noun: Token) -> Frame | None:
    """The frame of a noun that names a deed ("talks", "attack"), or None."""
    for name in _noun_names(noun):
        frame = load_lexicon().nouns.get(name)
        if frame is not None:
            return frame.with_noun(noun)
    return None


def _noun_names(noun: Token) -> Iterator[str]:
    lemma = noun.lemma_.lower()
    for child in noun.children if noun.n_lefts or noun.n_rights else ():
        if child.lower_ == "of" and lemma in _COUNTED:  # "a round of talks"
            yield from (below.lemma_.lower() for below in child.children if below.dep_ == "pobj")
        if child.dep_ == "compound":
            yield f"{child.lemma_.lower()} {lemma}"
    yield lemma


def _particles(verb: Token) -> Iterator[str]:
    """Particles and prepositions of a verb, in order: "out of" is tried before "out"."""
    for first in verb.children:
        if first.dep_ in ("prt", "advmod") and first.i > verb.i:  # "sat down with"
            yield from (f"{first.lower_} {prep.lower_}" for prep in verb.children if prep.dep_ == "prep")
    for child in verb.children:
        if child.dep_ not in _PARTICLES or child.i < verb.i:
            continue
        below = list(child.children)
        if child.lower_ != "within" and any(is_temporal(noun) for noun in below):
            continue
        for prep in below:
            if prep.dep_ == "prep":
                yield f"{child.lower_} {prep.lower_}"
        yield child.lower_


def _preferring(frame: Frame, particle: str, objects: list[Token]) -> Frame:
    """The frame with the particle's own object first; but a name that is the verb's object goes before it."""
    place = particle.rsplit(" ", 1)[-1]
    named = not frame.both and any(noun.pos_ in ("PROPN", "PRON") for noun in objects)
    return replace(frame, target=("object", place, *frame.target) if named else (place, *frame.target))
