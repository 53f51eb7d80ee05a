"""Answering a slash command in the terminal: the same table as in Slack, as words or as Block Kit JSON."""

from __future__ import annotations

import argparse
import sys

from bot.cli.codes import DONE, WRONG_USAGE
from bot.cli.common import open_rooms, print_json


def answer_here(line: str, options: argparse.Namespace) -> int:
    """Answer `line` as the bot would and print it, as JSON where `options.json` says so; the exit code."""
    from handlers.commands.table import answer_line
    from handlers.replies import render_blocks, render_text

    with open_rooms(options) as rooms:
        reply = answer_line(line, rooms.request(), rooms.services)
    if options.json:
        print_json({"blocks": render_blocks(reply)})
    else:
        sys.stdout.write(render_text(reply).rstrip() + "\n")
    return WRONG_USAGE if reply.problem else DONE
