"""`/quotes NAME [about X] [to Y] [30d]`: what somebody said, each quote once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import parse_timezone
from bot.errors import UnknownNameError, UsageError
from bot.model.stored import StoredQuote
from bot.query.names import NameTable
from bot.query.span import describe_span
from bot.services import Services
from bot.storage.actors import find_speakers
from bot.storage.database import Scope
from bot.storage.quotes import load_quotes
from digests.page import Button, Paragraph, Part, line
from handlers.command import Command, Request
from handlers.evidence import quote_parts
from handlers.naming import NameInDoubtError, require_actor
from handlers.replies import RERUN, Reply
from handlers.words import Typed, join, split_words, take_span, write_name

DEFAULT_SPAN = timedelta(days=90)
DEFAULT_WRITTEN = "90d"
LATEST_SPAN = timedelta(days=7)  # without a name
SPANS = ("7d", "30d", "90d", "1y")
MOST_SHOWN = 12
_FILTERS = ("about", "to", "on")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """What stands in the command."""

    name: list[Typed]
    filters: dict[str, list[Typed]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Speaker:
    """Whose quotes are asked for: by actor id, or by name where no table has the person."""

    shown: str
    written: str
    id: str | None = None
    name: str | None = None


def answer(request: Request, services: Services) -> Reply:
    """Quotes by a speaker, newest first."""
    words, span, written = take_span(split_words(request.text), DEFAULT_SPAN)
    names = services.names(request.workspace_id)
    if not words:
        return _latest(request, services)
    asked = _parse(words)
    written = written or DEFAULT_WRITTEN
    with services.database.read(request.workspace_id) as scope:
        speaker = _find_speaker(scope, asked, names, written)
        ids, search = _about(asked, names, speaker, written)
        quotes = load_quotes(
            scope,
            speaker=speaker.id,
            speaker_name=speaker.name,
            about=ids,
            words=search,
            since=request.now - span,
            until=request.now,
            limit=MOST_SHOWN + 1,
        )
    topic = [names.actor_name(names.theme_name(id)) for id in ids] + [f"“{word}”" for word in search]
    shown = speaker.shown + (f" about {' and '.join(topic)}" if topic else "")
    line_written = f"/quotes {speaker.written}{_write_filters(asked)}"
    return Reply(
        heading=f"Quotes of {speaker.shown}",
        understood=f"{shown}, last {describe_span(span)}",
        parts=_parts(quotes, request, f"No quotes of {shown} in the last {describe_span(span)}."),
        buttons=tuple(Button(s, RERUN, f"{line_written} {s}", primary=s == written) for s in SPANS),
        shared=f"{line_written} {written}",
    )


def _parse(words: list[Typed]) -> _Asked:
    name: list[Typed] = []
    filters: dict[str, list[Typed]] = {}
    into = name
    for word in words:
        key = word.text.lower()
        if not word.quoted and key in _FILTERS and name:
            into = filters.setdefault(key, [])
        else:
            into.append(word)
    for key, value in filters.items():
        if not value:
            raise UsageError(f"Nothing stands after “{key}”.", advice=f"Write {COMMAND.examples[1]}.")
    return _Asked(name=name, filters=filters)


def _write_filters(asked: _Asked) -> str:
    return "".join(f" {key} {write_name(join(value))}" for key, value in asked.filters.items())


def _find_speaker(scope: Scope, asked: _Asked, names: NameTable, written: str) -> _Speaker:
    """An actor of the table, or somebody who spoke and is in none: a unique surname suffices."""
    name = join(asked.name)
    rest = f"{_write_filters(asked)} {written}"

    def again(choice: str) -> str:
        return f"/quotes {choice}{rest}"

    if len(names.find_actors(name)) == 1:
        actor = names.find_actors(name)[0]
        return _Speaker(shown=names.actor_name(actor), written=actor, id=actor)
    spoke = find_speakers(scope, name)
    if len(spoke) == 1:
        found, shown = spoke[0]
        return _Speaker(shown=shown, written=write_name(shown), id=found, name=None if found else shown)
    if len(spoke) > 1:
        choices = tuple(shown for _, shown in spoke[:3])
        error = UnknownNameError(
            f"“{name[:80]}” may be {' or '.join(choices)}.", advice="Give the full name.", suggestions=choices
        )
        raise NameInDoubtError(error, tuple((c, again(write_name(c))) for c in choices))
    actor = require_actor(name, names, again)
    return _Speaker(shown=names.actor_name(actor), written=actor, id=actor)


def _about(
    asked: _Asked, names: NameTable, speaker: _Speaker, written: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the quotes must speak of: ids of actors and themes, and search words where the name is neither."""
    ids: list[str] = []
    search: list[str] = []
    for key, value in asked.filters.items():
        name = join(value)
        rest = {**asked.filters}

        def again(choice: str, key: str = key, rest: dict[str, list[Typed]] = rest) -> str:
            changed = _Asked(name=asked.name, filters={**rest, key: [Typed(choice.strip('"'))]})
            return f"/quotes {speaker.written}{_write_filters(changed)} {written}"

        if theme := names.find_theme(name):
            ids.append(theme)
        elif names.find_actors(name):
            ids.append(require_actor(name, names, again))
        else:
            search.extend(word.text for word in value)
    return tuple(ids), tuple(search)


def _parts(quotes: tuple[StoredQuote, ...], request: Request, nothing: str) -> tuple[Part, ...]:
    if not quotes:
        return (Paragraph((line(nothing),)),)
    zone = parse_timezone(request.timezone)
    shown = quote_parts(quotes[:MOST_SHOWN], zone)
    if len(quotes) > MOST_SHOWN:
        shown.append(
            Paragraph(
                (
                    line(
                        f"These are the latest {MOST_SHOWN}. Narrow it down: add “about X”, or a shorter period."
                    ),
                )
            )
        )
    return tuple(shown)


def _latest(request: Request, services: Services) -> Reply:
    """Without a name: the key quotes of the last days."""
    with services.database.read(request.workspace_id) as scope:
        quotes = load_quotes(
            scope, key_only=True, since=request.now - LATEST_SPAN, until=request.now, limit=MOST_SHOWN
        )
    usage = Paragraph((line(f"Write /quotes {COMMAND.usage}, for example {COMMAND.examples[0]}"),))
    return Reply(
        heading="Key quotes",
        understood=f"Anybody's, last {describe_span(LATEST_SPAN)}",
        parts=(*_parts(quotes, request, "No key quotes in this period."), usage),
        shared="/quotes",
    )


COMMAND = Command(
    name="quotes",
    summary="what somebody said, each quote once, with its source",
    usage="NAME [about X] [to Y] [30d]",
    examples=("/quotes putin", "/quotes putin about taiwan 30d", "/quotes lavrov to rubio"),
    answer=answer,
)
