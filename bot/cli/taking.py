"""Inputs of the command line → stored articles, for `ingest` and `backfill`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.codes import DONE, FAILED
from bot.cli.common import complain, open_rooms, print_json, show_progress

if TYPE_CHECKING:
    from bot.pipeline.records import Outcome


def take_inputs(names: Sequence[str], options: argparse.Namespace, *, backfill: bool = False) -> int:
    """Store each input in the order given; a bad one is reported and the rest goes on. Returns the exit code."""
    from bot.app.build import open_pipeline
    from bot.cli.inputs import receive_inputs

    counts: Counter[str] = Counter()
    with (
        open_rooms(options) as rooms,
        open_pipeline(rooms.settings, rooms.database, rooms.services.clock) as pipeline,
    ):
        received = receive_inputs(names, rooms.settings, backfill=backfill)
        outcomes = pipeline.take(rooms.workspace.id, received)
        for outcome in show_progress(outcomes, len(names), "Reading"):
            counts[outcome.status] += 1
            if options.json:
                print_json(outcome_as_json(outcome))
            if outcome.reason:
                complain(f"{outcome.source}: {outcome.reason}")
    if not options.json:
        print(", ".join(f"{count:,} {status}" for status, count in counts.items()) or "Nothing to read.")
    return FAILED if counts["rejected"] else DONE


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
