"""Who is named in a text: the actors of a table, and people whom only the text knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.analysis.alias_index import AliasIndex, Entry, Hit
from bot.analysis.document import Cast, Document, Member, Naming, member_of
from bot.analysis.homonyms import Traps, find_traps
from bot.analysis.lexicon.words import load_words
from bot.analysis.names import family_names
from bot.analysis.offices import Offices, office_on
from bot.analysis.people import join_people
from bot.analysis.surnames import Surnames
from bot.analysis.titles import find_organs, find_titles
from bot.model.findings import ActorMention
from bot.model.knowledge import Actor

_STRENGTH = {"name": 4, "title": 3, "metonym": 2, "surname": 2, "demonym": 1}


class ActorTable:
    """A workspace's actors, compiled for matching. Build it once for each version of the knowledge."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self.by_id = {actor.id: actor for actor in actors}
        self.index = AliasIndex([*_decoys(), *(pair for actor in actors for pair in _ways_to_write(actor))])
        self.offices = Offices(actors)
        self.surnames = Surnames(actors)

    def name_actors(self, text: str) -> set[str]:
        """Ids of the actors named in `text` by name, seat or famous family name; cheap, for the gate.

        Demonyms count too: the gate must not miss what the full reading would find.
        """
        found: set[str] = set()
        for hit in self.index.find(text):
            for entry in hit.entries:
                if entry.actor and (entry.by != "surname" or self.surnames.is_famous(entry.actor)):
                    found.add(entry.actor)
        return found

    def named_exactly(self, name: str) -> str | None:
        """The id of the one actor of which `name` is a full spelling."""
        for hit in self.index.find(name):
            found = {entry.actor for entry in hit.entries if entry.by == "name" and entry.actor}
            if hit.start == 0 and hit.end >= len(name) and len(found) == 1:
                return found.pop()
        return None


def match_actors(document: Document, table: ActorTable, published: date | None) -> Cast:
    """The cast of one article.

    Args:
        published: the article's date, by which "the French president" is the one then in office; with None,
            only a holder who is named in the article or holds the office still is meant.
    """
    hits = list(table.index.find(document.text))
    traps = find_traps(document, hits)
    cast = Cast()
    namings = [naming for hit in hits if (naming := _read_hit(hit, traps)) is not None]
    for naming in namings:
        _admit(cast, table, naming.actor)
    people = join_people(document, cast, namings, hits, traps, table)
    namings = _without_overlap([*namings, *people])
    cast.namings = namings
    by_office = [
        *find_organs(document.text, hits, traps, table),
        *find_titles(document, cast, hits, table, published),
    ]
    for naming in by_office:
        _admit(cast, table, naming.actor)
    cast.namings = _without_overlap([*namings, *by_office])
    _drop_unnamed(cast)
    for member in cast.members.values():
        if member.known and member.kind == "person":
            member.office = office_on(table.by_id[member.id], table.by_id, published)
    return cast


def list_mentions(cast: Cast) -> tuple[ActorMention, ...]:
    """The actors of a cast with their places, in order of first mention.

    A demonym ("Russian") is a mention only where nothing else in the article names the actor.
    """
    places: dict[str, list[Naming]] = {}
    for naming in cast.namings:
        places.setdefault(naming.actor, []).append(naming)
    return tuple(_mention(cast.members[actor], found) for actor, found in places.items())


def _mention(member: Member, found: list[Naming]) -> ActorMention:
    better = [naming for naming in found if naming.by != "demonym"]
    return ActorMention(
        id=member.id,
        name=member.name,
        kind=member.kind,
        wikidata=member.wikidata,
        spans=tuple((naming.start, naming.end) for naming in better or found),
        known=member.known,
        role=member.role,
    )


def _ways_to_write(actor: Actor) -> Iterator[tuple[str, Entry]]:
    for name in (actor.name, *actor.aliases):
        yield name, Entry(actor.id, "name")
    for name in actor.metonyms:
        yield name.removeprefix("the ").removeprefix("The "), Entry(actor.id, "metonym")
    for name in actor.demonyms:
        yield name, Entry(actor.id, "demonym")
    if actor.kind == "person":
        for name in {actor.surname or "", *family_names(actor.name)} - {"", actor.name}:
            yield name, Entry(actor.id, "surname")


def _decoys() -> Iterator[tuple[str, Entry]]:
    for phrase in load_words("decoys.toml")["phrases"]:
        yield phrase, Entry(None, "decoy")


def _read_hit(hit: Hit, traps: Traps) -> Naming | None:
    """What a name in the text means by itself; surnames wait for the people of the article."""
    if any(entry.by == "decoy" for entry in hit.entries) or traps.catches(hit):
        return None
    known = [(entry.by, entry.actor) for entry in hit.entries if entry.by != "surname" and entry.actor]
    if not known:
        return None
    by, actor = max(known, key=lambda pair: _STRENGTH[pair[0]])
    return Naming(actor=actor, start=hit.start, end=hit.end, by=by)


def _admit(cast: Cast, table: ActorTable, actor_id: str) -> None:
    if actor_id in table.by_id and actor_id not in cast.members:
        cast.members[actor_id] = member_of(table.by_id[actor_id])


def _without_overlap(namings: Sequence[Naming]) -> list[Naming]:
    """In order; where two overlap the longer stays, then the stronger."""
    kept: list[Naming] = []
    order = sorted(namings, key=lambda n: (n.start, n.start - n.end, -_STRENGTH[n.by]))
    for naming in order:
        if kept and naming.start < kept[-1].end:
            if naming.end - naming.start > kept[-1].end - kept[-1].start:
                kept[-1] = naming
            continue
        kept.append(naming)
    return kept


def _drop_unnamed(cast: Cast) -> None:
    named = {naming.actor for naming in cast.namings}
    for actor in [actor for actor in cast.members if actor not in named]:
        del cast.members[actor]
