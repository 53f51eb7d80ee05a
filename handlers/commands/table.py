"""All commands in one place, and the one way to run a line: in Slack, by a button, in the terminal."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import process

from bot.errors import NotFoundError, SettingError, UsageError
from bot.services import Services
from digests.page import Bullets, Button, Paragraph, bold, line
from handlers.command import Command, Request
from handlers.commands import digest, quotes, relations, subscribe, subscriptions, unsubscribe
from handlers.naming import NameInDoubtError
from handlers.replies import RERUN, Reply, compose_problem

ROOT = "media"  # every command is also a sub-command of it
HELP = "help"

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        relations.COMMAND,
        quotes.COMMAND,
        subscribe.COMMAND,
        unsubscribe.COMMAND,
        subscriptions.COMMAND,
        digest.COMMAND,
    )
}


def answer_line(line_typed: str, request: Request, services: Services) -> Reply:
    """Answer a whole line such as "/relations putin xi 30d" or "/media relations putin xi".

    What the person did wrong comes back as a reply with `problem` set: sentence, advice, usage, choices.

    Raises:
        RapporteurError: something failed that the person cannot mend by writing it differently.
    """
    name, _, rest = line_typed.strip().removeprefix("/").partition(" ")
    name, rest = name.lower(), rest.strip()
    if name == ROOT:
        name, _, rest = rest.partition(" ")
        name, rest = name.lower() or HELP, rest.strip()
    if name == HELP:
        return compose_help()
    command = COMMANDS.get(name)
    if command is None:
        return _unknown(name)
    if rest.lower() == HELP:
        return compose_command_help(command)
    return _answer(command, replace(request, text=rest), services)


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
        line(bold(f"/{command.name} {command.usage}"), f" — {command.summary}. {command.examples[0]}")
        for command in COMMANDS.values()
    )
    also = f"Each is also a sub-command: /{ROOT} {relations.COMMAND.examples[0].removeprefix('/')}"
    topics = 'A topic: energy · putin xi · "power of siberia" · gazprom -football · energy OR sanctions'
    spans = "A period: 12h, 7d, 4w, 6m, 10y. Help on one command: /relations help"
    return Reply(
        heading="Rapporteur reads the news for you",
        parts=(Bullets(items), Paragraph((line(also), line(topics), line(spans)))),
    )


def compose_command_help(command: Command) -> Reply:
    """One command with all its examples."""
    return Reply(
        heading=f"/{command.name}",
        understood=f"/{command.name} {command.usage}",
        parts=(
            Paragraph((line(command.summary[:1].upper() + command.summary[1:] + "."),)),
            Bullets(tuple(line(example) for example in command.examples)),
        ),
    )


def _unknown(name: str) -> Reply:
    near = process.extractOne(name[:40], list(COMMANDS), score_cutoff=60)
    advice = f"Did you mean /{near[0]}?" if near else f"/{ROOT} help lists all commands."
    return compose_problem(f"There is no command “{name[:40]}”.", advice, usage=f"/{ROOT} help")
