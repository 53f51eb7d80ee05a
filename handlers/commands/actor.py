"""`/actor NAME [30d]`: who it is, mentions over time, themes, quotes by and about, counterparts."""

from __future__ import annotations

from bot.errors import UnknownNameError
from bot.query.names import NameTable
from bot.services import Services
from bot.storage.actors import find_speakers, load_actor
from bot.storage.database import Scope
from handlers.command import Command, Request
from handlers.exports import CSV
from handlers.look import Look
from handlers.lookup import FoundNames, find_person
from handlers.most_named import compose_most_named
from handlers.naming import NameInDoubtError, require_actor
from handlers.options import take_options
from handlers.periods import take_period
from handlers.portrait import compose_portrait, export_portrait
from handlers.replies import Reply
from handlers.words import join, split_words, tidy, write_name


def answer(request: Request, services: Services) -> Reply:
    """One actor, or who was in the news."""
    text, options = take_options(tidy(request.text), flags=(CSV,))
    words, period = take_period(split_words(text), request)
    if not words:
        return compose_most_named(request, services, COMMAND, "Actors")
    names = services.names(request.workspace_id)
    found = FoundNames(names)
    with services.database.read(request.workspace_id) as scope:
        actor = load_actor(scope, _find(scope, join(words), names, found, period.written))
        look = Look(scope=scope, request=request, names=found, period=period)
        return export_portrait(look, actor) if options.flag == CSV else compose_portrait(look, actor)


def _find(scope: Scope, name: str, names: NameTable, found: FoundNames, written: str) -> str:
    """The actor of that name, of the table or found in texts; one who only spoke has quotes alone."""
    if actor := find_person(scope, name, names, found):
        return actor
    spoke = [] if names.find_actors(name) else [shown for id, shown in find_speakers(scope, name) if not id]
    if spoke:
        retries = tuple((f"Quotes of {n}", f"/quotes {write_name(n)} {written}") for n in spoke[:3])
        sentence = f"Of {' and '.join(spoke[:3])} only quotes are known."
        raise NameInDoubtError(UnknownNameError(sentence, advice="Ask for these."), retries)
    return require_actor(name, names, lambda choice: f"/actor {choice} {written}")


COMMAND = Command(
    name="actor",
    summary="who somebody is: names, roles, mentions over time, themes, quotes, counterparts",
    usage="NAME [30d] [csv]",
    examples=("/actor putin", "/actor gazprom 30d"),
    answer=answer,
)
