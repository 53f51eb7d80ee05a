"""`rapporteur ingest PATH|URL…`: read articles and store them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("ingest", help="read articles and store them")
    parser.add_argument("inputs", metavar="PATH|URL", nargs="+", help="files, folders or addresses")
    add_json_option(parser)
    parser.set_defaults(action=ingest)


def ingest(options: argparse.Namespace) -> int:
    """Store what came in just now: the next digests may bring it."""
    from bot.cli.inputs import list_inputs
    from bot.cli.taking import take_inputs

    return take_inputs(list_inputs(options.inputs), options)
