"""`rapporteur ingest PATH|URL…`: read articles and store them."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, complain, open_rooms, print_json, show_progress
from bot.errors import StorageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.app.build import Rooms
    from bot.pipeline.records import Outcome


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("ingest", help="read articles and store them")
    parser.add_argument("inputs", metavar="PATH|URL", nargs="+", help="files, folders or addresses")
    add_json_option(parser)
    parser.set_defaults(action=ingest)


def ingest(options: argparse.Namespace) -> int:
    """Store each input in the order given; a bad one is reported and the rest goes on.

    Lines of JSON are printed at the end, also where it is broken off: later articles move earlier ones to other stories.
    """
    from bot.app.build import open_pipeline
    from bot.cli.inputs import list_inputs, receive_inputs
    from bot.pipeline.records import Status

    names = list_inputs(options.inputs)
    outcomes: list[Outcome] = []
    with (
        open_rooms(options) as rooms,
        open_pipeline(rooms.settings, rooms.database, rooms.services.clock) as pipeline,
    ):
        taken = pipeline.take(rooms.workspace.id, receive_inputs(names, rooms.settings))
        try:
            for outcome in show_progress(taken, len(names), "Reading"):
                outcomes.append(outcome)
                if outcome.reason:
                    complain(f"{outcome.source}: {outcome.reason}")
        finally:
            if options.json:
                _print_lines(rooms, outcomes)
    counts = Counter(outcome.status for outcome in outcomes)
    if not options.json:
        print(", ".join(f"{count} {status}" for status, count in counts.items()) or "Nothing to read.")
    return 1 if counts[Status.REJECTED] else 0


def _print_lines(rooms: Rooms, outcomes: Sequence[Outcome]) -> None:
    """A line an article, with the story that it is of by now."""
    from bot.storage.articles import load_stories_of

    try:
        with rooms.database.read(rooms.workspace.id) as scope:
            stories = load_stories_of(scope, [each.article for each in outcomes if each.article])
    except StorageError as error:  # what stopped the run, perhaps; what was stored is said all the same
        complain(f"The stories are those at which the articles arrived: {error.sentence}")
        stories = {}
    for outcome in outcomes:
        story = stories.get(outcome.article, outcome.story) if outcome.article else outcome.story
        print_json(outcome_as_json(replace(outcome, story=story)))


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
