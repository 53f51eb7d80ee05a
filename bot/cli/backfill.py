"""`rapporteur backfill PATH…`: store an archive of old articles, of which no digest tells."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("backfill", help="read an archive of old articles; no digest brings them")
    parser.add_argument(
        "inputs", metavar="PATH", nargs="+", help="files, and folders with all that is below them"
    )
    add_json_option(parser)
    parser.set_defaults(action=backfill)


def backfill(options: argparse.Namespace) -> int:
    """Store what is old. Stopped and run again it goes on: what is known already takes no reading."""
    from bot.cli.inputs import is_address, list_tree
    from bot.cli.taking import take_inputs

    for name in options.inputs:
        if is_address(name):
            raise UsageError(
                f"{name[:80]} is an address.",
                advice="backfill takes files and folders; `rapporteur ingest` takes addresses.",
            )
    return take_inputs(list_tree(options.inputs), options, backfill=True)
