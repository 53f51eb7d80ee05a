"""Themes of a passage of a sentence or two: what a quote speaks of, told by its wording alone.

An article has many passages in which to show a theme, and must keep apart what it is about from what it mentions. A
passage is asked only what it speaks of: one plain term says that, and its meaning is too little to weigh. The
passages of an article may so speak of themes that the article itself does not get.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

from bot.analysis.lexicon.words import load_words
from bot.analysis.theme_evidence import Hit, settled
from bot.analysis.theme_features import extract_features
from bot.analysis.theme_reading import ThemeTable, read_wording
from bot.analysis.theme_strength import BIAS, log_odds, score_of


@cache
def passage_weights() -> Mapping[str, float]:
    """What each feature of a passage adds to the log-odds, `BIAS` among them."""
    found = load_words("theme_passage_weights.toml")
    return {BIAS: float(found["bias"]), **{name: float(weight) for name, weight in found["weights"].items()}}


def match_passage_themes(passage: str, actor_ids: Set[str], table: ThemeTable) -> tuple[str, ...]:
    """Ids of the themes of which a passage speaks, in the order of the table.

    Args:
        passage: a quote, or the sentence around one.
        actor_ids: the known actors that its article names, for themes that ask for some.
        table: the themes; one that consists of actors alone is not told: all passages of an article would have it.
    """
    found = read_wording(passage, table).hits
    standing = table.standing(actor_ids)
    return tuple(
        theme.id
        for i, theme in enumerate(table.themes)
        if i in found
        and len(standing & table.wanted[i]) >= theme.actors_min
        and _score(found[i]) >= theme.threshold
    )


def _score(hits: list[Hit]) -> float:
    return score_of(log_odds(extract_features(settled(hits), 0, ()), passage_weights()))
