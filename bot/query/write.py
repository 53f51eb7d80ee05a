"""Query tree → canonical text (parses back to the same tree), and → words for people."""

from __future__ import annotations

from typing import Protocol

from bot.query.span import describe_when
from bot.query.tree import (
    ActorIs,
    And,
    LanguageIs,
    Not,
    Or,
    Phrase,
    Query,
    Since,
    SourceIs,
    Term,
    ThemeIs,
    Until,
    Word,
)


class Names(Protocol):
    """Knows how actors and themes are shown."""

    def actor_name(self, actor: str) -> str:
        """The name of the actor, also of one that is in no table."""
        ...

    def theme_name(self, theme: str) -> str:
        """The name of the theme, or its id where it is unknown."""
        ...


def write_query(query: Query) -> str:
    """The canonical text of a query: `parse_query(write_query(q)) == q`."""
    if isinstance(query, Or):
        return " OR ".join(write_query(part) for part in query.parts)
    if isinstance(query, And):
        return " ".join(_write_part(part) for part in query.parts)
    if isinstance(query, Not):
        return "-" + _write_part(query.part)
    return _write_term(query)


def _write_part(query: Query) -> str:
    text = write_query(query)
    return f"({text})" if isinstance(query, And | Or) else text


def _write_term(term: Term) -> str:
    match term:
        case Word(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case ThemeIs(value):
            return f"theme:{_quoted(value)}"
        case ActorIs(value):
            return f"actor:{_quoted(value)}"
        case SourceIs(value):
            return f"source:{_quoted(value)}"
        case LanguageIs(value):
            return f"lang:{_quoted(value)}"
        case Since(value):
            return f"since:{_quoted(value)}"
        case Until(value):
            return f"until:{_quoted(value)}"


def _quoted(value: str) -> str:
    return f'"{value}"' if any(c in value for c in " ()") else value


def describe_query(query: Query, names: Names) -> str:
    """What the query was understood as: "Vladimir Putin and Xi Jinping, last 7 days"."""
    parts = query.parts if isinstance(query, And) else (query,)
    limits = [part for part in parts if isinstance(part, Since | Until | LanguageIs | SourceIs)]
    main = [part for part in parts if part not in limits]
    words = (
        _describe(main[0], names) if len(main) == 1 else " and ".join(_describe_part(p, names) for p in main)
    )
    words = words or "everything"
    words = words.replace(" and without ", " without ")
    return ", ".join([words, *(_describe_limit(limit) for limit in limits)])


def _describe_part(query: Query, names: Names) -> str:
    text = _describe(query, names)
    return f"({text})" if isinstance(query, And | Or) else text


def _describe(query: Query, names: Names) -> str:
    match query:
        case Or(parts):
            return " or ".join(_describe_part(part, names) for part in parts)
        case And(parts):
            return " and ".join(_describe_part(part, names) for part in parts)
        case Not(part):
            return f"without {_describe_part(part, names)}"
        case ThemeIs(id):
            return f"theme {names.theme_name(id)}"
        case ActorIs(id):
            return names.actor_name(id)
        case Word(text) | Phrase(text):
            return f"“{text}”"
        case _:
            return _describe_limit(query)


def _describe_limit(limit: SourceIs | LanguageIs | Since | Until) -> str:
    match limit:
        case SourceIs(outlet):
            return f"from {outlet}"
        case LanguageIs(code):
            return f"in language {code}"
        case Since(when):
            words = describe_when(when)
            return f"since {words}" if words == when else f"last {words}"
        case Until(when):
            words = describe_when(when)
            return f"until {words}" if words == when else f"until {words} ago"
