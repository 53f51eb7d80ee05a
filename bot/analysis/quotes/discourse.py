"""Who was spoken of up to a place in the text, and whom "she", "it" or "they" means there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from spacy.tokens import Token

from bot.analysis.document import Cast, Document, Member, Naming, Paragraph
from bot.analysis.quotes.mentions import (
    Mention,
    first_subject,
    may_precede,
    mentions_before,
    protagonist,
    takes_floor,
)
from bot.analysis.quotes.prominence import prominence_of

_REACH = 14  # sentences back in which an antecedent is looked for
_FLOOR_LOST = 2  # sentences after which a speaker is no likelier than others to go on
_RECENT = 200  # mentions that tell whom a text is about
_OWNER = 0.9  # score of the protagonist at the head of a paragraph
_AT_HAND = 0.15  # score from which somebody was the subject of the sentence before, or spoke then
_BODIES = ("organisation", "state", "group")


@dataclass(frozen=True, slots=True)
class Choice:
    """An antecedent and how far it stands before the next best (0 or more)."""

    actor: str
    lead: float


class Discourse:
    """The mentions of one article by place, and those who spoke so far."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.cast = cast
        self.text = document.text
        self._starts = [paragraph.start for paragraph in document.paragraphs]
        self._paragraphs = document.paragraphs
        self._sentences = [
            paragraph.start + sentence.start_char
            for paragraph in document.paragraphs
            for sentence in paragraph.doc.sents
        ]
        self.mentions = [self._mention(naming) for naming in cast.namings]
        self._places = [m.naming.start for m in self.mentions]
        self.echoes: list[Mention] = []  # pronouns whose person is told, in order of the text
        self._spoke: list[tuple[int, str]] = []  # (place, actor id), in order of the text
        self._unlisted: list[tuple[int, str]] = []  # (place, name): documents and bodies outside the cast
        self._joint: list[tuple[int, str]] = []  # (place, names): those who spoke together

    # --- building -----------------------------------------------------------------------------

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph that holds an offset of the text."""
        return self._paragraphs[max(0, bisect_right(self._starts, place) - 1)]

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self._sentences, place) - 1

    def token_at(self, place: int, end: int) -> Token | None:
        """The head of the tokens in [place, end), or None within hidden speech."""
        paragraph = self.paragraph_at(place)
        span = paragraph.doc.char_span(
            place - paragraph.start, end - paragraph.start, alignment_mode="contract"
        )
        if span is None or not len(span) or paragraph.is_masked(span[0]):
            return None
        return span.root

    def _mention(self, naming: Naming) -> Mention:
        token = self.token_at(naming.start, naming.end)
        return Mention(naming, self.sentence_at(naming.start), prominence_of(token), token)

    def note_echo(self, actor: str, place: int, token: Token) -> None:
        """Remember that a pronoun at `place` means this person; calls come in order of the text."""
        naming = Naming(actor=actor, start=place, end=place + len(token.text), by="pronoun")
        self.echoes.append(Mention(naming, self.sentence_at(place), prominence_of(token), token))

    def note_speaker(self, place: int, actor: str) -> None:
        """Remember who spoke at `place`; calls come in order of the text."""
        self._spoke.append((place, actor))

    def note_joint(self, place: int, names: str) -> None:
        """Remember those who spoke together at `place`."""
        self._joint.append((place, names))

    def note_unlisted(self, place: int, name: str) -> None:
        """Remember the document or body outside the cast that spoke at `place`."""
        self._unlisted.append((place, name))

    # --- asking -------------------------------------------------------------------------------

    def last_speaker(self, place: int, *, within: int = 400) -> str | None:
        """Who spoke last before `place`, at most `within` characters back."""
        for at, actor in reversed(self._spoke):
            if at < place:
                return actor if place - at <= within else None
        return None

    def last_unlisted(self, place: int, since: int) -> str | None:
        """The document or body outside the cast that spoke in [since, place), where nobody spoke behind it."""
        if not self._unlisted or not since <= self._unlisted[-1][0] < place:
            return None
        spoke_later = bool(self._spoke) and self._spoke[-1][0] > self._unlisted[-1][0]
        return None if spoke_later else self._unlisted[-1][1]

    def person_for(
        self, place: int, pronoun: Token | None, gender: str | None, among: Collection[str] | None = None
    ) -> Choice | None:
        """The person whom a pronoun or a bare title at `place` means, of those `among` whom it may be."""

        def fits(member: Member) -> bool:
            meant = among is None or member.id in among
            return meant and member.kind == "person" and _agrees(member, gender)

        return self._best(place, pronoun, fits, gender)

    def body_for(
        self,
        place: int,
        pronoun: Token | None,
        kinds: Sequence[str] = _BODIES,
        fits: Callable[[str], bool] = lambda _: True,
    ) -> Choice | None:
        """The state or organisation that "it", "the company" or "the country" means."""
        return self._best(place, pronoun, lambda m: m.kind in kinds and fits(m.id), None)

    def protagonist(self, place: int) -> str | None:
        """The person whom a text about one person is about, as far as can be told before `place`."""
        near = (islice(mentions_before(m, place, 0), _RECENT) for m in (self.mentions, self.echoes))
        return protagonist(chain.from_iterable(near), self.cast, place)

    def body_printed_with(self, place: int, noun: str) -> str | None:
        """The state or organisation last named before `place` in words that hold `noun`: "the Finnish Coast Guard"."""
        for mention in self.before(place):
            naming = mention.naming
            body = naming.by == "metonym" and self.cast.members[naming.actor].kind in _BODIES
            if body and noun in self.text[naming.start : naming.end].casefold():
                return naming.actor
        return None

    def last_joint(self, place: int) -> str | None:
        """The names of those who spoke together last before `place`."""
        return next((names for at, names in reversed(self._joint) if at < place), None)

    def before(self, place: int) -> Iterator[Mention]:
        """The mentions that begin before `place`, the last one first."""
        for number in range(bisect_left(self._places, place) - 1, -1, -1):
            yield self.mentions[number]

    def _best(
        self, place: int, pronoun: Token | None, fits: Callable[[Member], bool], gender: str | None
    ) -> Choice | None:
        here = self.sentence_at(place)
        home = self.paragraph_at(place).start
        scores: dict[str, float] = {}
        since = here - _REACH
        for mention in chain(
            mentions_before(self.echoes, place, since), mentions_before(self.mentions, place, since)
        ):
            member = self.cast.members[mention.naming.actor]
            if not fits(member):
                continue
            if not may_precede(mention, here, pronoun) and not self._speech_between(mention, place):
                continue
            if self.text[mention.naming.end : place].strip() == ",":
                continue  # "Lavrov, he said, had asked"
            score = mention.weight - 0.8 * (here - mention.sentence) - 0.4 * (mention.naming.start < home)
            if mention.naming.by == "demonym":
                score -= 3
            scores[member.id] = max(score, scores.get(member.id, -99.0))
        self._favour_speaker(scores, place, here)
        self._favour_owner(scores, place, here)
        doubted = {
            actor: score - _doubt(self.cast.members[actor], gender, score) for actor, score in scores.items()
        }
        ranked = sorted(doubted.items(), key=lambda pair: -pair[1])
        if not ranked:
            return None
        lead = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 3.0
        return Choice(ranked[0][0], lead)

    def _speech_between(self, mention: Mention, place: int) -> bool:
        """Whether hidden speech parts the two: "Anna Berg scolded him: “…,” she said"."""
        paragraph = self.paragraph_at(place)
        number = bisect_left(paragraph.masked, (mention.naming.end, 0))
        return number < len(paragraph.masked) and paragraph.masked[number][1] <= place

    def _favour_speaker(self, scores: dict[str, float], place: int, here: int) -> None:
        """Whoever spoke just before is likely to go on."""
        for at, actor in reversed(self._spoke):
            distance = here - self.sentence_at(at)
            if distance > _FLOOR_LOST:
                return
            if takes_floor(mentions_before(self.mentions, place, self.sentence_at(at) + 1), actor, scores):
                return
            if at < place and actor in scores:
                here_too = at >= self.paragraph_at(place).start
                scores[actor] = max(scores[actor], 1.0 - 0.8 * distance) + (0.5 if here_too else 0.3)
                return

    def _favour_owner(self, scores: dict[str, float], place: int, here: int) -> None:
        """The protagonist goes on at the head of a paragraph, where the one before also began with him or her."""
        home = self.paragraph_at(place)
        if home.index == 0 or self.sentence_at(home.start) != here:
            return
        leader = self.protagonist(home.start)
        before = self._paragraphs[home.index - 1]
        since = self.sentence_at(before.start)
        near = (mentions_before(m, before.end, since) for m in (self.mentions, self.echoes))
        if leader in scores and leader == first_subject(
            chain.from_iterable(near), self.cast, before.start, before.end
        ):
            scores[leader] = max(scores[leader], _OWNER)


def _doubt(member: Member, gender: str | None, score: float) -> float:
    """What speaks against a person of unknown gender, or whose given name suggests the other one."""
    if gender is None or member.gender == gender:
        return 0.0
    if member.gender is None and score >= _AT_HAND:
        return 0.2  # the subject of the sentence before needs no other sign
    if member.gender is None:
        return 0.9 if gender == "f" else 0.5
    return 3.0


def _agrees(member: Member, gender: str | None) -> bool:
    return gender is None or not member.gender_sure or member.gender in (None, gender)
