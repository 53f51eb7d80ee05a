"""`/quotes NAME [about X] [to Y] [30d]`: what somebody said, each quote once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.errors import UnknownNameError, UsageError
from bot.query.names import NameTable
from bot.services import Services
from bot.storage.actors import find_speakers
from bot.storage.database import Scope
from digests.page import Paragraph, line
from handlers.command import Command, Request
from handlers.exports import CSV
from handlers.look import Look
from handlers.lookup import FoundNames, find_person, subject_name, suggest_speakers
from handlers.naming import NameInDoubtError, require_actor
from handlers.options import take_options
from handlers.periods import take_period
from handlers.replies import Reply
from handlers.spoken import Speaker, Wanted, compose_quotes, export_quotes
from handlers.words import Typed, join, split_words, tidy, write_name

LATEST_SPAN, LATEST_WRITTEN = timedelta(days=7), "7d"  # without a name
_FILTERS = ("about", "to", "on")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """What stands in the command."""

    name: list[Typed]  # empty: anybody
    filters: dict[str, list[Typed]] = field(default_factory=dict)


def answer(request: Request, services: Services) -> Reply:
    """Quotes by a speaker, or by anybody about something; without either the key ones of the last days."""
    text, options = take_options(tidy(request.text), flags=(CSV,), settings=("page",))
    words = split_words(text)
    rest, period = take_period(words, request)
    if not rest:
        _, period = take_period(words, request, LATEST_SPAN, LATEST_WRITTEN)
    names = services.names(request.workspace_id)
    with services.database.read(request.workspace_id) as scope:
        found = FoundNames(names)
        wanted = _read(scope, _parse(rest), names, found, period.written)
        look = Look(scope=scope, request=request, names=found, period=period)
        if options.flag == CSV:
            return export_quotes(look, wanted)
        reply = compose_quotes(look, wanted, options.page("page") or 1)
    return reply if rest else _with_usage(reply)


def _with_usage(reply: Reply) -> Reply:
    usage = Paragraph((line(f"Write /quotes {COMMAND.usage}, for example {COMMAND.examples[0]}"),))
    return replace(reply, parts=(*reply.parts, usage))


def _parse(words: list[Typed]) -> _Asked:
    name: list[Typed] = []
    filters: dict[str, list[Typed]] = {}
    into = name
    for word in words:
        key = word.text.lower()
        if not word.quoted and key in _FILTERS:
            into = filters.setdefault(key, [])
        else:
            into.append(word)
    for key, value in filters.items():
        if not value:
            raise UsageError(f"Nothing stands after “{key}”.", advice=f"Write {COMMAND.examples[1]}.")
    return _Asked(name=name, filters=filters)


def _read(scope: Scope, asked: _Asked, names: NameTable, found: FoundNames, written: str) -> Wanted:
    """Which quotes are meant. Raises NameInDoubtError."""
    speaker = _find_speaker(scope, asked, names, written) if asked.name else None
    ids, search = _about(scope, asked, names, found, speaker, written)
    topic = [subject_name(found, id) for id in ids] + [f"“{word}”" for word in search]
    return Wanted(
        speaker=speaker,
        about=ids,
        words=search,
        filters=_write_filters(asked),
        subject=f" about {' and '.join(topic)}" if topic else "",
    )


def _write_filters(asked: _Asked) -> str:
    return "".join(f" {key} {write_name(join(value))}" for key, value in asked.filters.items())


def _find_speaker(scope: Scope, asked: _Asked, names: NameTable, written: str) -> Speaker:
    """An actor of the table, or somebody who spoke and is in none: a unique surname suffices."""
    name = join(asked.name)
    rest = f"{_write_filters(asked)} {written}"

    def again(choice: str) -> str:
        return f"/quotes {choice}{rest}"

    if len(names.find_actors(name)) == 1:
        actor = names.find_actors(name)[0]
        return Speaker(shown=names.actor_name(actor), written=actor, id=actor)
    spoke = find_speakers(scope, name)
    if len(spoke) == 1:
        found, shown = spoke[0]
        return Speaker(shown=shown, written=write_name(shown), id=found, name=None if found else shown)
    if len(spoke) > 1:
        choices = tuple(shown for _, shown in spoke[:3])
        error = UnknownNameError(
            f"“{name[:80]}” may be {' or '.join(choices)}.", advice="Give the full name.", suggestions=choices
        )
        raise NameInDoubtError(error, tuple((c, again(write_name(c))) for c in choices))
    try:
        actor = require_actor(name, names, again)
    except NameInDoubtError as error:
        near = () if error.retries else suggest_speakers(scope, name)
        if not near:
            raise
        meant = UnknownNameError(
            error.sentence, advice=f"Did you mean {' or '.join(near)}?", suggestions=near
        )
        raise NameInDoubtError(meant, tuple((n, again(write_name(n))) for n in near)) from error
    return Speaker(shown=names.actor_name(actor), written=actor, id=actor)


def _about(
    scope: Scope,
    asked: _Asked,
    names: NameTable,
    found: FoundNames,
    speaker: Speaker | None,
    written: str,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the quotes must speak of: ids of actors and themes, and search words where the name is neither."""
    ids: list[str] = []
    search: list[str] = []
    for key, value in asked.filters.items():
        name = join(value)
        if theme := names.find_theme(name):
            ids.append(theme)
        elif names.find_actors(name):
            ids.append(require_actor(name, names, _again(asked, key, speaker, written)))
        elif person := find_person(scope, name, names, found):
            ids.append(person)
        else:
            search.extend(word.text for word in value)
    return tuple(ids), tuple(search)


def _again(asked: _Asked, key: str, speaker: Speaker | None, written: str) -> Callable[[str], str]:
    """A name → the command line with it in the place of one filter's."""

    def again(choice: str) -> str:
        changed = _Asked(name=asked.name, filters={**asked.filters, key: [Typed(choice.strip('"'))]})
        who = f" {speaker.written}" if speaker else ""
        return f"/quotes{who}{_write_filters(changed)} {written}"

    return again


COMMAND = Command(
    name="quotes",
    summary="what somebody said, each quote once, with its source",
    usage="[NAME] [about X] [to Y] [30d] [page:2] [csv]",
    examples=(
        "/quotes putin",
        "/quotes putin about taiwan 30d",
        "/quotes lavrov to rubio",
        "/quotes about taiwan 7d",
    ),
    answer=answer,
)
