"""How well it is told what quotes speak of: `python -m tests.gold.about_score` prints it (`--errors`: those of "dev")."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.analysis.analyse import analyse
from bot.analysis.nlp import load_nlp
from tests.builders import make_article
from tests.gold.key_score import shipped_tables

JUDGED = Path(__file__).with_name("about_quotes.toml")


def read_about(name: str) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Each judged quote of a set, with the ids that the reader gives it (none where it finds no quote)."""
    for judged in tomllib.loads(JUDGED.read_text(encoding="utf-8"))["quote"]:
        if judged["set"] == name:
            quotes = analyse(make_article("", judged["text"]), shipped_tables(), load_nlp(), None).quotes
            yield judged, {id for q in quotes if q.content.startswith(judged["begins"]) for id in q.about}


def measure_about(name: str) -> dict[str, float]:
    """Precision over the ids given, recall over those that must be there."""
    pairs = list(read_about(name))
    given = sum(len(found) for _, found in pairs)
    wrong = sum(len(found - {*judged["about"], *judged["may"]}) for judged, found in pairs)
    wanted = sum(len(judged["about"]) for judged, _ in pairs)
    right = sum(len(found & {*judged["about"]}) for judged, found in pairs)
    return {"precision": 1 - wrong / max(1, given), "recall": right / wanted}


if __name__ == "__main__":
    for set_name in ("dev", "held-out"):
        print(set_name, measure_about(set_name))
    if "--errors" in sys.argv:
        for judged, found in read_about("dev"):
            wrong, missed = found - {*judged["about"], *judged["may"]}, {*judged["about"]} - found
            if wrong or missed:
                print(judged["begins"], "wrong:", *wrong, "missed:", *missed)
