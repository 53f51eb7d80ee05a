"""Reads the events of invented sentences with a small cast, found by name."""

from __future__ import annotations

import re
from functools import cache

from spacy.language import Language

from bot.analysis.document import Cast, Member, Naming
from bot.analysis.events import extract_events
from bot.analysis.nlp import load_nlp
from bot.analysis.parse import parse_document
from bot.model.findings import Event

STATES = {
    "norway": ("Norway", "Oslo", "Norwegian"),
    "chile": ("Chile", "Santiago", "Chilean"),
    "kenya": ("Kenya", "Nairobi", "Kenyan"),
    "japan": ("Japan", "Tokyo", "Japanese"),
    "peru": ("Peru", "Lima", "Peruvian"),
}
PEOPLE = {
    "ana-rojas": ("Ana Rojas", "f"),
    "erik-dahl": ("Erik Dahl", "m"),
    "ken-mori": ("Ken Mori", "m"),
}
COOPERATES, CONFLICTS = "verbal-cooperation", "verbal-conflict"
HELPS, HARMS = "material-cooperation", "material-conflict"


@cache
def nlp() -> Language:
    return load_nlp()


def cast_of(text: str) -> Cast:
    """A cast of invented people and a few states, found by their names."""
    cast = Cast()
    for actor, names in STATES.items():
        cast.members[actor] = Member(id=actor, name=names[0], kind="state", known=True)
        for name, by in zip(names, ("name", "metonym", "demonym"), strict=True):
            _name(cast, text, actor, name, by)
    for actor, (name, gender) in PEOPLE.items():
        cast.members[actor] = Member(id=actor, name=name, kind="person", known=True, gender=gender)
        _name(cast, text, actor, name, "name")
        _name(cast, text, actor, name.split()[1], "surname")
    cast.namings.sort(key=lambda naming: (naming.start, -naming.end))
    taken: list[Naming] = []
    for naming in cast.namings:
        if not taken or naming.start >= taken[-1].end:
            taken.append(naming)
    cast.namings = taken
    return cast


def _name(cast: Cast, text: str, actor: str, name: str, by: str) -> None:
    for hit in re.finditer(rf"\b{name}\b", text):
        cast.namings.append(Naming(actor=actor, start=hit.start(), end=hit.end(), by=by))


def read(text: str) -> tuple[Event, ...]:
    return extract_events(parse_document(text, None, nlp()), cast_of(text))


def told(text: str) -> list[str]:
    """The events of a text, each as "source class target", with "not" where negated."""
    return [
        f"{'+'.join(e.source)} {'not ' * e.negated}{e.event_class.value} {'+'.join(e.target)}"
        for e in read(text)
    ]
