"""Frames of more than a verb and its object: "called the step a crime", "took Lima to court", "said Oslo must"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.event_lexicon import Frame, Lexicon
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

_STATING = frozenset(load_words("event_verbs.toml")["words"]["stating"].split())
_ENTERED = frozenset({"into", "in", "under", "on"})  # before the noun of a light verb: "enter into talks"
_NAMING = frozenset(
    {"call", "describe", "brand", "label", "characterise", "characterize", "term", "dub", "deem"}
)
_BEGGING = frozenset(
    {"ask", "appeal", "plead", "beg", "hope", "thank", "apply", "apologise", "apologize", "pay"}
)
_QUOTED = re.compile(r"[“\"‘«„]([^”\"’»]*)")
_CONVICTED = frozenset({"guilty", "liable", "responsible", "culpable", "breach", "violation", "contempt"})
_WHOSE = ("object", "of", "by", "from", "on", "against", "to", "in", "with")


@lru_cache(maxsize=1)
def _verdicts() -> dict[str, frozenset[str]]:
    return {
        key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["verdicts"].items()
    }


def frame_of_construction(
    verb: Token, objects: list[Token], lexicon: Lexicon, printed: Callable[[], str] = str
) -> Frame | None:
    """The frame of a verb with what stands around it (`printed` gives the text after it); None where nothing of the kind does."""
    lemma = verb.lemma_.lower()
    if lemma in _NAMING:
        return _frame_of_verdict(verb, objects, lexicon, printed)
    return _frame_of_preposition(verb, lemma, lexicon) or _frame_of_demand(verb, lemma, lexicon)


def frame_towards(verb: Token, lemma: str, objects: list[Token], lexicon: Lexicon) -> Frame | None:
    """For "sent ships towards Lima", "held drills around Oslo": a show of force, unless several did it together."""
    for noun in objects:
        frame = lexicon.near.get((lemma, noun.lemma_.lower()))
        if frame is None or _is_joint(verb):
            continue
        around = {
            c.lower_ for word in (verb, noun) for c in word.subtree if c.dep_ == "prep" and c.i > verb.i
        }
        if around & set(frame.target) and "with" not in around:
            return frame.with_noun(noun)
    return None


def _is_joint(verb: Token) -> bool:
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return any(word.dep_ == "conj" for subject in subjects for word in subject.subtree)


def frame_of_call(verb: Token, lemma: str, lexicon: Lexicon) -> Frame | None:
    """For "called for sanctions against Rome": asking for harm is verbal conflict."""
    if lemma in _BEGGING:
        return None
    for prep, noun in _prepositional(verb):
        frame = lexicon.nouns.get(noun.lemma_.lower())
        if (
            prep.lower_ == "for"
            and lemma != "vote"
            and frame is not None
            and not frame.event_class.cooperative
        ):
            return replace(frame.with_noun(noun), event_class=EventClass.VERBAL_CONFLICT)
    return None


def frame_of_put(verb: Token, lemma: str, lexicon: Lexicon) -> Frame | None:
    """For a verb whose prepositional object decides: "took Lima to court", "withdrew from the pact"."""
    for _, noun in _prepositional(verb):
        frame = lexicon.put.get((lemma, noun.lemma_.lower()))
        if frame is not None:
            return frame.with_noun(noun)
    return None


def frame_of_order(verb: Token, lemma: str) -> Frame | None:
    """For "told Lima to leave": an order."""
    ordered = lemma == "tell" and any(
        clause.dep_ in ("xcomp", "ccomp", "advcl")
        and clause.i > verb.i
        and any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)
        for clause in verb.children
    )
    return (
        Frame(event_class=EventClass.VERBAL_CONFLICT, target=("object", "clause"), known=True)
        if ordered
        else None
    )


def _frame_of_preposition(verb: Token, lemma: str, lexicon: Lexicon) -> Frame | None:
    """For a light verb whose noun follows a preposition: "put under sanctions"."""
    for prep, noun in _prepositional(verb):
        name = noun.lemma_.lower()
        if (
            lemma in lexicon.light
            and prep.lower_ in _ENTERED
            and name in lexicon.nouns
            and lemma not in lexicon.verbs
        ):
            frame = lexicon.nouns[name].with_noun(noun)
            return replace(frame, target=("object", *frame.target))
    return None


def _prepositional(verb: Token) -> Iterator[tuple[Token, Token]]:
    for prep in verb.children:
        if prep.dep_ in ("prep", "dative"):
            inner = (prep, *(below for below in prep.children if below.dep_ == "prep"))  # "out of"
            yield from ((prep, noun) for word in inner for noun in word.children if noun.dep_ == "pobj")


def _frame_of_demand(verb: Token, lemma: str, lexicon: Lexicon) -> Frame | None:
    """For "said that Lima must …": whoever must is asked for something."""
    if lemma in lexicon.verbs or verb.pos_ != "VERB":
        return None
    if lemma == "find" and any(word.lower_ in _CONVICTED and word.i > verb.i for word in verb.subtree):
        return Frame(event_class=EventClass.VERBAL_CONFLICT, target=("object", "clause"))
    for clause in verb.children:
        if clause.dep_ != "ccomp" or not any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children):
            continue
        if _is_demanded(clause):
            return Frame(event_class=EventClass.VERBAL_CONFLICT, target=("clause",))
        if clause.lemma_ == "be" and (said := _said_of(clause)) is not None:
            return Frame(event_class=said, target=("clause",))
    return None


def _is_demanded(clause: Token) -> bool:
    """Whether a told clause demands something: "must leave", "a truce is needed", "cannot be tolerated"."""
    modals = {child.lower_ for child in clause.children if child.dep_ == "aux"}
    if modals & {"must", "should"}:
        return True
    if modals & {"can", "could", "ca"} and any(child.dep_ == "neg" for child in clause.children):
        return clause.lemma_ in ("allow", "tolerate", "accept", "permit", "ignore", "trust")
    wanted = [clause, *(child for child in clause.children if child.dep_ == "acomp")]
    return any(word.lower_ in ("needed", "required", "necessary", "overdue") for word in wanted)


def _said_of(clause: Token) -> EventClass | None:
    """Praise or blame in what is told: "said the blockade was illegal"; None for neither, and for what is denied."""
    complements = [child for child in clause.children if child.dep_ in ("acomp", "attr")]
    kept = not any(child.dep_ in ("neg", "mark") and child.lower_ != "that" for child in clause.children)
    modal = any(child.tag_ == "MD" for child in clause.children)
    words = _verdicts()
    for token in complements if kept and not modal else ():
        lemmas = {
            token.lemma_.lower(),
            *(c.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound")),
        }
        if lemmas & words["blame"] or (lemmas & {"responsible", "guilty"}):
            return EventClass.VERBAL_CONFLICT
        if lemmas & words["praise"]:
            return EventClass.VERBAL_COOPERATION
    return None


def _frame_of_verdict(
    verb: Token, objects: list[Token], lexicon: Lexicon, printed: Callable[[], str]
) -> Frame | None:
    """For "called the deal a mistake": praise or blame, by the words of the verdict and what is judged."""
    judged = find_judged(verb, objects)
    later = {word.i for clause in verb.children if clause.dep_ == "advcl" for word in clause.subtree}
    said = [token for token in verb.subtree if token.i > verb.i and token.i not in later]
    lemmas = {token.lemma_.lower() for token in said if token.lower_ != "goods"}
    for quoted in _QUOTED.findall(printed()):
        lemmas |= set(re.findall(r"[a-z]+", quoted.lower()))
    words = _verdicts()
    if not judged or not _has_verdict(verb, judged):
        return None
    if lemmas & words["praise"]:
        return Frame(event_class=EventClass.VERBAL_COOPERATION, target=_WHOSE)
    harm = [lexicon.nouns.get(noun.lemma_.lower()) for noun in judged]
    harmful = any(frame is not None and not frame.event_class.cooperative for frame in harm)
    if lemmas & words["blame"] or harmful or any(noun.lemma_.lower() in words["harm"] for noun in judged):
        return Frame(event_class=EventClass.VERBAL_CONFLICT, target=_WHOSE)
    return None


def find_judged(verb: Token, objects: list[Token]) -> list[Token]:
    """What is judged: the object, or the subject of the small clause that some parses make of it."""
    if objects and objects[0].lower_ == "this":  # hidden speech: "called the step “a crime”"
        objects = [child for child in objects[0].children if child.dep_ in ("compound", "nmod")] or objects
    inner = [
        noun
        for clause in verb.children
        if clause.dep_ in ("ccomp", "oprd") and clause.i > verb.i
        for noun in clause.children
        if noun.dep_ in ("nsubj", "nsubjpass")
    ]
    return inner or (objects[:1] if len(objects) > 1 and objects[1].head == objects[0].head else objects)


def _has_verdict(verb: Token, judged: list[Token]) -> bool:
    """Whether something is said of what is judged, and it is not merely called to somebody."""
    last = max(noun.i for noun in judged)
    beside = [child for child in verb.children if child.i > last or child.dep_ in ("ccomp", "oprd")]
    beside += [child for noun in judged for child in noun.children if child.dep_ == "appos"]
    return any(child.dep_ != "punct" for child in beside)


def is_naming(verb: Token, objects: list[Token]) -> bool:
    """Whether somebody is called something, and not called by telephone: "called the step a surprise"."""
    judged = find_judged(verb, objects)
    if judged and judged != objects:
        return True
    said = [child for child in verb.children if child.dep_ in ("oprd", "ccomp") and child not in judged]
    return any(child.i > verb.i for child in said) or any(
        c.dep_ == "appos" and c.pos_ == "NOUN" for n in judged for c in n.children
    )


def is_statement(verb: Token, lemma: str) -> bool:
    """Whether only something is stated: "insisted that the harbour was full"."""
    return lemma in _STATING and any(
        clause.dep_ == "ccomp"
        and (clause.tag_ in ("VBD", "VBZ") or any(c.dep_ == "aux" for c in clause.children))
        for clause in verb.children
    )
