"""`rapporteur why URL`: why an article is, or is not, in the digests."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.cli.codes import DONE, FAILED
from bot.cli.common import add_json_option, open_rooms, print_json

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("why", help="why an article is, or is not, in the digests")
    parser.add_argument("address", metavar="URL", help="the article's address or path, or its number")
    add_json_option(parser)
    parser.set_defaults(action=why)


def why(options: argparse.Namespace) -> int:
    """Tell what became of one article, in every subscription."""
    from bot.clock import parse_timezone
    from bot.storage.subscriptions import load_subscriptions
    from digests.blocks import render_blocks
    from digests.plain import render_text
    from digests.why import load_why
    from digests.why_words import lay_out_why

    with open_rooms(options) as rooms:
        with rooms.database.read(rooms.workspace.id) as scope:
            subscriptions = load_subscriptions(scope)
        now = rooms.services.clock()
        found = load_why(
            rooms.services, rooms.workspace.id, options.address, subscriptions=subscriptions, now=now
        )
        zone = parse_timezone(rooms.settings.timezone)
        parts = lay_out_why(found, rooms.services.names(rooms.workspace.id), zone)
    if options.json:
        print_json({"blocks": render_blocks(parts)})
    else:
        sys.stdout.write(render_text(parts))
    return DONE if found.article else FAILED
