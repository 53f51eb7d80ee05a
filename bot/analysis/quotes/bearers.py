"""Whose office or calling a noun is: "the minister", "the alliance’s chief", "the former president"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.document import Member, Paragraph
from bot.analysis.names import gender_of
from bot.analysis.offices import title_words
from bot.analysis.quotes.scene import Scene, Speaker

_LEADING = re.compile(r"^(?:.*['’]s?\s|(?:the|this|that|his|her|its|their)\s)", re.IGNORECASE)
_STANDINGS = frozenset(
    {"vice", "deputy", "former", "ex", "shadow", "acting", "assistant", "retired", "late", "interim"}
)
_COLOURS = frozenset(
    {"top", "senior", "new", "veteran", "longtime", "young", "chief", "outgoing", "own", "fiery", "current"}
)
_STRANGER_REACH = 1_500  # characters back in which "an official" makes a stranger of "the official"
_FITS, _SAME_OFFICE = 1, 2


@dataclass(frozen=True, slots=True)
class _Office:
    """A printed office without its article and owner: "vice president", "foreign policy chief"."""

    words: tuple[str, ...]  # lower case
    noun: str
    akin: frozenset[str]  # other nouns for it
    places: frozenset[str]  # names printed with the office, lower case: "the Chinese diplomat"

    def fit(self, member: Member) -> int:
        """How well a person's roles are this office: 0 (not at all), `_FITS` or `_SAME_OFFICE`."""
        roles = [(member.role or "").casefold(), *member.offices]
        return max(self._fit_one(role, member) for role in roles)

    def _fit_one(self, role: str, member: Member) -> int:
        words = frozenset(re.findall(r"[\w-]+", role))
        standing, theirs = _STANDINGS & {*self.words}, _STANDINGS & words
        left = standing <= {"former", "ex", "late", "retired"} and member.known and member.office is None
        if standing != theirs and not (left and bool(standing) and not theirs):
            return 0
        title = " ".join(word for word in self.words if word not in _STANDINGS)
        names = (title, *title_words().get(title, ())) if " " in title else ()
        if any(re.search(rf"\b{re.escape(name)}\b", role) for name in names):
            return _SAME_OFFICE
        others = self.akin if self.places <= words else ()  # a Lutheran leader is not the president of Ghana
        if not any(word in role for word in (self.noun, *others)):
            return 0
        portfolio = {*self.words} - {self.noun} - _STANDINGS - _COLOURS
        return _FITS if not portfolio or portfolio & words else 0


def find_bearer(scene: Scene, paragraph: Paragraph, token: Token, noun: str, printed: str) -> Speaker | None:
    """Whose role the noun is: by the words printed beside a name, by the table's offices, by gender, or the
    person of no known role who spoke just before; a nameless speaker where the text has introduced a stranger."""
    place = paragraph.start + token.idx
    people = {m.id: m for m in scene.cast.members.values() if m.kind == "person"}
    gender = gender_of("", noun)
    last = scene.discourse.last_speaker(place, within=place - paragraph.start)
    if last is not None and last in people and _may_be_called(people[last], gender):
        return scene.of_actor(last, None, "role")
    office = _office(scene, noun, printed)
    fits = {actor: fit for actor, member in people.items() if (fit := office.fit(member))}
    best = {actor for actor, fit in fits.items() if fit == max(fits.values())}
    actor = _most_at_hand(scene, place, token, best)
    since = _stranger_since(scene, place, noun)
    if since is not None and (actor is None or not _named_since(scene, place, since, actor)):
        return Speaker(how="anonymous")
    if actor is not None:
        return scene.of_actor(actor, None, "role")
    owned = any(t.dep_ == "poss" for t in token.lefts)  # "his spokeswoman" need not have been named
    if not owned and (gender is not None or noun in scene.lists["persons"]):
        choice = scene.discourse.person_for(place, token, gender)
        if choice is not None and choice.lead > 1:
            return scene.of_actor(choice.actor, None, "role", choice.lead)
    return None


def _may_be_called(member: Member, gender: str | None) -> bool:
    """Whether a person of no known role may be meant by a noun of that gender."""
    return not member.role and not member.offices and member.gender in (None, gender or member.gender)


def _office(scene: Scene, noun: str, printed: str) -> _Office:
    bare = _LEADING.sub("", printed)
    words = tuple(
        word.casefold() for word in re.findall(r"[\w-]+", bare) if word[0].islower() or word.isupper()
    )
    places = frozenset(
        word.casefold() for word in bare.split()[:-1] if word[0].isupper() and not word.isupper()
    )
    return _Office((*words[:-1], noun), noun, scene.lists.get(f"akin_to_{noun}", frozenset()), places)


def _most_at_hand(scene: Scene, place: int, token: Token, actors: set[str]) -> str | None:
    """Of these, whom a pronoun here would mean, else who was named last before or is named at all before."""
    if len(actors) > 1:
        choice = scene.discourse.person_for(place, token, None, actors)
        if choice is not None:
            return choice.actor
    return next((m.naming.actor for m in scene.discourse.before(place) if m.naming.actor in actors), None)


def _stranger_since(scene: Scene, place: int, noun: str) -> int | None:
    """Where the text last introduced a stranger by that noun before `place`: "a senior official"."""
    introduced = re.compile(rf"\b(?i:an?|one|another)\s(?:[\w-]+\s){{0,3}}{re.escape(noun)}\b(?!,?\s[A-Z])")
    found = list(introduced.finditer(scene.document.text, max(0, place - _STRANGER_REACH), place))
    return found[-1].start() if found else None


def _named_since(scene: Scene, place: int, since: int, actor: str) -> bool:
    return any(naming.actor == actor for naming in scene.cast.within(since, place))
