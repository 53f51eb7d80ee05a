"""Who did what to whom: events of CAMEO's and PLOVER's four classes, read from the dependency parse.

For each verb: what it does (`event_verbs`), whether it was done (`event_standing`), who stands where
(`event_grammar`), and whom the phrases denote (`event_parties`, `event_pronouns`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Paragraph
from bot.analysis.event_grammar import (
    find_at,
    find_below,
    find_between,
    find_objects,
    find_owners,
    find_prepositional,
    find_subjects,
    find_verb_above,
)
from bot.analysis.event_parties import Party, read_party
from bot.analysis.event_pronouns import Memory, is_couple
from bot.analysis.event_standing import Deed, Standing, judge_standing
from bot.analysis.event_verbs import ANYWHERE, Frame, match_frame, match_noun
from bot.analysis.lexicon.words import load_words
from bot.model.findings import Event, EventClass

_PROMISE = Frame(event_class=EventClass.VERBAL_COOPERATION, target=ANYWHERE)
_REFUSAL = Frame(event_class=EventClass.VERBAL_CONFLICT, target=ANYWHERE)
_WORDS = {key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["words"].items()}


def extract_events(document: Document, cast: Cast) -> tuple[Event, ...]:
    """The events of an article, in order. Each (source, target, verb, class) once, with its first sentence.

    Conditions, possibilities, wishes and allegations are no events; what is denied is one, negated. Pure.
    """
    found: dict[tuple[object, ...], Event] = {}
    memory = Memory(cast)
    for paragraph in document.paragraphs:
        for event in _read_paragraph(paragraph, cast, memory):
            sides = [event.source or event.source_text, event.target or event.target_text]
            found.setdefault((*sides, event.verb, event.event_class, event.negated), event)
    return tuple(sorted(found.values(), key=lambda event: (event.start, event.end)))


def _read_paragraph(paragraph: Paragraph, cast: Cast, memory: Memory) -> Iterator[Event]:
    for sentence in paragraph.doc.sents:
        memory.hear(sentence, paragraph)
        reader = _Reader(paragraph, cast, memory)
        tokens = [token for token in sentence if not paragraph.is_masked(token)]
        for token in tokens:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
                yield from reader.read_verb(token)
        for token in tokens:
            if token.pos_ == "NOUN":
                yield from reader.read_noun(token)


class _Reader:
    """Reads the verbs of one sentence."""

    def __init__(self, paragraph: Paragraph, cast: Cast, memory: Memory) -> None:
        self._paragraph, self._cast, self._memory = paragraph, cast, memory
        self._told: set[int] = set()  # nouns that a verb's event has told already

    def read_verb(self, verb: Token) -> Iterator[Event]:
        """The events that a verb tells; mostly none or one."""
        objects = find_objects(verb)
        frame = match_frame(verb, objects)
        standing = judge_standing(verb)
        settled = _settle(frame, standing)
        if settled is None:
            return
        source = self._parties(find_subjects(verb))
        if not source:
            return
        if settled.both and len(source) > 1 and not find_prepositional(verb, "with"):
            source, target = source[:1], source[1:]
        else:
            target = self._find_target(verb, settled, objects, source)
        if not target:
            target = self._find_unnamed(verb, objects, source)
        if target:
            if standing.deed is Deed.DONE and not standing.negated:
                self._memory.remember_deed(source)
            self._told |= {noun.i for noun in (*objects, *find_subjects(verb))}
            governor = standing.governor
            said_by = governor if governor is not None and governor.pos_ == "VERB" else verb
            yield self._event(said_by, settled, standing, source, target)

    def read_noun(self, noun: Token) -> Iterator[Event]:
        """The event that a noun tells by itself: "talks between A and B", "A's attack on B"."""
        frame = None if noun.i in self._told or noun.dep_ == "compound" else match_noun(noun)
        verb = find_verb_above(noun)
        if frame is None or verb is None:
            return
        standing = judge_standing(verb)
        if standing.deed is not Deed.DONE or standing.negated:
            return
        source, target = self._noun_sides(noun, frame)
        if source and target and all(party.proper for party in (*source, *target)):
            yield self._event(noun, frame, standing, source, target)

    def _noun_sides(self, noun: Token, frame: Frame) -> tuple[list[Party], list[Party]]:
        sides = self._parties(find_between(noun))
        if len(sides) > 1:
            return sides[:1], sides[1:]
        source = self._parties([*find_owners(noun), *find_prepositional(noun, "by")])[:1]
        if not source or (frame.event_class.cooperative and not frame.both):
            return [], []
        for place in ("with",) if frame.both else ("on", "against", "at"):
            target = [
                party for party in self._parties(find_prepositional(noun, place)) if not _same(party, source)
            ]
            if target:
                return source, target
        return [], []

    def _find_target(
        self, verb: Token, frame: Frame, objects: Sequence[Token], source: Sequence[Party]
    ) -> list[Party]:
        """The other party: at the frame's places of the verb, then of the noun that decided, then anywhere."""
        for word, place in self._places(verb, frame, objects):
            nouns = find_at(word, place, list(objects)) if word == verb else find_prepositional(word, place)
            nouns = [each for noun in nouns for each in ([noun] if noun != frame.noun else find_owners(noun))]
            parties = [party for party in self._parties(nouns, source) if not _same(party, source)]
            if place == "clause" or place not in frame.target:
                parties = [party for party in parties if party.proper]
            if parties:
                return parties
        nouns = (
            []
            if frame.both
            else [noun for noun in find_below(verb) if noun.ent_type_ or noun.pos_ == "PROPN"]
        )
        return [party for party in self._parties(nouns, source) if not _same(party, source)][:1]

    def _find_unnamed(self, verb: Token, objects: Sequence[Token], source: Sequence[Party]) -> list[Party]:
        """Whose deed it was: "condemned the step", "suspended talks in reply"."""
        actors = set(_actors(source))
        start, _ = self._paragraph.span_of(verb.sent)
        deeds = {noun.lemma_.lower() for noun in objects if _is_anaphoric(noun)}
        if deeds & _WORDS["told"]:
            return list(self._memory.find_other(start, actors))
        replies = any(word.lemma_.lower() in _WORDS["replies"] and word.dep_ == "pobj" for word in verb.sent)
        if deeds & _WORDS["deeds"] or replies:
            return list(self._memory.find_doer(actors) or self._memory.find_other(start, actors))
        return []

    @staticmethod
    def _places(verb: Token, frame: Frame, objects: Sequence[Token]) -> Iterator[tuple[Token, str]]:
        nouns = [frame.noun] if frame.noun is not None else list(objects)
        for place in frame.target:
            yield verb, place
            for noun in nouns:
                yield noun, place
        for place in ANYWHERE:
            if place not in frame.target:
                yield verb, place
                for noun in nouns:
                    yield noun, place

    def _parties(self, nouns: Sequence[Token], without: Sequence[Party] = ()) -> list[Party]:
        others = frozenset(_actors(without))
        found: list[Party] = []
        sides = (side for noun in nouns for side in find_between(noun) or [noun])
        for noun in sides:
            if noun.pos_ == "PRON" or is_couple(noun):
                found.extend(self._memory.resolve(noun, self._paragraph, others))
                continue
            party = read_party(noun, self._paragraph, self._cast)
            if party is not None and not party.actors:
                owners = self._memory.whose(noun, self._paragraph)
                party = replace(party, actors=owners, named=party.named or bool(owners))
            if party is not None and party.named:
                found.append(party)
        return found

    def _event(
        self, word: Token, frame: Frame, standing: Standing, source: Sequence[Party], target: Sequence[Party]
    ) -> Event:
        start, end = self._paragraph.span_of(word.sent)
        return Event(
            source=_actors(source),
            target=_actors(target),
            source_text=tuple(dict.fromkeys(party.text for party in source)),
            target_text=tuple(dict.fromkeys(party.text for party in target)),
            verb=word.lemma_.lower(),
            event_class=frame.event_class,
            negated=standing.negated,
            start=start,
            end=end,
        )


def _settle(frame: Frame | None, standing: Standing) -> Frame | None:
    """The frame after promise, refusal and threat; None where there is no event."""
    if standing.deed is Deed.NOTHING:
        return None
    if standing.deed is Deed.DONE:
        return frame
    if frame is None and standing.governor is None:
        return None
    agreed = standing.governor is not None and standing.governor.lemma_ == "agree"
    cooperative = frame is None or frame.event_class.cooperative or agreed
    if standing.deed is Deed.PROMISED and cooperative:
        return replace(frame or _PROMISE, event_class=EventClass.VERBAL_COOPERATION)
    if standing.governor is None and not (standing.deed is Deed.REFUSED and cooperative):
        return None  # a plan to do harm, or not to do it
    return replace(frame or _REFUSAL, event_class=EventClass.VERBAL_CONFLICT)


def _actors(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for party in parties for actor in party.actors))


def _is_anaphoric(noun: Token) -> bool:
    """ "the step", "that account": a deed of somebody named before, with nothing that says whose."""
    if noun.lemma_.lower() in _WORDS["envoys"]:
        return True
    return {child.dep_ for child in noun.children} == {"det"} and any(
        child.lower_ in ("the", "this", "that", "these", "those") for child in noun.children
    )


def _same(party: Party, source: Sequence[Party]) -> bool:
    """Whether a party is the source itself, or denotes only actors that the source denotes."""
    actors = set(_actors(source))
    return any(party.start == other.start for other in source) or (
        bool(party.actors) and set(party.actors) <= actors
    )
