"""The query tree: what a topic means, as frozen nodes in a normal form.

Normal form: no `And` directly in an `And`, no `Or` directly in an `Or`, none with fewer than two different
parts, no double negation. The constructors `all_of`, `any_of` and `negate` keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: a theme, an actor or a search word, not yet known which."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together in headline or text."""

    text: str


@dataclass(frozen=True, slots=True)
class ThemeIs:
    """Articles of a theme."""

    id: str


@dataclass(frozen=True, slots=True)
class ActorIs:
    """Articles that name an actor."""

    id: str


@dataclass(frozen=True, slots=True)
class SourceIs:
    """Articles of an outlet ("reuters.com")."""

    outlet: str


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """Articles in a language (ISO 639-1)."""

    code: str


@dataclass(frozen=True, slots=True)
class Since:
    """Articles from then on: a span back from now ("7d") or a date."""

    when: str


@dataclass(frozen=True, slots=True)
class Until:
    """Articles before the end of that date."""

    when: str


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not match."""

    part: Query


@dataclass(frozen=True, slots=True)
class And:
    """Articles that match all parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that match any part."""

    parts: tuple[Query, ...]


Term = Word | Phrase | ThemeIs | ActorIs | SourceIs | LanguageIs | Since | Until
Query = Term | Not | And | Or


def all_of(parts: Iterable[Query]) -> Query:
    """The conjunction of the parts, in normal form; `parts` is not empty."""
    flat = tuple(
        dict.fromkeys(p for part in parts for p in (part.parts if isinstance(part, And) else (part,)))
    )
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(parts: Iterable[Query]) -> Query:
    """The disjunction of the parts, in normal form; `parts` is not empty."""
    flat = tuple(
        dict.fromkeys(p for part in parts for p in (part.parts if isinstance(part, Or) else (part,)))
    )
    return flat[0] if len(flat) == 1 else Or(flat)


def negate(part: Query) -> Query:
    """The negation, without a double one."""
    return part.part if isinstance(part, Not) else Not(part)


def walk(query: Query) -> Iterator[Query]:
    """The node and all below it, in order."""
    yield query
    if isinstance(query, Not):
        yield from walk(query.part)
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from walk(part)


def map_terms(query: Query, change: Callable[[Term], Query]) -> Query:
    """The tree with each term replaced, in normal form."""
    if isinstance(query, Not):
        return negate(map_terms(query.part, change))
    if isinstance(query, And):
        return all_of(map_terms(part, change) for part in query.parts)
    if isinstance(query, Or):
        return any_of(map_terms(part, change) for part in query.parts)
    return change(query)


def actors_in(query: Query) -> tuple[str, ...]:
    """The ids of the actors that the query asks for, negated ones left out, in order."""
    return _wanted(query, ActorIs)


def themes_in(query: Query) -> tuple[str, ...]:
    """The ids of the themes that the query asks for, negated ones left out, in order."""
    return _wanted(query, ThemeIs)


def _wanted(query: Query, kind: type[ActorIs] | type[ThemeIs]) -> tuple[str, ...]:
    if isinstance(query, Not):
        return ()
    if isinstance(query, And | Or):
        return tuple(dict.fromkeys(found for part in query.parts for found in _wanted(part, kind)))
    return (query.id,) if isinstance(query, kind) else ()
