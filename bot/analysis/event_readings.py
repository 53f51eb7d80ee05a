"""The parties that the nouns and pronouns of one paragraph denote, and who speaks for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from bot.analysis.document import Cast, Paragraph
from bot.analysis.event_anaphors import is_couple
from bot.analysis.event_grammar import find_between
from bot.analysis.event_identity import list_actors
from bot.analysis.event_parties import Party
from bot.analysis.event_pronouns import Memory
from bot.analysis.event_states import state_of_person


@dataclass(frozen=True, slots=True)
class Readings:
    """Reads the parties of one paragraph."""

    paragraph: Paragraph
    cast: Cast
    memory: Memory

    def party(self, noun: Token) -> Party | None:
        """What a noun denotes by itself, somebody or a mere thing."""
        return self.memory.party(noun, self.paragraph)

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
            party = self.party(noun)
            if party is not None and not party.actors:
                owners = self.memory.whose(noun, self.paragraph, others if foreign else frozenset())
                party = replace(party, actors=owners, named=party.named or bool(owners))
            if party is not None and party.named:
                found.append(party)
        return found

    def known(self, parties: Sequence[Party]) -> list[Party]:
        """The known actors among parties, but no media: telling them is telling the public."""
        members = self.cast.members
        media = {actor for actor in members if members[actor].sector == "media"}
        return [party for party in parties if party.actors and not media & set(party.actors)]

    def with_thing(self, party: Party, thing: Token) -> Party:
        """The party printed with its thing where an adjective names it: "a Chilean proposal", no "Chilean"."""
        whole = self.party(thing)
        return (
            party
            if whole is None or "'" in whole.text or "’" in whole.text
            else replace(party, text=whole.text)
        )

    def is_side(self, one: Sequence[Party], other: Sequence[Party]) -> bool:
        """Whether one party speaks for the other: they are the same, or the other is one's state."""
        return bool(self.of_side(one) & set(list_actors(other)))

    def of_side(self, parties: Sequence[Party]) -> set[str]:
        """The actors of parties, and the states of officials among them."""
        actors = set(list_actors(parties))
        return actors | {state for actor in actors if (state := state_of_person(actor, self.cast))}
