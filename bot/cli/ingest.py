"""`rapporteur ingest PATH|URL…`: read articles and store them."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, complain, open_rooms, print_json, show_progress

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.pipeline.records import Outcome


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("ingest", help="read articles and store them")
    parser.add_argument("inputs", metavar="PATH|URL", nargs="+", help="files, folders or addresses")
    add_json_option(parser)
    parser.set_defaults(action=ingest)


def ingest(options: argparse.Namespace) -> int:
    """Store each input in the order given; a bad one is reported and the rest goes on."""
    from bot.app.build import open_pipeline
    from bot.cli.inputs import list_inputs, receive_inputs

    names = list_inputs(options.inputs)
    counts: Counter[str] = Counter()
    with (
        open_rooms(options) as rooms,
        open_pipeline(rooms.settings, rooms.database, rooms.services.clock) as pipeline,
    ):
        outcomes = pipeline.take(rooms.workspace.id, receive_inputs(names, rooms.settings))
        for outcome in show_progress(outcomes, len(names), "Reading"):
            counts[outcome.status] += 1
            if options.json:
                print_json(outcome_as_json(outcome))
            if outcome.reason:
                complain(f"{outcome.source}: {outcome.reason}")
    if not options.json:
        print(", ".join(f"{count} {status}" for status, count in counts.items()) or "Nothing to read.")
    return 1 if counts["rejected"] else 0


def outcome_as_json(outcome: Outcome) -> dict[str, object]:
    """The line of one article."""
    return {
        "source": outcome.source,
        "status": outcome.status.value,
        "article": outcome.article,
        "story": outcome.story,
        "copy_of": outcome.copy_of,
        "relevant": outcome.relevant,
        "reason": outcome.reason,
    }
