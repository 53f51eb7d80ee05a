"""How sure the features of a theme make us that it is right: a logistic model of few weights, which are data.

`theme_weights.toml` holds them, and says on what they were fitted. A workspace's marks may move a theme's
weights a little (`Theme.shift`); see `theme_tuning`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from bot.analysis.lexicon.words import load_words
from bot.analysis.theme_features import Features

SUREST = 0.99
"""Highest score: nothing is certain."""
BIAS = "bias"
"""The name under which a shift holds what it adds to every text."""


@cache
def default_weights() -> Mapping[str, float]:
    """What each feature adds to the log-odds, `BIAS` among them."""
    found = load_words("theme_weights.toml")
    return {BIAS: float(found["bias"]), **{name: float(weight) for name, weight in found["weights"].items()}}


def weights_of(shift: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The weights of a theme that marks moved by so much."""
    moved = dict(default_weights())
    for name, value in shift:
        moved[name] = moved.get(name, 0.0) + value
    return moved


def log_odds(features: Features, weights: Mapping[str, float]) -> float:
    """The weighted sum of the features, with the bias."""
    return weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())


def score_of(odds: float) -> float:
    """Log-odds as a score between 0 and `SUREST`."""
    if odds < -50:
        return 0.0
    return round(min(1 / (1 + math.exp(-odds)), SUREST), 3)
