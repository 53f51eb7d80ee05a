"""Scores of the reading: `python -m tests.gold.measure [SET…]` prints them, with `--raise` it lifts the floors.

Two gold sets and their scorer lie beside the project; those of our own lie in `own/` (see the README there).
`--errors` lists the misses of the `-dev` sets; those of a `-held-out` one are shown to nobody, so that it stays
unseen.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.analysis.analyse import Tables, analyse, compile_tables
from bot.analysis.lexicon.load import default_knowledge
from bot.analysis.nlp import load_nlp
from bot.fetch.extract import extract_article
from bot.fetch.files import read_file
from bot.fetch.outlets import OutletTable
from bot.model.output import analysis_as_json
from tests.gold import own_score

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.03  # below the score measured when a floor is raised: a set of a hundred quotes tells no finer
FEWER_IS_BETTER = ("leaked", "reported", "violated", "false alarm", "in no list", "per gold")
GUARDS = {  # gold lists only clear cases; beyond these it would be guessing
    "actors: found per gold actor": 1.5,
    "quotes: indirect found per gold": 2.0,
    "events: found per gold event": 2.0,
}
INPUTS = {"seeds": SHARED / "seeds", "articles": SHARED / "gold" / "articles"}
GOLD = {"seeds": SHARED / "gold" / "seeds", "articles": SHARED / "gold" / "articles"}
OWN = Path(__file__).with_name("own")


def _stems(*ranges: range) -> list[str]:
    return [f"{number:02}" for numbers in ranges for number in numbers]


OWN_SETS = {  # a new one needs its line here and `--raise`; whose misses are shown says its name
    "own-dev": _stems(range(1, 9)),
    "own-held-out": _stems(range(9, 17)),
    "own-2-dev": _stems(range(17, 23), range(29, 35)),
    "own-2-held-out": _stems(range(23, 29), range(35, 41)),
    "own-3-dev": _stems(range(41, 65, 2)),
    "own-3-held-out": _stems(range(42, 65, 2)),
}


def load_scorer() -> ModuleType:
    """The scorer beside the gold sets."""
    spec = importlib.util.spec_from_file_location("score_gold", SHARED / "tools" / "score_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_gold"] = module
    spec.loader.exec_module(module)
    return module


def fingerprint(name: str) -> str:
    """Of a gold set, its inputs and the scorer: floors hold for these only."""
    digest = hashlib.sha256()
    for path in _files(name):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _files(name: str) -> list[Path]:
    if name in OWN_SETS:
        own = [OWN / f"{stem}{suffix}" for stem in OWN_SETS[name] for suffix in (".json", ".txt")]
        return [*own, Path(own_score.__file__)]
    files = {*GOLD[name].glob("*.json"), *INPUTS[name].glob("*.txt"), *INPUTS[name].glob("*.html")}
    return [*sorted(files), SHARED / "tools" / "score_gold.py"]


def measure(name: str) -> dict[str, float]:
    """Every ratio of one gold set, English articles only, as "area: what" → value."""
    return tally_own(name).ratios() if name in OWN_SETS else _measure_shared(name)


def tally_own(name: str) -> own_score.Tally:
    """Hits and misses on one of our own sets."""
    golds = [json.loads((OWN / f"{stem}.json").read_text(encoding="utf-8")) for stem in OWN_SETS[name]]
    return own_score.score((gold, _read(OWN / gold["file"])) for gold in golds)


def _measure_shared(name: str) -> dict[str, float]:
    scorer = load_scorer()
    gold = {k: g for k, g in scorer.load_gold(GOLD[name]).items() if g["language"] == "en"}
    predictions = {stem: _read(INPUTS[name] / article["file"]) for stem, article in gold.items()}
    report = scorer.score(gold, predictions, scorer.load_aliases(GOLD[name]))
    found: dict[str, float] = {}
    for area, ratios in report.ratios.items():
        found |= {f"{area}: {what}": ratio.value for what, ratio in ratios.items() if ratio.value is not None}
        found |= {
            f"{area}: {what}": value
            for what, value in report.derived.get(area, {}).items()
            if value is not None
        }
    return found


def _read(path: Path) -> dict[str, Any]:
    article = extract_article(read_file(path), _outlets())
    return analysis_as_json(str(path), article, analyse(article, _tables(), load_nlp(), None))


@cache
def _outlets() -> OutletTable:
    return OutletTable.shipped()


@cache
def _tables() -> Tables:
    return compile_tables(default_knowledge(None, None))


def present_sets() -> list[str]:
    """The gold sets that can be measured here."""
    return [*(INPUTS if SHARED.is_dir() else ()), *OWN_SETS]


def falls_short(what: str, value: float, floor: float) -> bool:
    """Whether a score is worse than its floor (or, where fewer is better, its ceiling)."""
    return value > floor if any(word in what for word in FEWER_IS_BETTER) else value < floor


def raise_floors(names: Iterable[str]) -> None:
    """Lift each floor to the present score less a margin; none is lowered, unless the gold itself changed."""
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    for name in names:
        before = kept.get(name, {})
        old = before["floors"] if before.get("fingerprint") == fingerprint(name) else {}
        kept[name] = {"fingerprint": fingerprint(name), "floors": _lifted(old, measure(name))}
    FLOORS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _lifted(old: dict[str, float], scores: dict[str, float]) -> dict[str, float]:
    lifted = {}
    for what, value in sorted(scores.items()):
        fewer = any(word in what for word in FEWER_IS_BETTER)
        new = round(value + MARGIN, 3) if fewer else round(max(0.0, value - MARGIN), 3)
        before = old.get(what, new)
        lifted[what] = GUARDS.get(what) or (min(before, new) if fewer else max(before, new))
    return lifted


if __name__ == "__main__":
    named = [name for name in present_sets() if name in sys.argv] or present_sets()
    if "--raise" in sys.argv:
        raise_floors(named)
    for set_name in named:
        print(f"\n{set_name}")
        for what, value in measure(set_name).items():
            print(f"  {what:<48} {value:.3f}")
    if "--errors" in sys.argv:
        for set_name in [name for name in named if name in OWN_SETS and name.endswith("-dev")]:
            for what, details in tally_own(set_name).misses.items():
                print(f"\n{set_name}, {what}", *details, sep="\n  ")
