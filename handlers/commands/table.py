"""All commands in one place, and the one way to run a line: in Slack, by a button, in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rapidfuzz import process

from bot.errors import NotFoundError, SettingError, UsageError
from bot.services import Services
from digests.page import Bullets, Button, Paragraph, Small, bold, line
from handlers.command import Command, Request
from handlers.commands import (
    actor,
    digest,
    find,
    quotes,
    relations,
    sources,
    subscribe,
    subscriptions,
    theme,
    unsubscribe,
)
from handlers.export_sending import compose_archive
from handlers.mended import compose_corrections
from handlers.muting import compose_mutes
from handlers.naming import NameInDoubtError
from handlers.proposals import compose_actors
from handlers.replies import ASK, RERUN, Reply, compose_problem
from handlers.settings_dialog import compose_settings
from handlers.status import compose_status
from handlers.theme_dialog import compose_themes
from handlers.why_here import compose_why

HELP = "help"


TRIED = ("/relations putin xi", "/quotes putin", "/digest 24h", "/subscriptions", "/sources")
"""Examples that `/media help` lets one press; they change nothing."""


def answer_line(line_typed: str, request: Request, services: Services) -> Reply:
    """Answer a whole line such as "/relations putin xi 30d" or "/media relations putin xi".

    What the person did wrong comes back as a reply with `problem` set: sentence, advice, usage, choices.

    Raises:
        RapporteurError: something failed that the person cannot mend by writing it differently.
    """
    name, _, rest = line_typed.strip().removeprefix("/").partition(" ")
    command = _BY_NAME.get(name.lower())
    if command is None:
        return _unknown(name)
    if rest.strip().lower() == HELP and command is not MEDIA:
        return compose_command_help(command)
    return _answer(command, replace(request, text=rest.strip()), services)


def opens_form(line_typed: str) -> bool:
    """Whether the answer to a line is a form, which Slack takes for three seconds only."""
    name, _, rest = line_typed.strip().removeprefix("/").partition(" ")
    command = _BY_NAME.get(name.lower())
    if command is MEDIA:
        return opens_form(rest) if rest.strip() else False
    return command is not None and rest.strip().lower() in command.forms


def _answer_media(request: Request, services: Services) -> Reply:
    """`/media relations putin xi` is `/relations putin xi`; alone it is help."""
    name, _, rest = request.text.partition(" ")
    if name.lower() in ("", HELP, MEDIA.name):
        return compose_help()
    if own := OWN.get(name.lower()):
        return own(replace(request, text=rest.strip()), services)
    return answer_line(f"/{name} {rest}", request, services)


OWN: dict[str, Callable[[Request, Services], Reply]] = {
    "actors": compose_actors,
    "corrections": compose_corrections,
    "mutes": compose_mutes,
    "export": compose_archive,
    "settings": compose_settings,
    "status": compose_status,
    "themes": compose_themes,
    "why": compose_why,
}
"""What `/media` has of its own, without a short name."""


MEDIA = Command(
    name="media",
    summary="all of Rapporteur under one name",
    usage="help | status | why ADDRESS | themes | actors | mutes | corrections | export | settings | COMMAND …",
    examples=("/media help", "/media relations putin xi", "/media status"),
    answer=_answer_media,
)

COMMANDS: tuple[Command, ...] = (
    relations.COMMAND,
    actor.COMMAND,
    theme.COMMAND,
    quotes.COMMAND,
    find.COMMAND,
    subscribe.COMMAND,
    unsubscribe.COMMAND,
    subscriptions.COMMAND,
    digest.COMMAND,
    sources.COMMAND,
    MEDIA,
)

_BY_NAME = {command.name: command for command in COMMANDS}


def _answer(command: Command, request: Request, services: Services) -> Reply:
    usage = f"/{command.name} {command.usage}"
    try:
        return command.answer(request, services)
    except NameInDoubtError as error:
        buttons = tuple(Button(label, RERUN, again) for label, again in error.retries)
        return compose_problem(error.sentence, error.advice, usage=usage, buttons=buttons)
    except (UsageError, NotFoundError, SettingError) as error:
        return compose_problem(error.sentence, error.advice, usage=usage)


def compose_help() -> Reply:
    """All commands with usage and an example."""
    items = tuple(
        line(bold(f"/{command.name}"), f" {command.usage} — {command.summary}") for command in COMMANDS
    )
    notes = (
        line(
            bold("Topics: "),
            'energy · putin xi · "power of siberia" · gazprom -football · energy OR sanctions',
        ),
        line(bold("Periods: "), "12h · 7d · 4w · 6m · 10y"),
        line(bold("More: "), f"/relations help · each is also a sub-command: {MEDIA.examples[1]}"),
    )
    return Reply(
        heading="Rapporteur reads the news for you",
        parts=(Bullets(items), Paragraph(notes), Small("Press an example to try it:")),
        buttons=tuple(Button(example, ASK, example) for example in TRIED),
    )


def compose_command_help(command: Command) -> Reply:
    """One command with all its examples."""
    return Reply(
        heading=f"/{command.name}",
        understood=f"/{command.name} {command.usage}",
        parts=(
            Paragraph((line(command.summary[:1].upper() + command.summary[1:] + "."),)),
            Bullets(tuple(line(example) for example in command.examples)),
            *((Small("Press an example to try it:"),) if command.harmless else ()),
        ),
        buttons=tuple(Button(example, ASK, example) for example in command.examples if command.harmless),
    )


def _unknown(name: str) -> Reply:
    near = process.extractOne(name[:40], list(_BY_NAME), score_cutoff=75)
    advice = f"Did you mean /{near[0]}?" if near else "/media help lists all commands."
    return compose_problem(f"There is no command “{name[:40]}”.", advice, usage="/media help")
