"""What a verb does to whom: its class, and where in the sentence the other party stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.event_grammar import is_temporal
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

ANYWHERE = (
    "object",
    "dative",
    "with",
    "to",
    "against",
    "on",
    "for",
    "from",
    "at",
    "into",
    "between",
    "in",
    "of",
    "over",
)
_PARTICLES = frozenset({"prt", "advmod", "prep", "agent", "advcl", "acomp", "dative"})
_COUNTED = frozenset(
    [
        "round",
        "series",
        "wave",
        "spate",
        "number",
        "string",
        "set",
        "batch",
        "barrage",
        "volley",
        "dozen",
        "hundred",
        "lot",
        "kind",
    ]
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What a verb, with its object where that matters, says that one party does to another."""

    event_class: EventClass
    target: tuple[str, ...]  # places of the other party, best first: "object", "clause" or a preposition
    both: bool = False  # done by both sides together
    known: bool = False  # an event only between known actors: "told reporters" is none
    noun: Token | None = None  # the object noun that decided the class ("held talks")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    verbs: dict[str, Frame]  # by lemma, also "lemma particle"
    phrases: dict[tuple[str, str], Frame]  # by lemma and lemma of the object
    nouns: dict[str, Frame]
    light: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = load_words("event_verbs.toml")
    return _Lexicon(
        verbs={
            lemma: _frame(entry) for entry in reversed(data["verbs"]) for lemma in _split(entry["lemmas"])
        },
        phrases={
            (verb, noun): _frame(entry)
            for entry in reversed(data["phrases"])
            for verb in _split(entry["verbs"])
            for noun in _split(entry["objects"])
        },
        nouns={
            lemma: _frame(entry) for entry in reversed(data["nouns"]) for lemma in _split(entry["lemmas"])
        },
        light=frozenset(_split(data["light"]["verbs"])),
    )


def _split(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split(",")]


def _frame(entry: dict[str, object]) -> Frame:
    target = entry["target"]
    assert isinstance(target, list)  # noqa: S101 — our own data, checked by a test
    return Frame(
        event_class=EventClass(str(entry["class"])),
        target=tuple(target),
        both=bool(entry.get("both")),
        known=bool(entry.get("known")),
    )


def match_frame(verb: Token, objects: list[Token]) -> Frame | None:
    """The frame of a verb with its objects (those of a passive are its subjects), or None.

    What the object says goes before what the verb says alone: "cut ties", "held talks"; a light verb without
    a telling object says nothing.
    """
    lexicon = _lexicon()
    lemma = verb.lemma_.lower()
    for noun in objects:
        for name in _noun_names(noun):
            frame = lexicon.phrases.get((lemma, name))
            if frame is None and lemma in lexicon.light:
                frame = lexicon.nouns.get(name)
            if frame is not None:
                return _with_noun(frame, noun)
    for particle in _particles(verb):
        frame = lexicon.verbs.get(f"{lemma} {particle}")
        if frame is not None:
            return _frame_of_call(verb, lexicon) or _preferring(frame, particle)
    frame = lexicon.verbs.get(lemma)
    if frame is None and lemma in lexicon.light:
        frame = _frame_of_preposition(verb, lexicon)
    if lemma == "call" and not any(noun.pos_ == "PROPN" or noun.ent_type_ for noun in objects):
        return None  # "called the step reckless"
    return frame or _frame_of_demand(verb)


def match_noun(noun: Token) -> Frame | None:
    """The frame of a noun that names a deed ("talks", "attack"), or None."""
    for name in _noun_names(noun):
        frame = _lexicon().nouns.get(name)
        if frame is not None:
            return _with_noun(frame, noun)
    return None


def is_light(verb: Token) -> bool:
    """Whether the verb says nothing without its object."""
    return verb.lemma_.lower() in _lexicon().light


def _frame_of_preposition(verb: Token, lexicon: _Lexicon) -> Frame | None:
    """For a light verb whose noun follows a preposition: "enter into talks", "put under sanctions"."""
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ not in ("into", "in", "under", "on"):
            continue
        for noun in prep.children:
            if noun.dep_ == "pobj" and noun.lemma_.lower() in lexicon.nouns:
                frame = _with_noun(lexicon.nouns[noun.lemma_.lower()], noun)
                return replace(frame, target=("object", *frame.target))
    return None


def _frame_of_call(verb: Token, lexicon: _Lexicon) -> Frame | None:
    """For "called for sanctions against Rome": asking for harm is verbal conflict."""
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ != "for":
            continue
        for noun in prep.children:
            frame = lexicon.nouns.get(noun.lemma_.lower())
            if noun.dep_ == "pobj" and frame is not None and not frame.event_class.cooperative:
                return replace(_with_noun(frame, noun), event_class=EventClass.VERBAL_CONFLICT)
    return None


def _frame_of_demand(verb: Token) -> Frame | None:
    """For "said that Lima must …": whoever must is asked for something."""
    for clause in verb.children:
        if clause.dep_ == "ccomp" and verb.pos_ == "VERB":
            bound = any(
                child.dep_ == "aux" and child.lower_ in ("must", "should") for child in clause.children
            )
            if bound and any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children):
                return Frame(event_class=EventClass.VERBAL_CONFLICT, target=("clause",))
    return None


def _noun_names(noun: Token) -> Iterator[str]:
    lemma = noun.lemma_.lower()
    for child in noun.children:
        if child.lower_ == "of" and lemma in _COUNTED:  # "a round of talks"
            yield from (below.lemma_.lower() for below in child.children if below.dep_ == "pobj")
        if child.dep_ == "compound":
            yield f"{child.lemma_.lower()} {lemma}"
    yield lemma


def _particles(verb: Token) -> Iterator[str]:
    """Particles and prepositions of a verb, in order: "out of" is tried before "out"."""
    for child in verb.children:
        if child.dep_ not in _PARTICLES or child.i < verb.i:
            continue
        below = list(child.children)
        if any(is_temporal(noun) for noun in below):
            continue
        for prep in below:
            if prep.dep_ == "prep":
                yield f"{child.lower_} {prep.lower_}"
        yield child.lower_


def _preferring(frame: Frame, particle: str) -> Frame:
    place = particle.rsplit(" ", 1)[-1]
    return replace(frame, target=(place, *frame.target))


def _with_noun(frame: Frame, noun: Token) -> Frame:
    return replace(frame, noun=noun)
