"""What a team knows and cares about: its themes and its actors. Data, not code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """A class defined by the team; see the theme file's format in docs/users/themes.md."""

    id: str  # slug: "energy"
    name: str
    description: str = ""
    include: tuple[str, ...] = ()  # plain words and phrases; `*` at a word's end
    hints: tuple[str, ...] = ()  # weaker terms: several, or one beside an include term, are needed
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()  # sentences
    actors: tuple[str, ...] = ()  # actor ids
    actors_min: int = 0  # at least so many of `actors` must be named
    actors_usual: int = 0  # known actors, whichever, that a text on it names as a rule; fewer weaken it
    threshold: float = 0.5  # least score, 0..1
    shift: tuple[
        tuple[str, float], ...
    ] = ()  # what a workspace's marks add to the weights, by feature; in no file


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """An office and its term, half-open; None is open-ended."""

    title: str  # "president", "foreign minister", "spokesperson"
    of: str | None = None  # actor id of the state or body: "russia"
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A known person, state, organisation or group."""

    id: str  # slug: "vladimir-putin"
    name: str  # as shown: "Vladimir Putin"
    kind: str  # "person", "state", "organisation" or "group"
    aliases: tuple[str, ...] = ()  # other full spellings: "Volodymyr Zelenskyy"; matched as written
    surname: str | None = None  # people: the name by which they are called alone: "Putin", "Xi"
    gender: str | None = None  # people: "f" or "m"
    roles: tuple[Role, ...] = ()
    demonyms: tuple[str, ...] = ()  # states: "Russian", "Russians"
    metonyms: tuple[str, ...] = ()  # states: "Moscow", "the Kremlin", ministries
    of: str | None = None  # actor id of the state that it belongs to, if any
    sector: str | None = None  # organisations: "company", "alliance", "media", "ministry", "think-tank" …
    wikidata: str | None = None  # only where it is sure
    description: str = ""  # one line for people


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """One workspace's themes and actors, as handed to a worker."""

    version: str  # changes whenever its content does; workers cache by it
    themes: tuple[Theme, ...]
    actors: tuple[Actor, ...]
