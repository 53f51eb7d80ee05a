"""Which state or bloc a place, a body or a person stands for: "Hanoi", "the alliance", "his country"."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Token

from bot.analysis.document import Cast, Member, Naming
from bot.analysis.lexicon.words import load_words

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_BEFORE = 60  # characters between a state and the name of its official: "French Foreign Minister Ana Rojas"
_BEHIND = 40  # the same behind it: "Ana Rojas, the foreign minister of Peru"
_AFTER = 8  # the same where no office is printed: "Ana Rojas of Peru"


@lru_cache(maxsize=1)
def _states_by_place() -> dict[str, str]:
    return {
        place.strip(): state
        for state, places in load_words("event_places.toml")["places"].items()
        for place in places.split(",")
    }


@lru_cache(maxsize=1)
def _collectives() -> dict[str, tuple[str, ...]]:
    return {word: tuple(ids.split()) for word, ids in load_words("event_verbs.toml")["collectives"].items()}


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    return frozenset(load_words("event_verbs.toml")["words"]["bodies"].split())


def state_of_place(noun: Token, cast: Cast) -> str | None:
    """The state in which a city lies, and the union that "Europe" means where the article names it."""
    if noun.text in ("Europe", "Europeans"):
        return "european-union" if "european-union" in cast.members else None
    words = [child.text for child in noun.children if child.dep_ == "compound" and child.i < noun.i]
    if words and noun.ent_type_ not in _PLACES:
        return None  # "Paris Jackson"
    return _states_by_place().get(" ".join([*words, noun.text])) or _states_by_place().get(noun.text)


def state_of_person(actor: str, cast: Cast) -> str | None:
    """The state or body whose office somebody holds, by the table or as printed beside the name."""
    member = cast.members.get(actor)
    if member is None or member.kind != "person":
        return None
    if member.office and " of " in member.office:
        return _named_state(member.office.rsplit(" of ", 1)[1], cast)
    return _printed_state(member, cast)


def _named_state(name: str, cast: Cast) -> str:
    by_name = {other.name: other.id for other in cast.members.values()}
    return by_name.get(name) or re.sub(r"\W+", "-", name.lower()).strip("-")


def _printed_state(member: Member, cast: Cast) -> str | None:
    """The state named closest before or after a person's name, as in "the Peruvian minister Ana Rojas"."""
    own = next((naming for naming in cast.namings if naming.actor == member.id), None)
    if own is None:
        return None
    told = any(word[:1].isupper() for word in (member.role or "").split())  # not "the business secretary"
    before, after = (_BEFORE, _BEHIND) if told else (0, _AFTER)
    around = cast.within(own.start - before, own.end + after)
    near = [naming for naming in around if _is_state(naming, cast)]
    return min(near, key=lambda naming: _distance(naming, own)).actor if near else None


def _distance(one: Naming, other: Naming) -> int:
    return other.start - one.end if one.end <= other.start else one.start - other.end


def _is_state(naming: Naming, cast: Cast) -> bool:
    member = cast.members.get(naming.actor)
    return member is not None and member.kind == "state"


def is_body(noun: Token) -> bool:
    """Whether a noun is a body of some state: "the government", "the ministry", "his country"."""
    return noun.lemma_.lower() in _bodies()


def collective_of(noun: Token, cast: Cast, before: int) -> tuple[str, ...]:
    """The alliance or bloc that "the alliance" or "the bloc" means: the last one named before an offset."""
    wanted = _collectives().get(noun.lemma_.lower(), ())
    if not wanted:
        return ()
    last = [naming.actor for naming in cast.namings if naming.actor in wanted and naming.start < before]
    return (last[-1],) if last else ()
