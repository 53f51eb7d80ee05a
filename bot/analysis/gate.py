"""The relevance gate: whether an article deserves the parser, decided from what is cheap to know.

Terms and names cost a few milliseconds an article, the parse twenty times as much. The gate errs on the
side of reading: at most one relevant article in a hundred may stay unread.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from bot.analysis.themes import ThemeTable, score_themes
from bot.model.findings import ThemeMatch

NEAR_MISS = 0.8
"""Share of a theme's threshold from which an article is read: the full reading may name further actors."""
NEAR_MISS_FOLLOWED = 0.6
"""The same for a theme that a subscription asks for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """What the subscriptions of a workspace ask for, beside its themes."""

    actors: frozenset[str] = frozenset()  # actor ids
    themes: frozenset[str] = frozenset()  # theme ids
    words: frozenset[str] = frozenset()  # search words and phrases, as written


def passes_gate(
    text: str, title: str | None, actor_ids: Set[str], table: ThemeTable, followed: Followed
) -> bool:
    """Whether an article is worth a full reading.

    Args:
        text: the article's prose.
        title: its headline, if any.
        actor_ids: the known actors that it names.
        table: the workspace's themes; any of them opens the gate.
        followed: actors, themes and words that open it besides.
    """
    if not followed.actors.isdisjoint(actor_ids) or _says_any(f"{title or ''}\n{text}", followed.words):
        return True
    scored = score_themes(text, title, actor_ids, table)
    return any(_comes_near(match, followed.themes) for match in scored)


def _comes_near(match: ThemeMatch, followed: Set[str]) -> bool:
    share = NEAR_MISS_FOLLOWED if match.id in followed else NEAR_MISS
    return match.score >= share * match.threshold


def _says_any(text: str, words: Set[str]) -> bool:
    """Whether a word stands anywhere, also within longer words: what is too much is sorted out later."""
    if not words:
        return False
    folded = " ".join(text.casefold().split())
    return any(word.casefold() in folded for word in words)
