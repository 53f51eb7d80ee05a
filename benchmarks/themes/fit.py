"""Fits `theme_weights.toml`: a logistic model, drawn towards an earlier, blind fit, none against its sense.

The features are few and shared by all themes, so that a team's own themes are scored by the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.themes.judged import Pair
from bot.analysis.theme_features import FEATURES
from bot.analysis.theme_strength import BIAS

BLIND: Mapping[str, float] = {
    BIAS: -4.1,
    "terms": 2.55,
    "brief": 0.45,  # set on the odd short articles, without a look at the others
    "bare": 2.2,  # set by hand, no judged theme is bare: one term in a short text is just enough
    "headline": 0.26,
    "hints": 1.15,
    "scattered": 0.36,
    "headline_hints": 0.05,
    "crowding": 0.1,
    "echo": 2.1,
    "meaning": 7.5,
    "breadth": 4.5,
    "actors": 1.2,  # lower than fitted: the name of a body is often an include term too
    "unpeopled": -0.1,
    "missing": -1.04,
    "against": -2.3,
}
"""What was fitted on the same articles while the terms had been chosen without a look at them. Terms were added since with
an eye on these articles, so that a fit from nothing would trust terms more than new articles bear out."""
DRAW = 5000.0
"""Strength of the pull towards `BLIND`, in articles."""
STEPS = 30_000
RATE = 0.2


def fit_weights(pairs: Sequence[Pair], draw: float = DRAW) -> dict[str, float]:
    """The weights under which the answers are likeliest, less what it costs to leave the blind ones."""
    seen = [pair for pair in pairs if pair.features]
    names = [BIAS, *FEATURES]
    x = np.array([[1.0, *(pair.features[name] for name in FEATURES)] for pair in seen])
    y = np.array([pair.right for pair in seen], dtype=float)
    weight = np.array([pair.weight for pair in seen])
    start = np.array([BLIND[name] for name in names])
    found = _descend(x, y, weight, start, draw)
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def _descend(x: Any, y: Any, weight: Any, start: Any, draw: float) -> Any:
    sense = np.sign(start)
    scale = np.sqrt((x * x * weight[:, None]).mean(axis=0)) + 1e-6  # so that all weights move alike
    w = start.copy()
    for _ in range(STEPS):
        wrong = weight * (1 / (1 + np.exp(-(x @ w))) - y)
        slope = (x.T @ wrong + draw * (w - start)) / len(y)
        step = RATE * slope / (scale**2 + draw / len(y))
        w = w - step
        w[1:] = np.where(sense[1:] * w[1:] < 0, 0.0, w[1:])
        if np.abs(step).max() < 1e-7:
            break
    return w
