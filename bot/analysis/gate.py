"""The relevance gate: whether an article deserves the parser, decided from what is cheap to know.

Terms and names cost a few milliseconds an article, the parse twenty times as much. The gate errs on the
side of reading: at most one relevant article in a hundred may stay unread.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from bot.analysis.themes import FLOOR, ThemeTable, score_themes
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the gate says of an article, and what decided it."""

    opens: bool
    actor: str | None = None  # id of the followed actor that is named
    word: str | None = None  # the search word that stands there
    theme: ThemeMatch | None = None  # the theme that opens the gate, or the one that came nearest


def passes_gate(
    text: str, title: str | None, actor_ids: Set[str], table: ThemeTable, followed: Followed
) -> bool:
    """Whether an article is worth a full reading; see `weigh_gate`."""
    return weigh_gate(text, title, actor_ids, table, followed).opens


def weigh_gate(
    text: str, title: str | None, actor_ids: Set[str], table: ThemeTable, followed: Followed
) -> Verdict:
    """Whether an article is worth a full reading, and why. What is cheapest is asked first.

    Args:
        text: the article's prose.
        title: its headline, if any.
        actor_ids: the known actors that it names.
        table: the workspace's themes; any of them opens the gate.
        followed: actors, themes and words that open it besides.
    """
    actor = min(followed.actors & actor_ids, default=None)
    if actor is not None:
        return Verdict(opens=True, actor=actor)
    word = _find_word(f"{title or ''}\n{text}", followed.words)
    if word is not None:
        return Verdict(opens=True, word=word)
    nearest = max(
        score_themes(text, title, actor_ids, table),
        key=lambda match: match.score / _asked(match, followed.themes),
        default=None,
    )
    opens = nearest is not None and nearest.score >= _asked(nearest, followed.themes)
    return Verdict(opens=opens, theme=nearest)


def _asked(match: ThemeMatch, followed: Set[str]) -> float:
    """The score from which a theme opens the gate."""
    share = NEAR_MISS_FOLLOWED if match.id in followed else NEAR_MISS
    return max(share * match.threshold, FLOOR)


def _find_word(text: str, words: Set[str]) -> str | None:
    """A word that stands anywhere, also within longer words: what is too much is sorted out later."""
    if not words:
        return None
    folded = " ".join(text.casefold().split())
    return next((word for word in sorted(words) if word.casefold() in folded), None)
