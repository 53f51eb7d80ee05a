"""`python -m benchmarks.themes`: how well themes are told, and whether scores mean what they say.

`--fit` fits the weights anew and writes them; `--errors` lists the misses of what may be read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.themes.fit import fit_weights
from benchmarks.themes.judged import (
    TUNED,
    Pair,
    Reader,
    all_pairs,
    load_judged,
    load_late,
    load_leads,
    load_off_topic,
    load_own,
    load_shared,
    load_short,
)
from bot.analysis.theme_strength import BIAS

WEIGHTS = Path(__file__).parents[2] / "bot" / "analysis" / "lexicon" / "theme_weights.toml"
BINS = ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0))
HEAD = """\
# How much each feature of bot/analysis/theme_features.py adds to the log-odds that a theme is right. Made by
# `python -m benchmarks.themes --fit`: a logistic model over the odd articles of tests/analysis/data/theme_judged.toml,
# theme_leads.toml, the -dev sets of tests/gold/own and the gold sets beside the project, drawn towards weights that
# were fitted while the terms had been chosen without a look at these articles.
"""


def report(label: str, pairs: Sequence[Pair]) -> None:
    """One line a set: precision, recall, F1, and articles without a theme that got one."""
    given = [pair for pair in pairs if pair.score >= pair.threshold]
    right = sum(1 for pair in given if pair.right)
    wrong = sum(1 for pair in given if not pair.right and pair.weight == 1)
    missed = sum(1 for pair in pairs if pair.right) - right
    on_topic = {pair.article for pair in pairs if pair.right}
    quiet = {pair.article for pair in pairs} - on_topic
    alarms = {pair.article for pair in given} & quiet
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{label:<24} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right} right, {wrong} wrong, {missed} missed)"
        f"  off topic: {len(alarms)} of {len(quiet)} matched"
    )


def calibration(label: str, pairs: Sequence[Pair]) -> None:
    """Of the matches in each range of scores, the share that is right, with its count."""
    cells = []
    for low, high in (*BINS, (0.7, 0.9)):
        scored = [p for p in pairs if low <= p.score < high and p.score >= p.threshold and p.weight == 1]
        share = f"{sum(p.right for p in scored) / len(scored):.2f}" if scored else "–"
        cells.append(f"{low:.1f}–{high:.1f}: {share} of {len(scored)}")
    print(f"{label:<24} " + "   ".join(cells))


def write_weights(weights: dict[str, float]) -> None:
    """Write `theme_weights.toml`."""
    rows = [f"{name} = {value}" for name, value in weights.items() if name != BIAS]
    WEIGHTS.write_text(
        f"{HEAD}bias = {weights[BIAS]}\n\n[weights]\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )


def show_errors(pairs: Sequence[Pair]) -> None:
    """What was missed and what was wrong."""
    for pair in pairs:
        given = pair.score >= pair.threshold
        if pair.weight == 1 and given != pair.right:
            told = {name: round(value, 2) for name, value in pair.features.items() if value}
            print(
                f"{'wrong' if given else 'missed':<7}{pair.article:<14} {pair.theme:<18} {pair.score} {told}"
            )


def main() -> None:
    """Measure; with --fit, fit first."""
    reader = Reader()
    dev = {
        "judged, odd": all_pairs(load_judged(reader, held_out=False), reader),
        "short, odd": all_pairs(load_short(reader, held_out=False), reader),
        "off topic": all_pairs(load_off_topic(reader), reader),
        "leads": all_pairs(load_leads(), reader),
        "own, dev": all_pairs(load_own(held_out=False), reader),
        "shared gold": all_pairs(load_shared(), reader),
    }
    if "--fit" in sys.argv:
        judged = dev.pop("judged, odd")
        tuned = [replace(pair, weight=TUNED * pair.weight) for pairs in dev.values() for pair in pairs]
        write_weights(fit_weights([*judged, *tuned]))
        print("fitted; run again to measure")
        return
    held = {
        "judged, even (held out)": all_pairs(load_judged(reader, held_out=True), reader),
        "short, even (held out)": all_pairs(load_short(reader, held_out=True), reader),
        "late (held out)": all_pairs(load_late(reader), reader),
        "own, held out": all_pairs(load_own(held_out=True), reader),
    }
    for label, pairs in (dev | held).items():
        report(label, pairs)
    print()
    for label, pairs in (("fitted on", dev), ("held out", held)):
        calibration(label, [pair for found in pairs.values() for pair in found])
    if "--errors" in sys.argv:
        show_errors([pair for pairs in dev.values() for pair in pairs])


if __name__ == "__main__":
    main()
