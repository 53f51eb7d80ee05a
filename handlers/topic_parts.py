"""A topic as a form asks for it: themes of which any will do, and words beside them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.query.tree import And, Or, Query, ThemeIs, all_of, any_of
from bot.query.write import write_query


def join_topic(words: Query | None, themes: Sequence[str]) -> Query | None:
    """Any of the themes, and what the words say; None where there is neither."""
    chosen = any_of([ThemeIs(theme) for theme in themes]) if themes else None
    if words is None or chosen is None:
        return words or chosen
    return all_of([chosen, words])


def split_themes(query: Query) -> tuple[tuple[str, ...], str]:
    """`join_topic` undone: the themes of which any will do, and the rest as text."""
    if found := _only_themes(query):
        return found, ""
    if isinstance(query, And) and (found := _only_themes(query.parts[0])):
        rest = query.parts[1:]
        return found, write_query(all_of(rest))
    return (), write_query(query)


def _only_themes(query: Query) -> tuple[str, ...]:
    if isinstance(query, ThemeIs):
        return (query.id,)
    if isinstance(query, Or) and all(isinstance(part, ThemeIs) for part in query.parts):
        return tuple(part.id for part in query.parts if isinstance(part, ThemeIs))
    return ()
