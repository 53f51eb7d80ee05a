"""Whom "he", "it", "they" and "the two" mean: the nearest party that agrees, subjects before others."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from bot.analysis.document import Cast, Paragraph
from bot.analysis.event_grammar import coordinated
from bot.analysis.event_parties import Party, read_party
from bot.analysis.lexicon.words import load_words

_GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f"}
_THINGS = frozenset({"it", "itself"})
_SEVERAL = frozenset({"they", "them", "both"})
_REMEMBERED = 3  # sentences
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

    def hear(self, sentence: DocSpan, paragraph: Paragraph) -> None:
        """Remember the parties of the next sentence; call it before its pronouns are resolved."""
        seen: list[_Seen] = []
        for token in sentence:
            if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss", "conj"):
                continue
            read = [read_party(each, paragraph, self.cast) for each in coordinated(token)]
            parties = tuple(party for party in read if party is not None and party.named)
            if parties:
                seen.append(_Seen(parties, token.dep_ in ("nsubj", "nsubjpass")))
        self.sentences.append(seen)

    def resolve(self, pronoun: Token, paragraph: Paragraph) -> tuple[Party, ...]:
        """The parties that a pronoun, or "the two men", stands for; empty where nothing agrees."""
        at = paragraph.span_of(pronoun)[0]
        word = pronoun.lower_
        if word in _SEVERAL or is_couple(pronoun):
            return self._several(at)
        for seen in self._nearest(at):
            if len(seen.parties) == 1 and self._agrees(word, seen.parties[0]):
                return seen.parties
        return ()

    def _nearest(self, at: int) -> list[_Seen]:
        """What was seen before `at`: latest sentence first, in each the subjects first, nearest first."""
        found: list[_Seen] = []
        for sentence in reversed(self.sentences):
            before = [seen for seen in sentence if seen.parties[0].start < at]
            found += [seen for seen in reversed(before) if seen.subject]
            found += [seen for seen in reversed(before) if not seen.subject]
        return found

    def _agrees(self, word: str, party: Party) -> bool:
        if word in _THINGS:
            return party.person is not True and not party.plural and bool(party.actors)
        gender = _GENDERS.get(word)
        if gender is None or party.plural or party.person is False:
            return False
        known = [self.cast.members[actor].gender for actor in party.actors if actor in self.cast.members]
        return all(other in (None, gender) for other in known) and (party.person is True)

    def _several(self, at: int) -> tuple[Party, ...]:
        for seen in self._nearest(at):
            if len(seen.parties) > 1 or (seen.parties[0].plural and seen.subject):
                return seen.parties
        return self._last_two(at)

    def _last_two(self, at: int) -> tuple[Party, ...]:
        """The two different actors seen last, persons where there are two."""
        one_each: dict[tuple[str, ...], Party] = {}
        for seen in self._nearest(at):
            for party in seen.parties:
                if party.actors:
                    one_each.setdefault(party.actors, party)
        persons = [party for party in one_each.values() if party.person]
        chosen = persons if len(persons) >= 2 else list(one_each.values())
        return tuple(chosen[:2]) if len(chosen) >= 2 else ()


def is_couple(noun: Token) -> bool:
    """ "the two", "both sides", "the two men": several who were named before."""
    if noun.lower_ in _COUPLES and noun.tag_ not in ("JJ", "DT") and noun.dep_ != "nummod":
        return not any(child.dep_ in ("prep", "relcl") for child in noun.children)
    plain = noun.tag_ == "NNS" and not any(
        c.dep_ in ("prep", "amod", "compound", "poss") for c in noun.children
    )
    return plain and any(c.lower_ in ("two", "both") for c in noun.children)
