"""Whose office or calling a noun is: "the minister", "the alliance’s chief", "the former president"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Token

from bot.analysis.actors import ActorTable
from bot.analysis.document import Member, Paragraph
from bot.analysis.names import gender_of
from bot.analysis.offices import title_words
from bot.analysis.quotes.scene import Scene, Speaker

_LEADING = re.compile(r"^(?:.*['’]s?\s|(?:the|this|that|his|her|its|their)\s)", re.IGNORECASE)
_STANDINGS = frozenset(
    {"vice", "deputy", "former", "ex", "shadow", "acting", "assistant", "retired", "late", "interim"}
)
_LEFT = frozenset({"former", "ex", "late", "retired"})
_BOTH = frozenset({"german", "roman"})  # end as if of one gender
_COLOURS = frozenset(
    {"top", "senior", "new", "veteran", "longtime", "young", "chief", "outgoing", "own", "fiery", "current"}
)
_STRANGER_REACH = 1_500  # characters back in which "an official" makes a stranger of "the official"
_MENTIONS_BACK = 300  # mentions among which the bearer of an office is looked for
_FITS, _SAME_OFFICE = 1, 2


@dataclass(frozen=True, slots=True)
class _Office:
    """A printed office without its article and owner: "vice president", "foreign policy chief"."""

    words: tuple[str, ...]  # lower case
    noun: str
    akin: frozenset[str]  # other nouns for it
    places: frozenset[str]  # names printed with the office: "the Chinese diplomat"

    def fit(self, member: Member, table: ActorTable) -> int:
        """How well a person's roles are this office: 0 (not at all), `_FITS` or `_SAME_OFFICE`."""
        printed = (member.role or "").casefold()
        found = [self._fit_one(printed, frozenset(), printed)] if printed else []
        of = frozenset(actor for place in self.places for actor in table.name_actors(place))
        for held in table.by_id[member.id].roles if member.known else ():
            if not self.places or held.of in of or table.by_id[member.id].of in of:
                found.append(self._fit_one(held.title.casefold(), self.places, member.office or ""))
        return max(found, default=0)

    def _fit_one(self, role: str, places: frozenset[str], now: str) -> int:
        """How well one role fits.

        Args:
            places: those that are known to be the role's, beside what its words say.
            now: the present office, which no "former" means.
        """
        words = frozenset(re.findall(r"[\w-]+", role))
        standing, theirs = _STANDINGS & {*self.words}, _STANDINGS & words
        left = standing <= _LEFT and not theirs and role not in now.casefold()
        if standing != theirs and not (standing and left):
            return 0
        known_places = places | {place for place in self.places if place.casefold() in words}
        title = " ".join(word for word in self.words if word not in _STANDINGS)
        names = (title, *title_words().get(title, ())) if " " in title else ()
        if self.places <= known_places and any(re.search(rf"\b{re.escape(name)}\b", role) for name in names):
            return _SAME_OFFICE
        if self.noun == "minister" and "prime" in words and "prime" not in self.words:
            return 0
        if self.places and self.places <= known_places - places:
            return _FITS  # "the Congress leader" for a Congress member
        others = self.akin if self.places <= known_places else ()  # a Lutheran leader is no president
        if not any(word in role for word in (self.noun, *others)):
            return 0
        portfolio = {*self.words} - {self.noun} - _STANDINGS - _COLOURS
        return _FITS if not portfolio or portfolio & words else 0


def find_national(scene: Scene, paragraph: Paragraph, token: Token) -> Speaker | None:
    """Whom "the Dane" or "the American" means: the person at hand, of that nation where the table tells it."""
    if not any(child.lower_ == "the" for child in token.children):
        return None
    place = paragraph.start + token.idx
    states = scene.table.name_actors(token.text)
    people = _recent_people(scene, place)
    own = [actor for actor, member in people.items() if states & _served(scene.table, member)]
    others = [actor for actor, member in people.items() if not _served(scene.table, member)]
    gender = "f" if token.lower_.endswith("woman") else "m" if token.lower_.endswith("man") else None
    for among in (own, others):
        choice = (
            scene.discourse.person_for(
                place, token, gender if gender and token.lower_ not in _BOTH else None, among
            )
            if among
            else None
        )
        if choice is not None:
            return replace(
                scene.of_actor(choice.actor, None, "role", choice.lead), printed=f"the {token.text}"
            )
    return None


def _served(table: ActorTable, member: Member) -> set[str]:
    """The states that a known person holds or held an office of, or that are printed with the role."""
    told = table.name_actors(member.role or "")
    if not member.known:
        return told
    actor = table.by_id[member.id]
    return told | {state for state in (actor.of, *(role.of for role in actor.roles)) if state is not None}


def _holder_in_state(scene: Scene, paragraph: Paragraph, token: Token, office: _Office) -> Speaker | None:
    """ "Its defence minister": who holds the office of the state last spoken of."""
    owner = next(
        (child for child in token.children if child.dep_ == "poss" and child.lower_ in ("its", "their")), None
    )
    title = " ".join(office.words)
    if owner is None or title not in title_words():
        return None
    state = scene.discourse.body_for(paragraph.start + owner.idx, owner, ("state",))
    holder = (
        scene.table.offices.find_holder(state.actor, title, None, list(scene.cast.members)) if state else None
    )
    if holder is None or state is None:
        return None
    actor = scene.table.by_id[holder]
    return Speaker(name=actor.name, id=actor.id, how="role", lead=state.lead)


def find_bearer(scene: Scene, paragraph: Paragraph, token: Token, noun: str, printed: str) -> Speaker | None:
    """Whose role the noun is: by the words printed beside a name, by the table's offices, by gender, or the
    person of no known role who spoke just before; a nameless speaker where the text has introduced a stranger."""
    place = paragraph.start + token.idx
    people = _recent_people(scene, place)
    gender = gender_of("", noun)
    last = scene.discourse.last_speaker(place, within=place - paragraph.start)
    if last is not None and last in people and _may_be_called(people[last], gender):
        return scene.of_actor(last, None, "role")
    office = _office(scene, noun, printed)
    holder = _holder_in_state(scene, paragraph, token, office)
    if holder is not None:
        return holder
    fits = {actor: fit for actor, member in people.items() if (fit := office.fit(member, scene.table))}
    foremost = max(fits.values(), default=0)
    best = [actor for actor, fit in fits.items() if fit == foremost]
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


def _recent_people(scene: Scene, place: int) -> dict[str, Member]:
    """The people named before `place`, the last one first, as far back as readers remember."""
    near = islice(scene.discourse.before(place), _MENTIONS_BACK)
    members = (scene.cast.members[mention.naming.actor] for mention in near)
    return {member.id: member for member in members if member.kind == "person"}


def _may_be_called(member: Member, gender: str | None) -> bool:
    """Whether a person of no known role may be meant by a noun of that gender."""
    return not member.role and not member.offices and member.gender in (None, gender or member.gender)


def _office(scene: Scene, noun: str, printed: str) -> _Office:
    bare = _LEADING.sub("", printed)
    words = tuple(
        word.casefold() for word in re.findall(r"[\w-]+", bare) if word[0].islower() or word.isupper()
    )
    places = frozenset(word for word in bare.split()[:-1] if word[0].isupper() and not word.isupper())
    return _Office((*words[:-1], noun), noun, scene.lists.get(f"akin_to_{noun}", frozenset()), places)


def _most_at_hand(scene: Scene, place: int, token: Token, actors: Sequence[str]) -> str | None:
    """Of these, the last one named first, whom a pronoun here would mean."""
    choice = scene.discourse.person_for(place, token, None, actors) if len(actors) > 1 else None
    return choice.actor if choice is not None else next(iter(actors), None)


def _stranger_since(scene: Scene, place: int, noun: str) -> int | None:
    """Where the text last introduced a stranger by that noun before `place`: "a senior official"."""
    introduced = re.compile(rf"\b(?i:an?|one|another)\s(?:[\w-]+\s){{0,3}}{re.escape(noun)}\b(?!,?\s[A-Z])")
    found = list(introduced.finditer(scene.document.text, max(0, place - _STRANGER_REACH), place))
    return found[-1].start() if found else None


def _named_since(scene: Scene, place: int, since: int, actor: str) -> bool:
    return any(naming.actor == actor for naming in scene.cast.within(since, place))
