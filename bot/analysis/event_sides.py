"""The two sides of an event: which of the nouns around a verb or a noun are parties to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from bot.analysis.document import Cast, Paragraph
from bot.analysis.event_grammar import find_at, find_below, find_between, find_owners, find_prepositional
from bot.analysis.event_parties import Party, is_place, read_party
from bot.analysis.event_pronouns import Memory, is_couple
from bot.analysis.event_verbs import ANYWHERE, Frame
from bot.analysis.lexicon.words import load_words

_WORDS = {key: frozenset(words.split()) for key, words in load_words("event_verbs.toml")["words"].items()}


def list_actors(parties: Sequence[Party]) -> tuple[str, ...]:
    """The ids of all actors that the parties denote, each once."""
    return tuple(dict.fromkeys(actor for party in parties for actor in party.actors))


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds parties in one paragraph."""

    paragraph: Paragraph
    cast: Cast
    memory: Memory

    def find_target(
        self, verb: Token, frame: Frame, objects: Sequence[Token], source: Sequence[Party]
    ) -> list[Party]:
        """The other party: at the frame's places of the verb, then of the noun that decided, then anywhere."""
        for word, place in self._places(verb, frame, objects):
            nouns = find_at(word, place, list(objects)) if word == verb else find_prepositional(word, place)
            nouns = [each for noun in nouns for each in ([noun] if noun != frame.noun else find_owners(noun))]
            if place == "in":
                nouns = [noun for noun in nouns if is_place(noun)]
            parties = [party for party in self.parties(nouns, source) if not _same(party, source)]
            if frame.known:
                parties = [party for party in parties if party.actors]
            if place == "clause" or place not in frame.target:
                parties = [party for party in parties if party.proper]
            if parties:
                return parties
        below = [] if frame.both or frame.known else find_below(verb)
        nouns = [noun for noun in below if noun.ent_type_ or noun.pos_ == "PROPN" or find_owners(noun)]
        return [party for party in self.parties(nouns, source) if not _same(party, source)][:1]

    def find_unnamed(self, verb: Token, objects: Sequence[Token], source: Sequence[Party]) -> list[Party]:
        """Whose deed it was: "condemned the step", "suspended talks in reply"."""
        actors = set(list_actors(source))
        start, _ = self.paragraph.span_of(verb.sent)
        deeds = {noun.lemma_.lower() for noun in objects if _is_anaphoric(noun)}
        if deeds & _WORDS["told"]:
            return list(self.memory.find_other(start, actors))
        replies = any(word.lemma_.lower() in _WORDS["replies"] and word.dep_ == "pobj" for word in verb.sent)
        if deeds & _WORDS["deeds"] or replies:
            return list(self.memory.find_doer(actors) or self.memory.find_other(start, actors))
        return []

    @staticmethod
    def _places(verb: Token, frame: Frame, objects: Sequence[Token]) -> Iterator[tuple[Token, str]]:
        nouns = [frame.noun] if frame.noun is not None else list(objects)
        for place in frame.target:
            yield verb, place
            for noun in nouns:
                yield noun, place
        for place in () if frame.known else ANYWHERE:
            if place not in frame.target:
                yield verb, place
                for noun in nouns:
                    yield noun, place

    def parties(self, nouns: Sequence[Token], without: Sequence[Party] = ()) -> list[Party]:
        """The parties that nouns and pronouns denote; no pronoun stands for the actors of `without`."""
        others = frozenset(list_actors(without))
        found: list[Party] = []
        sides = (side for noun in nouns for side in find_between(noun) or [noun])
        for noun in sides:
            if noun.pos_ == "PRON" or is_couple(noun):
                found.extend(self.memory.resolve(noun, self.paragraph, others))
                continue
            party = read_party(noun, self.paragraph, self.cast)
            if party is not None and not party.actors:
                owners = self.memory.whose(noun, self.paragraph)
                party = replace(party, actors=owners, named=party.named or bool(owners))
            if party is not None and party.named:
                found.append(party)
        return found

    def find_around_noun(self, noun: Token, frame: Frame) -> tuple[list[Party], list[Party]]:
        """Source and target of a noun that tells an event: "talks between A and B", "A's attack on B"."""
        sides = self.parties(find_between(noun))
        if len(sides) > 1:
            return sides[:1], sides[1:]
        source = self.parties([*find_owners(noun), *find_prepositional(noun, "by")])[:1]
        if not source or (frame.event_class.cooperative and not frame.both):
            return [], []
        for place in ("with",) if frame.both else ("on", "against", "at"):
            target = [
                party for party in self.parties(find_prepositional(noun, place)) if not _same(party, source)
            ]
            if target:
                return source, target
        return [], []


def _is_anaphoric(noun: Token) -> bool:
    """Whether it is "the step" or "that account", "that account": a deed of somebody named before, with nothing that says whose."""
    if noun.lemma_.lower() in _WORDS["envoys"]:
        return True
    return {child.dep_ for child in noun.children} == {"det"} and any(
        child.lower_ in ("the", "this", "that", "these", "those") for child in noun.children
    )


def _same(party: Party, source: Sequence[Party]) -> bool:
    """Whether a party is the source itself, or denotes only actors that the source denotes."""
    actors = set(list_actors(source))
    return any(party.start == other.start for other in source) or (
        bool(party.actors) and set(party.actors) <= actors
    )
