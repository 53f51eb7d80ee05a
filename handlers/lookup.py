"""People who are in no table, but in the texts: found by what a person types, and shown by their names."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.query.names import MAX_SUGGESTIONS, NEAR, NameTable, fold
from bot.query.write import Names
from bot.storage.actors import find_actor, find_speakers
from bot.storage.database import Scope
from bot.storage.speakers import load_speakers_like, surname_of


class FoundNames:
    """The names of the tables, and those of people who are in no table but in the texts."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._found: dict[str, str] = {}

    def add(self, actor: str, name: str) -> None:
        """Note the name of somebody found in the texts."""
        self._found[actor] = name

    def actor_name(self, actor: str) -> str:
        """The name of the actor, or its id where it is unknown."""
        return self._found.get(actor) or self._names.actor_name(actor)

    def theme_name(self, theme: str) -> str:
        """The name of the theme, or its id where it is unknown."""
        return self._names.theme_name(theme)


def subject_name(names: Names, id: str) -> str:
    """The name of a theme or an actor, whichever bears the id; a theme goes first."""
    theme = names.theme_name(id)
    return theme if theme != id else names.actor_name(id)


def find_person(scope: Scope, name: str, names: NameTable, found: FoundNames) -> str | None:
    """Somebody who is in no table, but in the texts: by id, or by a name that only one speaker bears."""
    if names.find_actors(name):
        return None
    if actor := find_actor(scope, name.lower()):
        found.add(actor.id, actor.name)
        return actor.id
    spoke = [(id, shown) for id, shown in find_speakers(scope, name) if id]
    if len(spoke) != 1:
        return None
    found.add(*spoke[0])
    return spoke[0][0]


def suggest_speakers(scope: Scope, name: str) -> tuple[str, ...]:
    """Up to three people in no table who spoke and whose surname is near in spelling, nearest first."""
    surname = surname_of(fold(name))
    if not surname:
        return ()
    known = load_speakers_like(scope, surname[0])
    near = process.extract(
        surname, [s for s, _ in known], scorer=fuzz.ratio, score_cutoff=NEAR, limit=4 * MAX_SUGGESTIONS
    )
    return tuple(dict.fromkeys(known[place][1] for _, _, place in near))[:MAX_SUGGESTIONS]
