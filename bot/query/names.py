"""Bare words → themes and actors: which name is meant, by exact or near spelling.

Nothing is guessed silently: a name that two actors bear raises with the choices, a word that is near to a
name but equal to none stays a search word and is reported with suggestions.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.errors import UnknownNameError
from bot.model.knowledge import Actor, Theme
from bot.query.tree import ActorIs, And, Or, Query, Term, ThemeIs, Word, all_of, any_of, map_terms

LONGEST_NAME = 6  # words of a name that are tried together
NEAR = 78  # least rapidfuzz ratio (0..100) of a suggestion: one wrong letter in five
MAX_SUGGESTIONS = 3


def fold(text: str) -> str:
    """For comparing names: lower case, no accents, no possessive, hyphens as spaces."""
    text = text.replace("’", "'").removesuffix("'s").replace("-", " ").replace("_", " ").replace(".", "")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that was taken as a search word although a name is near."""

    word: str
    suggestions: tuple[str, ...]  # names as shown


@dataclass(frozen=True, slots=True)
class Resolved:
    """A query whose words are themes, actors or search words."""

    query: Query
    doubts: tuple[Doubt, ...] = ()


class NameTable:
    """All names of one workspace's themes and actors."""

    def __init__(self, themes: Iterable[Theme], actors: Iterable[Actor]) -> None:
        self._themes: dict[str, str] = {}
        self._actors: dict[str, str] = {}
        self._theme_by: dict[str, str] = {}
        self._full: defaultdict[str, set[str]] = defaultdict(set)
        self._surnames: defaultdict[str, set[str]] = defaultdict(set)
        for theme in themes:
            self._themes[theme.id] = theme.name
            self._theme_by[fold(theme.id)] = self._theme_by[fold(theme.name)] = theme.id
        for actor in actors:
            self._add_actor(actor)

    def _add_actor(self, actor: Actor) -> None:
        self._actors[actor.id] = actor.name
        for name in (actor.id, actor.name, *actor.aliases, *actor.metonyms):
            self._full[fold(name).removeprefix("the ")].add(actor.id)
        if actor.kind == "person":
            surname = actor.surname or actor.name.rpartition(" ")[2]
            self._surnames[fold(surname)].add(actor.id)

    def actor_name(self, actor: str) -> str:
        """The name of the actor; of one that was only found in texts, its id as a name ("Ana Quiroga")."""
        return self._actors.get(actor) or " ".join(word.capitalize() for word in actor.split("-"))

    def theme_name(self, theme: str) -> str:
        """The name of the theme, or its id where it is unknown."""
        return self._themes.get(theme, theme)

    def find_theme(self, name: str) -> str | None:
        """The theme of that id or name."""
        return self._theme_by.get(fold(name))

    def find_actors(self, name: str) -> tuple[str, ...]:
        """All actors of that name: by id, full name or alias first, else by surname."""
        key = fold(name).removeprefix("the ")
        return tuple(sorted(self._full.get(key) or self._surnames.get(key) or ()))

    def suggest(self, name: str) -> tuple[str, ...]:
        """Up to three names that are near in spelling, nearest first."""
        known = {
            **dict.fromkeys(self._surnames),
            **dict.fromkeys(self._full),
            **dict.fromkeys(self._theme_by),
        }
        near = process.extract(fold(name), list(known), scorer=fuzz.ratio, score_cutoff=NEAR, limit=12)
        shown = (self._shown(key) for key, _, _ in near)
        return tuple(dict.fromkeys(name for names in shown for name in names))[:MAX_SUGGESTIONS]

    def _shown(self, key: str) -> list[str]:
        actors = sorted(self._full.get(key, set()) | self._surnames.get(key, set()))
        names = [self._actors[actor] for actor in actors]
        return names if names else [self._themes[self._theme_by[key]]]

    def require_actor(self, name: str) -> str:
        """The one actor of that name.

        Raises:
            UnknownNameError: none or several bear it; `suggestions` holds up to three choices.
        """
        found = self.find_actors(name)
        if len(found) == 1:
            return found[0]
        shown = name.strip()[:80]
        if found:
            choices = tuple(self.actor_name(actor) for actor in found)
            raise UnknownNameError(
                f"“{shown}” may be {_list(choices)}.", advice="Give the full name.", suggestions=choices
            )
        near = self.suggest(name)
        advice = f"Did you mean {_list(near)}?" if near else f"Try the full name{_search_instead(shown)}."
        raise UnknownNameError(f"No actor is called “{shown}”.", advice=advice, suggestions=near)


def _search_instead(words: str) -> str:
    """How to look for the words themselves, where they are words."""
    plain = 0 < len(words) <= 40 and all(word.isalnum() for word in words.split())
    return f", or look for the words themselves: /find {words}" if plain else ""


def _list(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def resolve_query(query: Query, names: NameTable) -> Resolved:
    """Turn bare words into themes, actors or search words; a theme goes before an actor of that name.

    Neighbouring words that together are a name are taken together (`xi jinping`).

    Raises:
        UnknownNameError: a word is the name of several actors, or `theme:`/`actor:` names none.
    """
    doubts: list[Doubt] = []
    resolved = map_terms(_join_names(query, names), lambda term: _resolve_term(term, names, doubts))
    return Resolved(resolved, tuple(doubts))


def _join_names(query: Query, names: NameTable) -> Query:
    if isinstance(query, Or):
        return any_of(_join_names(part, names) for part in query.parts)
    if not isinstance(query, And):
        return query
    parts: list[Query] = []
    left = list(query.parts)
    while left:
        count = _name_length(left, names)
        if count > 1:
            parts.append(Word(" ".join(part.text for part in left[:count] if isinstance(part, Word))))
        else:
            parts.append(_join_names(left[0], names))
        del left[: max(count, 1)]
    return all_of(parts)


def _name_length(parts: list[Query], names: NameTable) -> int:
    """How many of the first parts are words that form one name; 1 or 0 where none do."""
    words = []
    for part in parts[:LONGEST_NAME]:
        if not isinstance(part, Word):
            break
        words.append(part.text)
    for count in range(len(words), 1, -1):
        name = " ".join(words[:count])
        if names.find_theme(name) or names.find_actors(name):
            return count
    return min(len(words), 1)


def _resolve_term(term: Term, names: NameTable, doubts: list[Doubt]) -> Query:
    if isinstance(term, ThemeIs):
        return ThemeIs(_require_theme(term.id, names))
    if isinstance(term, ActorIs):
        return ActorIs(names.require_actor(term.id))
    if not isinstance(term, Word):
        return term
    if theme := names.find_theme(term.text):
        return ThemeIs(theme)
    if found := names.find_actors(term.text):
        return ActorIs(names.require_actor(term.text)) if len(found) > 1 else ActorIs(found[0])
    if near := names.suggest(term.text):
        doubts.append(Doubt(term.text, near))
    return term


def _require_theme(name: str, names: NameTable) -> str:
    if theme := names.find_theme(name):
        return theme
    near = names.suggest(name)
    advice = f"Did you mean {_list(near)}?" if near else "/theme lists all themes."
    raise UnknownNameError(f"There is no theme “{name[:80]}”.", advice=advice, suggestions=near)
