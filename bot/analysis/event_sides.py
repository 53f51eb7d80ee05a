"""The two sides of an event: which of the nouns around a verb or a noun are parties to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from bot.analysis.document import Cast, Paragraph
from bot.analysis.event_grammar import (
    find_at,
    find_below,
    find_between,
    find_owners,
    find_prepositional,
    find_subjects,
    is_passive,
)
from bot.analysis.event_identity import drop_source, is_same, list_actors, part_actors
from bot.analysis.event_lexicon import ANYWHERE, Frame
from bot.analysis.event_occasions import find_host, is_of_what
from bot.analysis.event_parties import Party, is_place
from bot.analysis.event_pronouns import HARM, Memory, is_couple
from bot.analysis.event_states import state_of_person
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

_PLAIN = 3
_ONTO = ("against", "on", "into", "at", "over")
_LOCAL = frozenset({"of", "from", "in", "at", "near", "off", "over", "inside", "along", "across", "through"})
_WORDS = {key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["words"].items()}


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds parties in one paragraph."""

    paragraph: Paragraph
    cast: Cast
    memory: Memory

    def find_sides(
        self, verb: Token, frame: Frame, objects: Sequence[Token]
    ) -> tuple[list[Party], list[Party]]:
        """Source and target of a verb's event; either is empty where nobody is named."""
        source = self.parties(find_subjects(verb))
        if frame.both:
            source = [side for party in source for side in part_actors(party)] or self._find_together(
                verb, objects
            )
            if len(source) > 1 and not any(find_prepositional(word, "with") for word in (verb, *objects)):
                return source[:1], source[1:]
        if not source:
            source = self._find_keeper(verb, frame) if is_passive(verb) else self._find_weapon(verb, frame)
        if not source:
            return [], []
        target = [] if is_of_what(verb) else self.find_target(verb, frame, objects, source)
        target = target or self.find_unnamed(verb, [*objects, *([frame.noun] if frame.noun else [])], source)
        target = target or self._find_plain(verb, frame, objects)
        return (target, source) if frame.received else (source, target)

    def _find_together(self, verb: Token, objects: Sequence[Token]) -> list[Party]:
        """The sides of what nobody is said to have done: "no deal was reached between Oslo and Lima"."""
        found = self.parties(
            [side for word in (verb, *objects) for side in find_prepositional(word, "between")]
        )
        return found if len(found) > 1 else []

    def _find_keeper(self, verb: Token, frame: Frame) -> list[Party]:
        """Whose police it was: "was arrested in Peru"."""
        if verb.lemma_.lower() not in _WORDS["custody"] or frame.event_class.cooperative:
            return []
        place = "from" if verb.lemma_.lower() in _WORDS["returned"] else "in"
        places = [noun for noun in find_prepositional(verb, place) if is_place(noun)]
        return [party for party in self.parties(places) if party.actors][:1]

    def _find_weapon(self, verb: Token, frame: Frame) -> list[Party]:
        """What struck, where nobody is named who sent it: "a car bomb killed two"."""
        if frame.event_class is not EventClass.MATERIAL_CONFLICT:
            return []
        struck = [noun for noun in find_subjects(verb) if noun.lemma_.lower() in _WORDS["weapons"]]
        read = [self.memory.party(noun, self.paragraph) for noun in struck]
        return [party for party in read if party is not None][:1]

    def find_target(
        self, verb: Token, frame: Frame, objects: Sequence[Token], source: Sequence[Party]
    ) -> list[Party]:
        """The other party: at the frame's places of the verb, then of the noun that decided, then anywhere."""
        fallback: list[Party] = []
        for word, place in self._places(verb, frame, objects):
            if fallback and not _is_closer(word, verb, place, frame):
                continue
            parties = self._at(verb, word, place, frame, objects, source)
            if any(party.actors or party.proper for party in parties):
                return [replace(fallback[0], actors=parties[0].actors)] if fallback else parties
            fallback = fallback or parties
        return fallback or self._find_sponsor(frame, objects, source) or self._find_below(verb, frame, source)

    def _at(
        self,
        verb: Token,
        word: Token,
        place: str,
        frame: Frame,
        objects: Sequence[Token],
        source: Sequence[Party],
    ) -> list[Party]:
        """The parties at one place of a verb or a noun, without the source."""
        nouns = find_at(word, place, list(objects)) if word == verb else find_prepositional(word, place)
        nouns = [each for noun in nouns for each in ([noun] if noun != frame.noun else _whose(noun))]
        if place == "in":
            nouns = [noun for noun in nouns if is_place(noun)]
        # "said a ship had rammed its boat": the ship's boat it is not
        foreign = verb.dep_ == "ccomp" and not frame.event_class.cooperative
        named = self.parties(nouns, source, foreign=foreign)
        if frame.noun is not None and place == "object" and word == verb:
            named = [self._with_thing(party, frame.noun) for party in named]
        parties = [
            party
            for party in map(drop_source(source, frame), named)
            if party is not None
        ]
        if frame.known:
            parties = (
                [] if any(n.lemma_.lower() in _WORDS["listeners"] for n in nouns) else self._known(parties)
            )
        if place == "clause" or place not in frame.target:
            parties = [party for party in parties if party.proper]
        return parties

    def _with_thing(self, party: Party, thing: Token) -> Party:
        """The party printed with its thing where an adjective names it: "a Chilean proposal", no "Chilean"."""
        whole = self.memory.party(thing, self.paragraph)
        return party if whole is None or "'" in whole.text or "’" in whole.text else replace(party, text=whole.text)

    def _known(self, parties: Sequence[Party]) -> list[Party]:
        """The known actors among parties, but no media: telling them is telling the public."""
        members = self.cast.members
        media = {actor for actor in members if members[actor].sector == "media"}
        return [party for party in parties if party.actors and not media & set(party.actors)]

    def _find_sponsor(self, frame: Frame, objects: Sequence[Token], source: Sequence[Party]) -> list[Party]:
        """Whose it was: "vetoed a resolution drafted by Lima"."""
        told = frame.event_class in (EventClass.VERBAL_CONFLICT, EventClass.VERBAL_COOPERATION)
        clauses = [
            child
            for noun in objects
            for child in noun.children
            if (child.dep_ == "acl" and is_passive(child))
            or (child.dep_ == "relcl" and told and not is_passive(child))
        ]
        makers = self.parties([noun for clause in clauses for noun in find_subjects(clause)], source)
        return [party for party in makers if party.proper and not is_same(party, source)]

    def _find_below(self, verb: Token, frame: Frame, source: Sequence[Party]) -> list[Party]:
        below = [] if frame.both or frame.known else find_below(verb)
        nouns = [noun for noun in below if noun.ent_type_ or noun.pos_ == "PROPN" or find_owners(noun)]
        return [party for party in self.parties(nouns, source) if not is_same(party, source)][:1]

    def _find_plain(self, verb: Token, frame: Frame, objects: Sequence[Token]) -> list[Party]:
        """The thing that it is done to, in plain words, where nobody is named: "rejected the referendum"."""
        if frame.both or frame.known or frame.received:
            return []
        if frame.noun is None:
            nouns = list(objects) if "object" in frame.target[:_PLAIN] else []
        elif frame.event_class.cooperative:
            return []
        else:
            nouns = [n for word in (verb, frame.noun) for place in _ONTO for n in find_prepositional(word, place)]
        read = [self.memory.party(noun, self.paragraph) for noun in nouns if _is_thing(noun, frame)]
        return [party for party in read if party is not None][:1]

    def find_unnamed(self, verb: Token, objects: Sequence[Token], source: Sequence[Party]) -> list[Party]:
        """Whose deed it was: "condemned the step", "suspended talks in reply"."""
        actors = self._of_side(source)
        start, _ = self.paragraph.span_of(verb.sent)
        deeds = {noun.lemma_.lower() for noun in objects if _is_anaphoric(noun)}
        if is_of_what(verb):
            return list(self.memory.find_doer(actors, {HARM}))
        if deeds & _WORDS["told"]:
            return list(self.memory.find_other(start, actors))
        replies = any(word.lemma_.lower() in _WORDS["replies"] and word.dep_ == "pobj" for word in verb.sent)
        replies = replies or verb.lemma_.lower() in _WORDS["replying"]
        if deeds & _WORDS["deeds"] or replies:
            return list(self.memory.find_doer(actors, deeds) or self.memory.find_other(start, actors))
        return []

    @staticmethod
    def _places(verb: Token, frame: Frame, objects: Sequence[Token]) -> Iterator[tuple[Token, str]]:
        nouns = [frame.noun] if frame.noun is not None else list(objects)
        for place in frame.target:
            yield verb, place
            for noun in nouns:
                yield noun, place
        for place in () if frame.known or frame.both else ANYWHERE:
            if place not in frame.target:
                yield verb, place
                for noun in nouns:
                    yield noun, place

    def parties(
        self, nouns: Sequence[Token], without: Sequence[Party] = (), *, foreign: bool = False
    ) -> list[Party]:
        """The parties that nouns and pronouns denote; no pronoun stands for the actors of `without`.

        `foreign`: nor does the owner in "its boats".
        """
        others = frozenset(list_actors(without))
        found: list[Party] = []
        sides = (side for noun in nouns for side in find_between(noun) or [noun])
        for noun in sides:
            if noun.pos_ == "PRON" or is_couple(noun):
                found.extend(self.memory.resolve(noun, self.paragraph, others))
                continue
            party = self.memory.party(noun, self.paragraph)
            if party is not None and not party.actors:
                owners = self.memory.whose(noun, self.paragraph, others if foreign else frozenset())
                party = replace(party, actors=owners, named=party.named or bool(owners))
            if party is not None and party.named:
                found.append(party)
        return found

    def is_side(self, one: Sequence[Party], other: Sequence[Party]) -> bool:
        """Whether one party speaks for the other: they are the same, or the other is one's state."""
        return bool(self._of_side(one) & set(list_actors(other)))

    def _of_side(self, parties: Sequence[Party]) -> set[str]:
        """The actors of parties, and the states of officials among them."""
        actors = set(list_actors(parties))
        return actors | {state for actor in actors if (state := state_of_person(actor, self.cast))}

    def find_around_noun(self, noun: Token, frame: Frame) -> tuple[list[Party], list[Party]]:
        """Source and target of a noun that tells an event: "talks between A and B", "A's attack on B"."""
        sides = self.parties(find_between(noun))
        if len(sides) > 1:
            return sides[:1], sides[1:]
        source = self.parties([*find_owners(noun), *find_prepositional(noun, "by")])[:1]
        source = source or self.parties(find_host(noun))
        if not source or (frame.event_class.cooperative and not frame.both):
            return [], []
        of = ("of",) if noun.lemma_.lower() in _WORDS["upon"] else ()
        for place in ("with", "to") if frame.both else ("on", "against", "at", *of):
            target = [
                party for party in self.parties(find_prepositional(noun, place)) if not is_same(party, source)
            ]
            if target:
                return source, target
        return [], []


def _is_thing(noun: Token, frame: Frame) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and noun != frame.noun


def _whose(noun: Token) -> list[Token]:
    """Whose the noun is that decided the class; people who act ("expelled inspectors") are a party themselves."""
    return find_owners(noun) or ([noun] if noun.lemma_.lower() in _WORDS["agents"] else [])


def _is_closer(word: Token, verb: Token, place: str, frame: Frame) -> bool:
    """Whether a place may say whose the nameless party is that was found: "hit a school in Lima"."""
    if place not in frame.target and place not in _LOCAL:
        return False
    material = frame.event_class in (EventClass.MATERIAL_CONFLICT, EventClass.MATERIAL_COOPERATION)
    return material or (word != verb and place in _LOCAL)


def _is_anaphoric(noun: Token) -> bool:
    """Whether it is "the step" or "that account": a deed of somebody named before, with nothing that says whose."""
    if noun.lemma_.lower() in _WORDS["envoys"]:
        return True
    return {child.dep_ for child in noun.children} - {"punct", "appos"} == {"det"} and any(
        child.lower_ in ("the", "this", "that", "these", "those") for child in noun.children
    )
