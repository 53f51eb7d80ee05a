"""`python -m benchmarks.scores [--json] [--public FOLDER] [SET…]`: all scores of the reader in one table."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scores.column import BANDS, Column, ScoredSet
from benchmarks.scores.gold import OwnSet, SharedSet
from benchmarks.scores.public import (
    HOW_TO_BUILD,
    AttributionSet,
    EventSet,
    GroupSet,
    StorySet,
    draw_sample,
    odd_rows,
)
from benchmarks.scores.reader import analyze_files
from benchmarks.scores.rows import MEASURES
from benchmarks.table import print_table
from tests.gold.measure import OWN_SETS, SHARED

SAMPLE = 80  # articles of PolNeAR's train split


def list_sets(public: Path | None, seed: int) -> tuple[list[ScoredSet], list[str]]:
    """The sets that are here, and the names of those that are not."""
    beside: list[ScoredSet] = [
        SharedSet("seeds", "seeds", "en"),
        SharedSet("articles", "articles", "en"),
        SharedSet("articles-all", "articles"),
        GroupSet(),
    ]
    own: list[ScoredSet] = [OwnSet(name) for name in OWN_SETS]
    folder = public or Path(os.devnull)  # where nothing is built
    built: list[AttributionSet | EventSet | StorySet] = [
        AttributionSet("polnear-dev", folder / "polnear_dev.jsonl"),
        AttributionSet("polnear-train", folder / "polnear_train.jsonl", draw_sample(SAMPLE, seed)),
        EventSet("plv-odd", folder / "plv_train.jsonl", odd_rows),
        StorySet("ecb-dev", folder / "ecb_dev.jsonl"),
    ]
    absent = [one.name for one in built if not one.present]
    if not SHARED.is_dir():
        return own, [*(one.name for one in beside), *absent]
    return [*beside, *own, *(one for one in built if one.present)], absent


def measure_sets(sets: Sequence[ScoredSet]) -> list[Column]:
    """Every text read once, every set scored."""
    printed = analyze_files(path for one in sets for path in one.files())
    return [one.score(printed) for one in sets]


def print_scores(columns: Sequence[Column]) -> None:
    """Measures by sets; then the share right by confidence."""
    names = [column.name for column in columns]
    rows = [
        [measure, *(_shown(column.scores.get(measure)) for column in columns)]
        for measure in MEASURES
        if any(column.scores.get(measure) is not None for column in columns)
    ]
    print_table("Scores of the reader", ["measure", *names], rows)
    banded = [column for column in columns if column.bands]
    lines = [
        [_range(*band), *(f"{of.of:.0f}: {_shown(of.share)}" for of in (c.bands[at] for c in banded))]
        for at, band in enumerate(BANDS)
    ]
    print_table(
        "Quotes in marks by confidence: how many, and the share with span and speaker right",
        ["confidence", *(column.name for column in banded)],
        lines,
    )
    print("\n" + "\n".join(f"{column.name}: {column.about}" for column in columns))


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _range(least: float, below: float) -> str:
    return f"below {below}" if least == 0 else f"{least} and more" if below > 1 else f"{least} to {below}"


def as_json(columns: Sequence[Column], absent: Sequence[str], seed: int) -> str:
    """All figures, unrounded."""
    sets = {
        column.name: {
            "about": column.about,
            "scores": {what: value for what, value in column.scores.items() if value is not None},
            "confidence": [
                {"from": least, "below": below, "quotes": found.of, "right": found.right}
                for (least, below), found in zip(BANDS, column.bands, strict=False)
            ],
        }
        for column in columns
    }
    return json.dumps({"sets": sets, "not_built": list(absent), "seed": seed}, ensure_ascii=False, indent=1)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scores", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help="only these columns")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    parser.add_argument("--public", type=Path, metavar="FOLDER", help="public sets (default: $PUBLIC_SETS)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample of PolNeAR's train split")
    options = parser.parse_args()
    named = os.environ.get("PUBLIC_SETS")
    public = options.public or (Path(named) if named else None)
    sets, absent = list_sets(public, options.seed)
    if unknown := set(options.sets) - {one.name for one in sets}:
        parser.error(f"not here: {', '.join(sorted(unknown))}; here are {', '.join(s.name for s in sets)}")
    wanted = [one for one in sets if not options.sets or one.name in options.sets]
    columns = measure_sets(wanted)
    if options.json:
        print(as_json(columns, absent, options.seed))
        return 0
    print_scores(columns)
    print(f"The sample of polnear-train has the seed {options.seed}.")
    if absent:
        print(f"Not built: {', '.join(absent)}. To build: {HOW_TO_BUILD}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
