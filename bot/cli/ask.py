"""`rapporteur ask`: what the bot would answer, in the terminal or as Block Kit JSON."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.answering import answer_here
from bot.cli.common import add_json_option, add_open_option

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "ask", help='answer a slash command here: rapporteur ask "/relations putin xi"'
    )
    parser.add_argument("line", metavar="COMMAND", help='a slash command, such as "/quotes putin 30d"')
    add_json_option(parser)
    add_open_option(parser)
    parser.set_defaults(action=ask)


def ask(options: argparse.Namespace) -> int:
    """Answer one slash command as the bot would."""
    return answer_here(options.line, options)
