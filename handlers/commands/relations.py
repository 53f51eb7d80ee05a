"""`/relations A B [30d]`: two actors in one screen; `/relations A`: the counterparts of one."""

from __future__ import annotations

from functools import partial

from bot.errors import UsageError
from bot.query.names import NameTable
from bot.services import Services
from bot.storage.database import Scope
from handlers.circle import PICTURE, compose_circle, draw_circle, export_circle
from handlers.command import Command, Request
from handlers.exports import CSV
from handlers.look import Look
from handlers.lookup import FoundNames, find_person
from handlers.most_named import compose_most_named
from handlers.naming import require_actor, split_names
from handlers.options import Options, take_options
from handlers.pair import EVENTS, QUOTES, compose_pair, compose_pair_events, compose_pair_quotes, export_pair
from handlers.periods import take_period
from handlers.replies import Reply
from handlers.words import split_words, tidy, write_name


def answer(request: Request, services: Services) -> Reply:
    """One pair, the counterparts of one actor, or whom one could ask about."""
    text, options = take_options(tidy(request.text), flags=(CSV, PICTURE), settings=("page", QUOTES, EVENTS))
    words, period = take_period(split_words(text), request)
    if not words:
        return compose_most_named(request, services, COMMAND, "Relations")
    names = services.names(request.workspace_id)
    named = split_names(words, names)
    if not 1 <= len(named) <= 2:
        raise UsageError(
            f"Relations are between two; these are {len(named)}: {', '.join(named)}."[:300],
            advice=f"Name one or two: {COMMAND.examples[0]}",
        )
    found = FoundNames(names)
    with services.database.read(request.workspace_id) as scope:
        asked = _resolve(scope, named, names, found, period.written)
        look = Look(scope=scope, request=request, names=found, period=period)
        if len(set(asked)) == 1:
            return _one(look, asked[0], options)
        return _two(look, asked[0], asked[1], options)


def _one(look: Look, a: str, options: Options) -> Reply:
    if options.flag == CSV:
        return export_circle(look, a)
    return (
        draw_circle(look, a)
        if options.flag == PICTURE
        else compose_circle(look, a, options.page("page") or 1)
    )


def _two(look: Look, a: str, b: str, options: Options) -> Reply:
    if options.flag == CSV:
        return export_pair(look, a, b)
    if page := options.page(QUOTES):
        return compose_pair_quotes(look, a, b, page)
    if page := options.page(EVENTS):
        return compose_pair_events(look, a, b, page)
    return compose_pair(look, a, b)


def _resolve(
    scope: Scope, asked: tuple[str, ...], names: NameTable, found: FoundNames, written: str
) -> tuple[str, ...]:
    """The actors of the names; in doubt the other name and the period are kept for the next try."""

    def again(place: int, choice: str) -> str:
        typed = [choice if n == place else write_name(name) for n, name in enumerate(asked)]
        return f"/relations {' '.join(typed)} {written}"

    return tuple(
        find_person(scope, name, names, found) or require_actor(name, names, partial(again, place))
        for place, name in enumerate(asked)
    )


COMMAND = Command(
    name="relations",
    summary="what was reported of two actors, or the counterparts of one",
    usage="A [B] [30d] [csv | picture]",
    examples=(
        "/relations putin xi",
        "/relations putin xi 30d",
        "/relations putin",
        "/relations putin picture",
    ),
    answer=answer,
)
