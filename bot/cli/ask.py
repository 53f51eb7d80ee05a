"""`rapporteur ask`: what the bot would answer, in the terminal or as Block Kit JSON."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.cli.codes import DONE, WRONG_USAGE
from bot.cli.common import add_json_option, open_rooms, print_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "ask", help='answer a slash command here: rapporteur ask "/relations putin xi"'
    )
    parser.add_argument("line", metavar="COMMAND", help='a slash command, such as "/quotes putin 30d"')
    add_json_option(parser)
    parser.set_defaults(action=ask)


def ask(options: argparse.Namespace) -> int:
    """Answer one slash command as the bot would."""
    from handlers.commands.table import answer_line
    from handlers.replies import render_blocks, render_text

    with open_rooms(options) as rooms:
        reply = answer_line(options.line, rooms.request(), rooms.services)
    if options.json:
        print_json({"blocks": render_blocks(reply)})
    else:
        sys.stdout.write(render_text(reply).rstrip() + "\n")
    return WRONG_USAGE if reply.problem else DONE
