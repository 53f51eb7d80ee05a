"""Why a name is, or is not, an actor: the rows of the table that it matches, and what speaks against them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.analysis.actors import ActorTable, match_actors
from bot.analysis.alias_index import Entry, Hit
from bot.analysis.document import Document
from bot.analysis.homonyms import Traps, find_traps
from bot.analysis.lexicon.words import load_words
from bot.analysis.names import family_names, fold
from bot.model.knowledge import Actor, Role

_KINDS = {
    "name": "name",
    "surname": "family name",
    "metonym": "seat, organ or other word for it",
    "demonym": "demonym",
    "title": "office",
    "decoy": "name of something else",
}
_WORD = re.compile(r"[^\W_]+")
_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|around|across|downtown|central)\s$", re.IGNORECASE)
MOST_DECOYS = 5  # names of other things that are told of one name


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One place of a text, and whom it names, or why nobody."""

    start: int
    end: int
    printed: str
    actor: str | None  # id of the one whose row it matches; None for a name of something else
    counts: bool  # whether it names that actor here
    by: str  # "name", "surname", "metonym", "demonym", "title", "decoy"
    row: str | None  # the spelling in the table that it matches
    why: str  # a sentence


def describe_kind(by: str) -> str:
    """What a way of naming is called: "surname" → "family name"."""
    return _KINDS[by]


def explain_text(document: Document, table: ActorTable, day: date | None) -> tuple[Reading, ...]:
    """Every place of a parsed text that names an actor or might: as the reading of an article on that day has it."""
    cast = match_actors(document, table, day)
    hits = list(table.index.find(document.text))
    traps = find_traps(document, hits)
    counted = [
        _read(naming.start, naming.end, naming.actor, naming.by, document.text, table)
        for naming in cast.namings
    ]
    passed = [_pass_over(hit, traps, table) for hit in hits if cast.at(hit.start, hit.end) is None]
    return tuple(sorted([*counted, *passed], key=lambda reading: reading.start))


def explain_name(name: str, table: ActorTable) -> tuple[Reading, ...]:
    """Every actor that a name by itself may mean, and everything else that it may."""
    return tuple(reading for hit in table.index.find(name) for reading in _meanings(hit, name, table))


def _meanings(hit: Hit, name: str, table: ActorTable) -> Iterator[Reading]:
    printed = name[hit.start : hit.end]
    for entry in hit.entries:
        if entry.actor is None:
            why = f"“{printed}” is the name of something else, never of an actor."
        else:
            why = _why_by(entry, printed, table)
        row = find_row(table.by_id.get(entry.actor or ""), entry.by, printed)
        yield Reading(
            start=hit.start,
            end=hit.end,
            printed=printed,
            actor=entry.actor,
            counts=entry.actor is not None,
            by=entry.by,
            row=row,
            why=why,
        )


def _why_by(entry: Entry, printed: str, table: ActorTable) -> str:
    actor = table.by_id[entry.actor or ""]
    if entry.by == "surname":
        return _why_surname(actor, printed, table)
    if entry.by == "metonym":
        return "It counts, but not as a place (“in …”), not in a dateline and not in the title of a work."
    if entry.by == "demonym":
        return f"It counts only where nothing else in the article names {actor.name}."
    return "It counts wherever it is printed as a name, but not in the title of a work."


def _why_surname(actor: Actor, printed: str, table: ActorTable) -> str:
    alone = table.surnames.alone(printed, with_title=False)
    titled = table.surnames.alone(printed, with_title=True)
    if alone == actor.id:
        return "It counts alone: nobody else of that family name held a high office."
    if titled == actor.id:
        return "It counts behind a form of address or an office, or where the article has the full name."
    others = [a.name for a in table.surnames.bearers(printed) if a.id != actor.id]
    also = f" It is also that of {', '.join(others[:5])}." if others else ""
    return f"Alone it counts for nobody; the article must print the full name.{also}"


def _read(start: int, end: int, actor: str, by: str, text: str, table: ActorTable) -> Reading:
    printed = text[start:end]
    known = table.by_id.get(actor)
    row = find_row(known, by, printed)
    if known is None:
        why = "Found in the text as a person; no table has that name."
    elif by == "title":
        why = (
            f"By the office that {known.name} holds on the article's day, or is told to hold in the article."
        )
    else:
        why = f"A {describe_kind(by)} of {known.name}."
    return Reading(start=start, end=end, printed=printed, actor=actor, counts=True, by=by, row=row, why=why)


def _pass_over(hit: Hit, traps: Traps, table: ActorTable) -> Reading:
    """A name of the table that counts for nobody here."""
    printed = traps.text[hit.start : hit.end]
    entry = hit.entries[0]
    row = find_row(table.by_id.get(entry.actor or ""), entry.by, printed)
    why = _why_not(hit, traps)
    return Reading(
        start=hit.start,
        end=hit.end,
        printed=printed,
        actor=entry.actor,
        counts=False,
        by=entry.by,
        row=row,
        why=why,
    )


def _why_not(hit: Hit, traps: Traps) -> str:
    kinds = {entry.by for entry in hit.entries}
    if "decoy" in kinds:
        return "The name of something else."
    if traps.text[hit.start : hit.end] in traps.elsewhere:
        return "Another place of that name: the article says so."
    if traps.in_title(hit.start, hit.end):
        return "It stands in the title of a work."
    if traps.catches(hit):
        place = _LOCATIVE.search(traps.text, max(0, hit.start - 24), hit.start)
        if place:
            return f"Here a place, not a government: “{place.group().strip()}” stands before it."
        return "In a dateline, or a part of a longer name of something else."
    if kinds == {"surname"}:
        return "A family name alone, which more people bear, or which is a common word; or another person's."
    return "A part of another name, or passed over for a stronger reading."


def find_row(actor: Actor | None, by: str, printed: str) -> str | None:
    """The spelling of an actor that a printed name matches, as the table has it."""
    wanted = _words(printed)
    spellings = _spellings(actor, by) if actor else ()
    return next((spelling for spelling in spellings if _words(spelling) == wanted), None)


def _spellings(actor: Actor, by: str) -> Sequence[str]:
    match by:
        case "name":
            return (actor.name, *actor.aliases)
        case "metonym":
            return actor.metonyms
        case "demonym":
            return actor.demonyms
        case "surname":
            return (*((actor.surname,) if actor.surname else ()), *family_names(actor.name))
    return ()


def _words(name: str) -> list[str]:
    """The words of a name by which it is matched; an article before it is none of them."""
    words = [word.casefold() for word in _WORD.findall(fold(name))]
    return words[1:] if words[:1] == ["the"] else words


def list_decoys(name: str) -> tuple[str, ...]:
    """Longer names of other things that begin or end with this one (at most 5): "Moscow Mule"."""
    wanted = _words(name)
    found = (phrase for phrase in load_words("decoys.toml")["phrases"] if _holds(_words(phrase), wanted))
    return tuple(dict.fromkeys(found))[:MOST_DECOYS]


def _holds(longer: list[str], part: list[str]) -> bool:
    return len(longer) > len(part) > 0 and part in (longer[: len(part)], longer[-len(part) :])


def held_on(actor: Actor, day: date) -> tuple[Role, ...]:
    """The offices that somebody holds on a day."""
    return tuple(
        role
        for role in actor.roles
        if (role.start is None or role.start <= day) and (role.end is None or day < role.end)
    )
