"""The reading is never worse than it was: floors on the gold sets, lowered only by asking for it."""

from __future__ import annotations

import json

import pytest

from tests.gold.measure import FLOORS, INPUTS, OWN_SETS, SHARED, falls_short, fingerprint, measure

pytestmark = pytest.mark.timeout(300)
BESIDE = pytest.mark.skipif(not SHARED.is_dir(), reason="this gold set lies in ../shared, which is not here")


@pytest.mark.parametrize("name", [*(pytest.param(name, marks=BESIDE) for name in sorted(INPUTS)), *OWN_SETS])
def test_no_score_falls_below_its_floor(name: str) -> None:
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))[name]
    assert kept["fingerprint"] == fingerprint(name), "the gold changed: python -m tests.gold.measure --raise"
    scores = measure(name)
    short = {
        what: f"{scores.get(what, 0.0):.3f} against {floor:.3f}"
        for what, floor in kept["floors"].items()
        if falls_short(what, scores.get(what, 0.0), floor)
    }
    assert short == {}
