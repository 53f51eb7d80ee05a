"""What somebody writes for "who said it" → the speaker."""

from __future__ import annotations

from bot.errors import UsageError
from bot.model.corrections import Voice
from bot.query.names import NameTable
from bot.storage.actors import find_speakers
from bot.storage.database import Scope
from handlers.words import tidy

LONGEST = 120  # characters of a name
_UNKNOWN = frozenset({"unknown", "unnamed", "nobody", "?", "-"})


def read_speaker(scope: Scope, names: NameTable, typed: str) -> Voice:
    """An actor of the tables, somebody found in the texts, a name that nobody bore yet, or unknown.

    Raises:
        UsageError: nothing was written, several bear the name, or it has no letter.
    """
    name = tidy(typed[: 2 * LONGEST])[:LONGEST].strip()
    if not name:
        raise UsageError("Write who said it, or: unknown.")
    if name.lower() in _UNKNOWN:
        return Voice()
    if not any(char.isalpha() for char in name):
        raise UsageError("A name has letters. Write one, or: unknown.")
    actors = tuple(names.find_actors(name))
    if len(actors) > 1:
        shown = ", ".join(names.actor_name(actor) for actor in actors[:4])
        raise UsageError(f"Several bear that name: {shown}. Write the whole name.")
    if actors:
        return Voice(name=names.actor_name(actors[0]), id=actors[0])
    spoke = find_speakers(scope, name)
    if len(spoke) == 1:
        return Voice(name=spoke[0][1], id=spoke[0][0])
    return Voice(name=name)
