"""Fits `theme_weights.toml`: a logistic model, drawn towards weights set by hand, none against its sense.

The features are few and shared by all themes, so that a team's own themes are scored by the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.themes.judged import Pair
from bot.analysis.theme_features import FEATURES
from bot.analysis.theme_strength import BIAS

BY_HAND: Mapping[str, float] = {
    BIAS: -1.445,
    "terms": 1.7,
    "bare": 2.2,  # no judged theme is bare: one term in a short text is just enough
    "headline": 1.0,
    "hints": 0.8,
    "scattered": 0.1,
    "headline_hints": 0.255,
    "crowding": 0.306,
    "echo": 1.7,
    "meaning": 8.0,
    "breadth": 4.0,
    "actors": 0.34,
    "unpeopled": -0.51,
    "missing": -0.85,
    "against": -2.2,
}
"""Weights set by hand on the gold set before there was more; what few data cannot tell stays near them."""
DRAW = 1.0
"""Strength of the pull towards `BY_HAND`."""
STEPS = 30_000
RATE = 0.2


def fit_weights(pairs: Sequence[Pair], draw: float = DRAW) -> dict[str, float]:
    """The weights under which the answers are likeliest, less what it costs to leave those set by hand."""
    seen = [pair for pair in pairs if pair.features]
    names = [BIAS, *FEATURES]
    x = np.array([[1.0, *(pair.features[name] for name in FEATURES)] for pair in seen])
    y = np.array([pair.right for pair in seen], dtype=float)
    weight = np.array([pair.weight for pair in seen])
    start = np.array([BY_HAND[name] for name in names])
    found = _descend(x, y, weight, start, draw)
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def _descend(x: Any, y: Any, weight: Any, start: Any, draw: float) -> Any:
    sense = np.sign(start)
    scale = np.sqrt((x * x * weight[:, None]).mean(axis=0)) + 1e-6  # so that all weights move alike
    w = start.copy()
    for _ in range(STEPS):
        wrong = weight * (1 / (1 + np.exp(-(x @ w))) - y)
        slope = (x.T @ wrong + draw * (w - start)) / len(y)
        step = RATE * slope / scale**2
        w = w - step
        w[1:] = np.where(sense[1:] * w[1:] < 0, 0.0, w[1:])
        if np.abs(step).max() < 1e-7:
            break
    return w
