"""How sure a quote and its speaker are: the share that was right among quotes found in the same way."""

from __future__ import annotations

from functools import lru_cache

from bot.analysis.lexicon.words import load_words

_CLEAR_LEAD = 1.2  # from which a pronoun's antecedent stands well before all others


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, float]]:
    return load_words("confidence.toml")


def confidence_of(*, kind: str, way: str, how: str, lead: float = 0.0) -> float:
    """A value from 0 to 1, calibrated on the tuning texts named in confidence.toml.

    Args:
        kind: "direct", "mixed" or "indirect".
        way: how the words were joined to their attribution (see `attach.Link` and `extract`).
        how: how the speaker was resolved (see `speakers.Speaker`).
        lead: of a pronoun's antecedent before the next best.
    """
    table = _table()
    if how.startswith("pronoun"):
        how += "-clear" if lead >= _CLEAR_LEAD else "-close"
    value = table["way"].get(way, 0.5) * table["how"].get(how, 0.5) * table["kind"][kind]
    return round(max(0.05, min(0.99, value)), 2)
