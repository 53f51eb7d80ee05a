"""Matching articles → their stories, those that are most about the query first. Pure."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model.stored import Candidate
from bot.query.tree import ActorIs, And, Or, Phrase, Query, ThemeIs, Word
from bot.query.write import Names

# Weights set by hand: what the headline says comes before how widely it was reported, and that before its age.
HEADLINE, OPENING, STRENGTH, WIDTH, FRESHNESS = 2.0, 1.0, 1.0, 0.5, 0.5
HALF_FRESH = 30.0  # days after which an article is worth half as much for its age
_WORDS = re.compile(r"\w+")


Term = tuple[str, ...]
"""Something that is asked for: any of these words tells of it."""


def rank_stories(candidates: Iterable[Candidate], terms: Sequence[Term], now: datetime) -> tuple[int, ...]:
    """The stories, best first; of equal ones the newest.

    A story is as good as its best article, and a little better for each outlet that tells it.

    Args:
        terms: what the query asks for.
    """
    sought = [[words for word in term if (words := _words(word))] for term in terms]
    best: defaultdict[int, float] = defaultdict(float)
    newest: dict[int, datetime] = {}
    outlets: defaultdict[int, set[str | None]] = defaultdict(set)
    for candidate in candidates:
        best[candidate.story] = max(best[candidate.story], _worth(candidate, sought, now))
        newest[candidate.story] = max(newest.get(candidate.story, candidate.dated_at), candidate.dated_at)
        outlets[candidate.story].add(candidate.outlet)
    score = {story: worth + WIDTH * math.log2(len(outlets[story])) for story, worth in best.items()}
    return tuple(sorted(score, key=lambda story: (-score[story], -newest[story].timestamp(), story)))


def _worth(candidate: Candidate, sought: Sequence[Sequence[str]], now: datetime) -> float:
    days = max((now - candidate.dated_at).total_seconds(), 0.0) / 86_400
    freshness = HALF_FRESH / (HALF_FRESH + days)
    worth = STRENGTH * candidate.strength + FRESHNESS * freshness
    for weight, words in ((HEADLINE, candidate.headline), (OPENING, candidate.opening)):
        worth += weight * _share(sought, _words(words))
    return worth


def _share(sought: Sequence[Sequence[str]], words: str) -> float:
    """The share of what is sought that stands there."""
    found = sum(any(_stands(word, words) for word in term) for term in sought)
    return found / len(sought) if sought else 0.0


def _stands(word: str, words: str) -> bool:
    """Whether it is one of the words; other scripts than Latin write several in one."""
    return f" {word} " in f" {words} " or (not word.isascii() and word in words)


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def sought_terms(query: Query, names: Names) -> tuple[Term, ...]:
    """The words of a query, the parts of its actors' and themes' names; nothing that is excluded.

    A part of a name is enough: the articles that are ranked name the actor anyway.
    """
    match query:
        case And(parts) | Or(parts):
            return tuple(dict.fromkeys(term for part in parts for term in sought_terms(part, names)))
        case Word(text) | Phrase(text):
            return ((text,),)
        case ActorIs(actor):
            return (_parts(names.actor_name(actor), 2),)
        case ThemeIs(theme):
            return (_parts(names.theme_name(theme), 4),)
        case _:
            return ()


def _parts(name: str, shortest: int) -> Term:
    """The words of a name that are long enough to tell something."""
    return tuple(word for word in _WORDS.findall(name) if len(word) >= shortest)
