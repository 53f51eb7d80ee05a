"""Which stored articles name an actor by certain spellings: told by what they print at its places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from bot.query.names import fold
from bot.storage.cards import in_batches
from bot.storage.database import Scope
from bot.storage.passages import load_texts
from bot.storage.sqlite_dialect import matching_ids
from bot.storage.tables import mentions

Side = Literal["theirs", "ours", "doubtful"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorted:
    """The articles that name an actor by some of its spellings."""

    theirs: tuple[int, ...]  # by those spellings only
    doubtful: tuple[int, ...]  # by those and by others: which quote or event is whose is not known


def decide_side(printed: Iterable[str], spellings: Collection[str]) -> Side:
    """Whose the mentions of an article are, by what is printed at their places. Pure.

    A word of one of the spellings ("Smith" beside "John R. Smith") goes with it.
    """
    wanted = {fold(name) for name in spellings}
    parts = {word for name in wanted for word in name.split()}
    names = {fold(name) for name in printed}
    if not names & wanted:
        return "ours"
    return "theirs" if all(name in wanted or set(name.split()) <= parts for name in names) else "doubtful"


def sort_by_name(scope: Scope, actor: str, spellings: Sequence[str], without: Collection[int] = ()) -> Sorted:
    """Sort the articles of an actor, but for some, by whether they print these spellings."""
    sides: dict[Side, list[int]] = {"theirs": [], "ours": [], "doubtful": []}
    for article, printed in _load_printed(scope, actor, spellings, without):
        sides[decide_side(printed, spellings)].append(article)
    return Sorted(theirs=tuple(sides["theirs"]), doubtful=tuple(sides["doubtful"]))


def _load_printed(
    scope: Scope, actor: str, spellings: Sequence[str], without: Collection[int]
) -> Iterable[tuple[int, list[str]]]:
    """(article, what it prints at the places of the actor), of those that have any of the spellings in the text."""
    m = mentions.c
    mine = select(m.article_id, m.spans).where(m.workspace_id == scope.workspace_id, m.actor_id == actor)
    found = {
        row.article_id: row.spans
        for name in dict.fromkeys(spellings)
        for row in scope.connection.execute(mine.where(m.article_id.in_(matching_ids(name))))
    }
    wanted = sorted(found.keys() - set(without))
    for batch in in_batches(wanted):
        texts = load_texts(scope, batch)
        for article in batch:
            yield article, [texts[article][start:end] for start, end in found[article]]
