"""Who did what to whom: events of CAMEO's and PLOVER's four classes, read from the dependency parse.

For each verb: what it does (`event_verbs`), whether it was done (`event_standing`), who stands where
(`event_grammar`, `event_sides`), and whom the phrases denote (`event_parties`, `event_pronouns`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Paragraph
from bot.analysis.event_grammar import find_objects, find_prepositional, find_subjects, find_verb_above
from bot.analysis.event_identity import list_actors
from bot.analysis.event_lexicon import ANYWHERE, Frame
from bot.analysis.event_occasions import find_told_clauses, is_lasting, is_to_come
from bot.analysis.event_parties import Party
from bot.analysis.event_pronouns import HARM, Memory
from bot.analysis.event_readings import Readings
from bot.analysis.event_sides import Sides
from bot.analysis.event_standing import Deed, Standing, judge_standing
from bot.analysis.event_verbs import match_frame, match_noun, name_verb
from bot.model.findings import Event, EventClass

_VERBAL = frozenset({"AUX", "VERB"})
_GOVERNED = frozenset(
    {"xcomp", "ccomp", "conj", "acl", "advcl"}
)  # verbs that another one may promise or refuse
_OWNERS = frozenset({"its", "his", "her", "their"})
_SPEAKERS = frozenset({"it", "he", "she", "they", "we"})
_PROMISE = Frame(event_class=EventClass.VERBAL_COOPERATION, target=ANYWHERE)
_REFUSAL = Frame(event_class=EventClass.VERBAL_CONFLICT, target=ANYWHERE)


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
        words = [(token, token.pos_) for token in sentence]
        if paragraph.masked:
            words = [(token, pos) for token, pos in words if not paragraph.is_masked(token)]
        for token, pos in words:
            if pos in _VERBAL and token.dep_ not in ("aux", "auxpass"):
                yield from reader.read_verb(token)
                yield from reader.read_complaint(token)
        for token, pos in words:
            if pos == "NOUN":
                yield from reader.read_noun(token)


class _Reader:
    """Reads the verbs of one sentence, then its nouns."""

    def __init__(self, paragraph: Paragraph, cast: Cast, memory: Memory) -> None:
        self._paragraph, self._memory = paragraph, memory
        self._readings = Readings(paragraph, cast, memory)
        self._sides = Sides(self._readings)
        self._told: set[int] = set()  # nouns that a verb's event has told already

    def read_verb(self, verb: Token) -> Iterator[Event]:
        """The events that a verb tells; mostly none or one."""
        objects = find_objects(verb)
        frame = match_frame(verb, objects, partial(self._printed_after, verb))
        if frame is None and verb.dep_ not in _GOVERNED:
            return
        standing = judge_standing(verb)
        settled = _settle(verb, frame, standing)
        if settled is None:
            return
        source, target = self._sides.find_sides(verb, settled, objects)
        somebody = any(party.named for party in target)
        if standing.deed is Deed.DONE and not standing.negated and source:
            words = {verb.lemma_.lower(), *((settled.noun.lemma_.lower(),) if settled.noun else ())}
            if somebody and settled.event_class is EventClass.MATERIAL_CONFLICT:
                words.add(HARM)
            self._memory.remember_deed(source, words, last=somebody)
        if not source or not target:
            return
        if somebody:
            told = (*objects, *find_subjects(verb)) if settled.both else (settled.noun,)
            self._told |= {
                word.i for noun in told if noun for word in (noun, *find_prepositional(noun, "of"))
            }
        governor = standing.governor
        said_by = governor if governor is not None and governor.pos_ == "VERB" else verb
        yield self._event(said_by, settled, standing, source, target)

    def read_complaint(self, verb: Token) -> Iterator[Event]:
        """The accusation in "Oslo said Lima had shelled its ports": who was harmed says who did it."""
        for clause in find_told_clauses(verb):
            objects = find_objects(clause)
            frame = match_frame(clause, objects)
            done = judge_standing(clause)
            if (
                frame is None
                or frame.event_class is not EventClass.MATERIAL_CONFLICT
                or done != Standing(Deed.DONE)
            ):
                continue
            speaker = self._readings.parties(find_subjects(verb))
            source, target = self._sides.find_sides(clause, frame, objects)
            if self._readings.is_side(speaker, target) and not self._readings.is_side(speaker, source):
                yield self._event(verb, _REFUSAL, done, speaker, source)

    def read_noun(self, noun: Token) -> Iterator[Event]:
        """The event that a noun tells by itself: "talks between A and B", "A's attack on B"."""
        frame = None if noun.i in self._told or noun.dep_ == "compound" else match_noun(noun)
        verb = find_verb_above(noun)
        if frame is None or verb is None or is_to_come(noun) or is_lasting(noun):
            return
        standing = judge_standing(verb)
        doubted = standing.negated and noun.dep_ != "nsubj"  # "the raid surprised nobody"
        if standing.deed is not Deed.DONE or doubted:
            return
        standing = replace(standing, negated=False)
        source, target = self._sides.find_around_noun(noun, frame)
        if source and target and all(party.proper for party in (*source, *target)):
            yield self._event(noun, frame, standing, source, target)

    def _printed_after(self, verb: Token) -> str:
        return self._paragraph.text[verb.idx + len(verb.text) : verb.sent.end_char]

    def _event(
        self, word: Token, frame: Frame, standing: Standing, source: Sequence[Party], target: Sequence[Party]
    ) -> Event:
        start, end = self._paragraph.span_of(word.sent)
        return Event(
            source=list_actors(source),
            target=list_actors(target),
            source_text=tuple(dict.fromkeys(party.text for party in source)),
            target_text=tuple(dict.fromkeys(party.text for party in target)),
            verb=name_verb(word),
            event_class=frame.event_class,
            negated=standing.negated,
            start=start,
            end=end,
        )


def _is_vowed(verb: Token) -> bool:
    """Whether a deed to come is announced by those who mean to do it: "said it would bomb", "will bomb"."""
    if verb.dep_ != "ccomp":
        return verb.dep_ in ("ROOT", "conj")
    own, tellers = find_subjects(verb), find_subjects(verb.head)
    named = {noun.lower_ for noun in tellers}
    owned = any(child.lower_ in _OWNERS for noun in tellers for child in noun.children)
    return owned or any(noun.lower_ in named or noun.lower_ in _SPEAKERS for noun in own)


def _settle(verb: Token, frame: Frame | None, standing: Standing) -> Frame | None:
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
    if standing.deed is Deed.PROMISED and standing.governor is None and _is_vowed(verb):
        return replace(frame or _REFUSAL, event_class=EventClass.VERBAL_CONFLICT)
    if standing.governor is None and not (standing.deed is Deed.REFUSED and cooperative):
        return None  # a plan to do harm, or not to do it
    return replace(frame or _REFUSAL, event_class=EventClass.VERBAL_CONFLICT)
