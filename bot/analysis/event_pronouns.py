"""Whom "he", "it", "they" and "the two" mean: the nearest party that agrees, subjects before others."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from bot.analysis.document import Cast, Naming, Paragraph
from bot.analysis.event_grammar import coordinated, find_prepositional
from bot.analysis.event_parties import Party, read_party
from bot.analysis.event_states import collective_of, is_body, state_of_person
from bot.analysis.lexicon.words import load_words

_GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f"}
_THINGS = frozenset({"it", "itself"})
_SEVERAL = frozenset({"they", "them", "both"})
_STATES = frozenset({"country", "state", "nation", "government", "capital"})
HARM = "act"
"""The name by which the last deed of material conflict is known again: "what it called a reckless act"."""
_REMEMBERED = 8  # sentences, for "the two men"; other pronouns go back less
_NEAR = 3  # sentences
_DEPTH = 3  # numbers that are followed, one behind the other: "one of two of its boats"
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_OWNED = {"its": "it", "their": "they"}
_PERSONS = {"his": "he", "her": "she"}
_PEOPLE = frozenset(load_words("event_verbs.toml")["words"]["people"].split())
_COUPLES = frozenset(load_words("event_verbs.toml")["words"]["couples"].split())


@dataclass(frozen=True, slots=True)
class _Seen:
    parties: tuple[Party, ...]  # one, or several that are coordinated
    subject: bool


@dataclass(slots=True)
class Memory:
    """The parties of the last sentences, to which pronouns may go back."""

    cast: Cast
    sentences: deque[list[_Seen]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    doers: tuple[Party, ...] = ()  # who did something last
    deeds: dict[str, tuple[Party, ...]] = field(
        default_factory=dict
    )  # who did what, by its verb and its noun
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)  # actors by the noun last used for them

    def hear(self, sentence: DocSpan, paragraph: Paragraph) -> None:
        """Remember the parties of the next sentence; call it before its pronouns are resolved."""
        seen: list[_Seen] = []
        for token in sentence:
            if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss"):
                continue
            nouns = list(coordinated(token))
            read = [(noun, self._read(noun, paragraph)) for noun in nouns]
            parties = tuple(party for _, party in read if party is not None and party.named)
            for noun, party in read:
                if party is not None and party.named and party.actors and party.owned:
                    self.heads[_key(noun)] = party.actors
            if parties:
                seen.append(_Seen(parties, token.dep_ in ("nsubj", "nsubjpass")))
        self.sentences.append(seen)

    def _read(self, noun: Token, paragraph: Paragraph) -> Party | None:
        """The party of a noun; a thing named again ("the boat") keeps its actors."""
        party = read_party(noun, paragraph, self.cast)
        if party is None or party.actors or not _is_definite(noun):
            return party
        actors = self.heads.get(_key(noun), ())
        return replace(party, actors=actors, named=party.named or bool(actors))

    def resolve(
        self, pronoun: Token, paragraph: Paragraph, without: frozenset[str] = frozenset()
    ) -> tuple[Party, ...]:
        """The parties that a pronoun, or "the two men", stands for; empty where nothing agrees.

        `without`: ids of actors that it cannot mean, such as the sentence's subject.
        """
        at = paragraph.span_of(pronoun)[0]
        if is_couple(pronoun):
            return self._couple(at, pronoun.lemma_.lower(), without)
        word = _OWNED.get(pronoun.lower_) or _PERSONS.get(pronoun.lower_, pronoun.lower_)
        for seen in self._nearest(at, _NEAR):
            if any(without & set(party.actors) for party in seen.parties):
                continue
            if word in _SEVERAL and (len(seen.parties) > 1 or (seen.parties[0].plural and seen.subject)):
                return seen.parties
            if len(seen.parties) == 1 and self._agrees(word, seen.parties[0]):
                return seen.parties
        return self._couple(at, "", without) if word in _SEVERAL else ()

    def whose(
        self, noun: Token, paragraph: Paragraph, without: frozenset[str] = frozenset(), depth: int = 0
    ) -> tuple[str, ...]:
        """The actors of a thing or a body: "its members" by the pronoun, "the boat" by the boat named before."""
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        if owner is not None:
            return self._owned_by(owner, noun, paragraph, without)
        for below in find_prepositional(noun, "of") if noun.pos_ == "NUM" and depth < _DEPTH else ():
            return self.whose(below, paragraph, without, depth + 1)  # "one of its boats"
        at = paragraph.span_of(noun)[0]
        if not _is_definite(noun):
            return self._home(at) if is_body(noun) and noun.tag_ == "NNS" and _is_bare(noun) else ()
        named = self.heads.get(_key(noun), ()) or collective_of(noun, self.cast, at)
        return named or (self._home(at) if is_body(noun) and _is_bare(noun) else ())

    def _owned_by(
        self, owner: Token, noun: Token, paragraph: Paragraph, without: frozenset[str]
    ) -> tuple[str, ...]:
        """Whose "its army", "his country" or "whose country" it is."""
        if owner.lower_ in _OWNED:
            parties = self.resolve(owner, paragraph, without)
            return tuple(dict.fromkeys(actor for party in parties for actor in party.actors))
        if not is_body(noun):
            return ()
        if owner.lower_ == "whose" and noun.head.dep_ == "relcl":
            read = read_party(noun.head.head, paragraph, self.cast)
            return self._states([read] if read is not None else [])
        if owner.lower_ in _PERSONS:
            return self._states(self.resolve(owner, paragraph))
        return ()

    def _states(self, parties: Sequence[Party]) -> tuple[str, ...]:
        found = [state_of_person(actor, self.cast) for party in parties for actor in party.actors]
        return tuple(dict.fromkeys(state for state in found if state))

    def _home(self, at: int) -> tuple[str, ...]:
        """The state that "the government" means: of the last subject that is a state or an official of one."""
        for seen in self._nearest(at, _NEAR):
            for actor in seen.parties[0].actors if seen.subject and len(seen.parties) == 1 else ():
                member = self.cast.members.get(actor)
                if member is not None and member.kind == "state":
                    return (actor,)
                if state := state_of_person(actor, self.cast):
                    return (state,)
        return ()

    def remember_deed(self, source: Sequence[Party], words: set[str], *, last: bool) -> None:
        """Note who did something, and by which words it may be named again: "vetoed", "the veto".

        `last`: it was done to somebody, and so may be meant by "the step".
        """
        self.deeds |= dict.fromkeys(words, tuple(source))
        self.doers = tuple(source) if last else self.doers

    def find_doer(self, actors: set[str], deeds: set[str]) -> tuple[Party, ...]:
        """Who did the deed of that name, else something last, unless it was these actors."""
        named = next((self.deeds[deed] for deed in sorted(deeds) if deed in self.deeds), self.doers)
        known = {actor for party in named for actor in party.actors}
        return named if known and not known & actors else ()

    def find_other(self, at: int, actors: set[str]) -> tuple[Party, ...]:
        """The last subject before `at` that denotes other known actors than these: whose "step" or
        "account" it was that somebody condemned. An official's account is also the state's."""
        for seen in self._nearest(at):
            known = {actor for party in seen.parties for actor in party.actors}
            if seen.subject and known and not known & actors:
                states = [self._states([party]) for party in seen.parties]
                if not actors & {state for found in states for state in found}:
                    return tuple(
                        replace(party, actors=(*party.actors, *found))
                        for party, found in zip(seen.parties, states, strict=True)
                    )
        return ()

    def _nearest(self, at: int, sentences: int = _REMEMBERED) -> list[_Seen]:
        """What was seen before `at`: latest sentence first, in each the subjects first, nearest first."""
        found: list[_Seen] = []
        for sentence in list(reversed(self.sentences))[:sentences]:
            before = [seen for seen in sentence if seen.parties[0].start < at]
            found += [seen for seen in reversed(before) if seen.subject]
            found += [seen for seen in reversed(before) if not seen.subject]
        return found

    def _agrees(self, word: str, party: Party) -> bool:
        if word in _THINGS:
            return party.person is not True and not party.plural
        gender = _GENDERS.get(word)
        if gender is None or party.plural or party.person is False:
            return False
        known = [self.cast.members[actor].gender for actor in party.actors if actor in self.cast.members]
        return all(other in (None, gender) for other in known) and (party.person is True)

    def _couple(self, at: int, noun: str, without: frozenset[str]) -> tuple[Party, ...]:
        """The last two that were named together, else the two different actors named last."""
        wanted = True if noun in _PEOPLE else None if noun in _COUPLES or not noun else False
        if noun in _STATES and (pair := self._chief_states(at, without)):
            return pair
        last: dict[tuple[str, ...], Party] = {}
        for seen in self._nearest(at):
            known = [party for party in seen.parties if party.actors and not without & set(party.actors)]
            fitting = [party for party in known if wanted in (None, party.person)]
            if len({party.actors for party in fitting}) == 2 and len(fitting) == len(seen.parties):
                return tuple(fitting)
            for party in fitting:
                last.setdefault(party.actors, party)
        persons = [party for party in last.values() if party.person]
        chosen = persons if len(persons) >= 2 else list(last.values())
        return tuple(chosen[:2]) if len(chosen) >= 2 else ()

    def _chief_states(self, at: int, without: frozenset[str]) -> tuple[Party, ...]:
        """The two states of which the article has mostly spoken so far, where there are two."""
        last: dict[str, Naming] = {}
        often: Counter[str] = Counter()
        for naming in self.cast.within(0, at):
            member = self.cast.members.get(naming.actor)
            if member is not None and member.kind == "state" and naming.actor not in without:
                often[naming.actor] += 1
                last[naming.actor] = naming
        chief = often.most_common(3)
        if len(chief) < 2 or (len(chief) == 3 and chief[2][1] * 2 > chief[1][1]):
            return ()
        return tuple(
            Party(text=self.cast.members[actor].name, actors=(actor,), start=last[actor].start, person=False)
            for actor, _ in chief[:2]
        )


def _key(noun: Token) -> str:
    """By what a thing is known again: "the islands" are those of "Cook Islands"."""
    return noun.lemma_.lower().removesuffix("s")


def _is_bare(noun: Token) -> bool:
    """Whether nothing beside the noun says whose it is."""
    return not any(child.dep_ in ("amod", "compound", "nmod", "prep", "appos") for child in noun.children)


def _is_definite(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in noun.children)


def is_couple(noun: Token) -> bool:
    """Whether a noun stands for several who were named before: "the two", "both sides", "the two men"."""
    if noun.lower_ in _COUPLES and noun.tag_ not in ("JJ", "DT") and noun.dep_ != "nummod":
        return not any(child.dep_ in ("prep", "relcl") for child in noun.children)
    plain = noun.tag_ == "NNS" and not any(
        c.dep_ in ("prep", "amod", "compound", "poss") for c in noun.children
    )
    return plain and any(c.lower_ in ("two", "both") for c in noun.children)
