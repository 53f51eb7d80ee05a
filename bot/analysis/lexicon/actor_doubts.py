"""What looks wrong in an actor table although it can be read: facts that contradict each other. Pure.

Each is a doubt, not a mistake: two people may bear one name, two may hold one office at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from bot.model.knowledge import Actor, Role

_SOLE = frozenset(
    {
        "president", "prime minister", "premier", "chancellor", "king", "pope", "supreme leader", "crown prince",
        "foreign minister", "foreign secretary", "secretary of state", "external affairs minister",
        "defence minister", "defence secretary", "secretary of defense", "finance minister", "economy minister",
        "energy minister", "energy secretary", "interior minister", "home secretary", "treasury secretary",
        "commerce secretary", "vice president", "secretary-general", "director-general", "managing director",
        "chief executive", "central bank governor", "national security adviser", "speaker of the House",
        "Senate majority leader", "president of the European Council", "president of the European Commission",
        "president of the European Parliament", "president of the European Central Bank",
        "high representative for foreign affairs", "chair of the Federal Reserve", "director of the CIA",
    }
)  # fmt: skip
"""Offices that one person at a time holds, in one state or body."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Facts of two actors that contradict each other."""

    actors: tuple[str, str]  # ids
    value: str  # the alias, id or title that both have
    sentence: str


def find_doubts(actors: Sequence[Actor]) -> tuple[Doubt, ...]:
    """All doubts about a table, in its order."""
    return (*_shared_names(actors), *_shared_wikidata(actors), *_shared_offices(actors))


def _shared_names(actors: Sequence[Actor]) -> Iterator[Doubt]:
    bearers: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
    for actor in actors:
        for name in (actor.name, *actor.aliases, *actor.metonyms, *actor.demonyms):
            bearers[name.casefold().removeprefix("the ")][actor.id] = actor
    for name, found in bearers.items():
        for one, two in combinations(found.values(), 2):
            if _meet(one, two):
                yield _doubt(one, two, name, f"{one.name} and {two.name} are both written “{name}”.")


def _meet(one: Actor, two: Actor) -> bool:
    """Whether both may be in the news at once: their terms overlap, or of one none is known."""
    if not (one.roles and two.roles):
        return True
    return any(_overlap(a, b) for a in one.roles for b in two.roles)


def _shared_wikidata(actors: Iterable[Actor]) -> Iterator[Doubt]:
    first: dict[str, Actor] = {}
    for actor in actors:
        if not actor.wikidata:
            continue
        other = first.setdefault(actor.wikidata, actor)
        if other is not actor:
            said = f"{other.name} and {actor.name} have the same Wikidata id {actor.wikidata}."
            yield _doubt(other, actor, actor.wikidata, said)


def _shared_offices(actors: Iterable[Actor]) -> Iterator[Doubt]:
    holders: defaultdict[tuple[str, str], list[tuple[Actor, Role]]] = defaultdict(list)
    for actor in actors:
        for role in actor.roles:
            if role.title in _SOLE and (role.of or actor.of):
                holders[role.title, role.of or actor.of or ""].append((actor, role))
    for (title, of), found in holders.items():
        for (one, first), (two, second) in combinations(found, 2):
            if one.id != two.id and _overlap(first, second):
                terms = f"{_term(first)} and {_term(second)}"
                said = f"{one.name} and {two.name} are both {title} of {of}: {terms}."
                yield _doubt(one, two, title, said)


def _overlap(one: Role, two: Role) -> bool:
    """Whether two terms have a day in common; of one that began at an unknown time only its end counts."""
    if one.start is None or two.start is None:
        return one.end is None and two.end is None
    return max(one.start, two.start) < min(one.end or date.max, two.end or date.max)


def _term(role: Role) -> str:
    return f"{role.start or '…'} to {role.end or 'today'}"


def _doubt(one: Actor, two: Actor, value: str, sentence: str) -> Doubt:
    return Doubt(actors=(one.id, two.id), value=value, sentence=sentence)
