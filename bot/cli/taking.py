"""Inputs of the command line → stored articles, for `ingest` and `backfill`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli.codes import DONE, FAILED
from bot.cli.common import complain, open_rooms, print_json, show_progress
from bot.errors import StorageError

if TYPE_CHECKING:
    from bot.app.build import Rooms
    from bot.pipeline.records import Outcome


def take_inputs(names: Sequence[str], options: argparse.Namespace, *, backfill: bool = False) -> int:
    """Store each input in the order given; a bad one is reported and the rest goes on. Returns the exit code.

    Lines of JSON are printed at the end, also where it is broken off: later articles move earlier ones to other stories.
    """
    from bot.app.build import open_pipeline
    from bot.cli.inputs import receive_inputs

    counts: Counter[str] = Counter()
    with (
        open_rooms(options) as rooms,
        open_pipeline(rooms.settings, rooms.database, rooms.services.clock) as pipeline,
    ):
        kept: list[Outcome] = []  # for the lines of JSON
        received = receive_inputs(names, rooms.settings, backfill=backfill)
        outcomes = pipeline.take(rooms.workspace.id, received)
        try:
            for outcome in show_progress(outcomes, len(names), "Reading"):
                counts[outcome.status] += 1
                if options.json:
                    kept.append(outcome)
                if outcome.reason:
                    complain(f"{outcome.source}: {outcome.reason}")
        finally:
            _print_lines(rooms, kept)
    if not options.json:
        print(", ".join(f"{count:,} {status}" for status, count in counts.items()) or "Nothing to read.")
    return FAILED if counts["rejected"] else DONE


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
