"""The two sides of an event: which of the nouns around a verb or a noun are parties to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from bot.analysis.event_grammar import (
    find_at,
    find_below,
    find_between,
    find_owners,
    find_prepositional,
    find_subjects,
)
from bot.analysis.event_identity import drop_source, is_same, part_actors
from bot.analysis.event_lexicon import ANYWHERE, Frame
from bot.analysis.event_occasions import find_host, is_of_what
from bot.analysis.event_parties import Party, is_place
from bot.analysis.event_readings import Readings
from bot.analysis.event_stand_ins import find_doer, find_keeper, find_sponsor, find_thing, find_weapon
from bot.analysis.event_voice import is_passive
from bot.analysis.lexicon.words import load_words
from bot.model.findings import EventClass

_LOCAL = frozenset({"of", "from", "in", "at", "near", "off", "over", "inside", "along", "across", "through"})
_WORDS = {key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["words"].items()}


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds the sides of the events of one paragraph."""

    readings: Readings

    def find_sides(
        self, verb: Token, frame: Frame, objects: Sequence[Token]
    ) -> tuple[list[Party], list[Party]]:
        """Source and target of a verb's event; either is empty where nobody is named."""
        source = self.readings.parties(find_subjects(verb))
        if frame.both:
            source = [side for party in source for side in part_actors(party)] or self._find_together(
                verb, objects
            )
            if len(source) > 1 and not any(find_prepositional(word, "with") for word in (verb, *objects)):
                return source[:1], source[1:]
        if not source:
            stand_in = find_keeper if is_passive(verb) else find_weapon
            source = stand_in(self.readings, verb, frame)
        if not source:
            return [], []
        target = [] if is_of_what(verb) else self.find_target(verb, frame, objects, source)
        deeds = [*objects, *([frame.noun] if frame.noun else [])]
        target = target or find_doer(self.readings, verb, deeds, source)
        target = target or find_thing(self.readings, verb, frame, objects)
        return (target, source) if frame.received else (source, target)

    def _find_together(self, verb: Token, objects: Sequence[Token]) -> list[Party]:
        """The sides of what nobody is said to have done: "no deal was reached between Oslo and Lima"."""
        found = self.readings.parties(
            [side for word in (verb, *objects) for side in find_prepositional(word, "between")]
        )
        return found if len(found) > 1 else []

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
        return (
            fallback
            or find_sponsor(self.readings, frame, objects, source)
            or self._find_below(verb, frame, source)
        )

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
        named = self.readings.parties(nouns, source, foreign=foreign)
        if frame.noun is not None and place == "object" and word == verb:
            named = [self.readings.with_thing(party, frame.noun) for party in named]
        parties = [party for party in map(drop_source(source, frame), named) if party is not None]
        if frame.known:
            parties = (
                []
                if any(n.lemma_.lower() in _WORDS["listeners"] for n in nouns)
                else self.readings.known(parties)
            )
        if place == "clause" or place not in frame.target:
            parties = [party for party in parties if party.proper]
        return parties

    def _find_below(self, verb: Token, frame: Frame, source: Sequence[Party]) -> list[Party]:
        below = [] if frame.both or frame.known else find_below(verb)
        nouns = [noun for noun in below if noun.ent_type_ or noun.pos_ == "PROPN" or find_owners(noun)]
        return [party for party in self.readings.parties(nouns, source) if not is_same(party, source)][:1]

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

    def find_around_noun(self, noun: Token, frame: Frame) -> tuple[list[Party], list[Party]]:
        """Source and target of a noun that tells an event: "talks between A and B", "A's attack on B"."""
        sides = self.readings.parties(find_between(noun))
        if len(sides) > 1:
            return sides[:1], sides[1:]
        source = self.readings.parties([*find_owners(noun), *find_prepositional(noun, "by")])[:1]
        source = source or self.readings.parties(find_host(noun))
        if not source or (frame.event_class.cooperative and not frame.both):
            return [], []
        of = ("of",) if noun.lemma_.lower() in _WORDS["upon"] else ()
        for place in ("with", "to") if frame.both else ("on", "against", "at", *of):
            target = [
                party
                for party in self.readings.parties(find_prepositional(noun, place))
                if not is_same(party, source)
            ]
            if target:
                return source, target
        return [], []


def _whose(noun: Token) -> list[Token]:
    """Whose the noun is that decided the class; people who act ("expelled inspectors") are a party themselves."""
    return find_owners(noun) or ([noun] if noun.lemma_.lower() in _WORDS["agents"] else [])


def _is_closer(word: Token, verb: Token, place: str, frame: Frame) -> bool:
    """Whether a place may say whose the nameless party is that was found: "hit a school in Lima"."""
    if place not in frame.target and place not in _LOCAL:
        return False
    material = frame.event_class in (EventClass.MATERIAL_CONFLICT, EventClass.MATERIAL_COOPERATION)
    return material or (word != verb and place in _LOCAL)
