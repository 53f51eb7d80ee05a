"""The gold set beside the project: floors for quotes and actors on its true bodies, by its own scorer."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.analysis.actors import ActorTable, list_mentions, match_actors
from bot.analysis.lexicon.load import load_default_actors
from bot.analysis.parse import parse_document
from bot.analysis.quotes import extract_quotes
from tests.analysis.reading import english

SHARED = Path(__file__).parents[3].parent / "shared"
FLOORS = {
    "articles": {"QA-F1": 0.90, "span F1": 0.97, "indirect recall": 0.80, "recall": 0.93},
    "seeds": {"QA-F1": 0.90, "span F1": 0.97, "indirect recall": 0.75, "recall": 0.93},
}
MOST_FOUND = 1.5  # actors and indirect quotes found per gold one: more would be guessing

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="the gold set is not beside the project"
)


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_gold", SHARED / "tools" / "score_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_gold"] = module
    spec.loader.exec_module(module)
    return module


def analysed(gold: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    table = ActorTable(load_default_actors())
    for stem, article in gold.items():
        published = date.fromisoformat(article["published"][:10]) if article["published"] else None
        document = parse_document(article["body"], article["title"], english())
        cast = match_actors(document, table, published)
        quotes = extract_quotes(document, cast, table)
        found = {"text": article["body"], "quotes": [asdict(q) for q in quotes]}
        yield stem, found | {"actors": [asdict(m) for m in list_mentions(cast)]}


@pytest.mark.parametrize("folder", sorted(FLOORS))
def test_scores_stay_above_their_floors(folder: str) -> None:
    scorer = load_scorer()
    gold = {
        path.stem: article
        for path in sorted((SHARED / "gold" / folder).glob("*.json"))
        if (article := json.loads(path.read_text(encoding="utf-8")))["language"] == "en"
    }
    report = scorer.score(gold, dict(analysed(gold)), scorer.load_aliases(SHARED / "gold"))
    quotes, actors = report.ratios["quotes"], report.ratios["actors"]
    scores = {name: ratio.value for name, ratio in quotes.items()} | report.derived["quotes"]
    scores["recall"] = actors["recall"].value
    assert {name: scores[name] for name, floor in FLOORS[folder].items() if scores[name] < floor} == {}
    assert quotes["content at its offsets"].value == 1
    assert quotes["indirect found per gold"].value <= MOST_FOUND
    assert actors["found per gold actor"].value <= MOST_FOUND
    assert actors["forbidden reported"].hits == 0
