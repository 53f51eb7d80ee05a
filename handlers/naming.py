"""Names in commands → actors and topics; where a name is in doubt, the lines to run instead. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.errors import UnknownNameError
from bot.query.names import NameTable, Resolved, resolve_query
from bot.query.parser import parse_query
from bot.query.tree import ActorIs, Query, Term, ThemeIs, Word, map_terms, walk
from bot.query.write import write_query
from handlers.words import Typed, join, write_name

_BETWEEN = frozenset({"and", "&", "-", "vs", "vs.", "with", ",", "/", "+"})

Retry = tuple[str, str]
"""What a button says, and the command line it runs."""


class NameInDoubtError(UnknownNameError):
    """A name is unknown or ambiguous; `retries` are the choices to offer."""

    def __init__(self, error: UnknownNameError, retries: tuple[Retry, ...]) -> None:
        super().__init__(
            error.sentence, advice=error.advice, cause=error.cause, suggestions=error.suggestions
        )
        self.retries = retries


def require_actor(name: str, names: NameTable, again: Callable[[str], str]) -> str:
    """The one actor of that name.

    Args:
        again: a suggested name → the command line with it in this name's place.

    Raises:
        NameInDoubtError: none or several bear the name.
    """
    try:
        return names.require_actor(name)
    except UnknownNameError as error:
        choices = [choice for choice in error.suggestions if names.find_actors(choice)]
        retries = tuple((choice, again(write_name(choice))) for choice in choices)
        raise NameInDoubtError(error, retries) from error


def split_names(words: Sequence[Typed], names: NameTable) -> tuple[str, ...]:
    """The names, mostly two: parted by a word like "and", or where both sides are names; else the best guess."""
    parted = _part(words)
    if len(parted) != 1:
        return tuple(join(part) for part in parted)
    words = parted[0]
    if len(words) == 1 or names.find_actors(join(words)):
        return (join(words),)
    cuts = range(1, len(words))
    best = max(cuts, key=lambda cut: _known(words[:cut], names) + _known(words[cut:], names))
    if not (_known(words[:best], names) and _known(words[best:], names)):
        alone = tuple(word.text for word in words)
        if all(names.find_actors(name) for name in alone):  # more than two: the command says so
            return alone
    return join(words[:best]), join(words[best:])


def _known(words: Sequence[Typed], names: NameTable) -> float:
    found = len(names.find_actors(join(words)))
    return 1.0 if found == 1 else 0.5 if found else 0.0


def _part(words: Sequence[Typed]) -> list[list[Typed]]:
    parts: list[list[Typed]] = [[]]
    for word in words:
        if not word.quoted and word.text.lower() in _BETWEEN:
            parts.append([])
            continue
        ends = not word.quoted and word.text.endswith(",")
        parts[-1].append(Typed(word.text.rstrip(","), word.quoted))
        if ends:
            parts.append([])
    return [part for part in parts if part]


def read_topic(text: str, names: NameTable, again: Callable[[str], str]) -> Resolved:
    """A topic as typed → a query of themes, actors and words.

    Args:
        again: a topic → the command line with it.

    Raises:
        QueryError: it does not parse.
        NameInDoubtError: a word is the name of several actors, or a filter names none.
    """
    query = parse_query(text)
    try:
        return resolve_query(query, names)
    except UnknownNameError as error:
        raise NameInDoubtError(error, _topic_retries(query, names, error, again)) from error


def doubt_retries(resolved: Resolved, names: NameTable, again: Callable[[str], str]) -> tuple[Retry, ...]:
    """For words that were taken as search words although a name is near: the names instead."""
    return tuple(
        (name, again(write_query(_replace(resolved.query, Word(doubt.word), name, names))))
        for doubt in resolved.doubts[:1]
        for name in doubt.suggestions
    )


def _topic_retries(
    query: Query, names: NameTable, error: UnknownNameError, again: Callable[[str], str]
) -> tuple[Retry, ...]:
    wrong = next((node for node in walk(query) if _is_wrong(node, names)), None)
    if wrong is None:
        return ()
    return tuple(
        (choice, again(write_query(_replace(query, wrong, choice, names)))) for choice in error.suggestions
    )


def _is_wrong(node: Query, names: NameTable) -> bool:
    if not isinstance(node, Word | ThemeIs | ActorIs):
        return False
    try:
        resolve_query(node, names)
    except UnknownNameError:
        return True
    return False


def _replace(query: Query, wrong: Query, name: str, names: NameTable) -> Query:
    def change(term: Term) -> Query:
        if term != wrong:
            return term
        if theme := names.find_theme(name):
            return ThemeIs(theme)
        actors = names.find_actors(name)
        return ActorIs(actors[0]) if actors else term

    return map_terms(query, change)
