"""Which speakers of one story are one person: a surname, and the only full name that holds it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.storage.speakers import UNNAMED

MOST_NAMESAKES = 20  # speakers of one story who share a word of their names; among more nobody is told apart


def resolve_speakers(spoken: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """(story, key) of a speaker who is in no table → the key of the one longer name that holds this one.

    Args:
        spoken: stories with the keys of those who speak in them, "" for unknown ones.
    """
    by_story: defaultdict[int, set[str]] = defaultdict(set)
    for story, key in spoken:
        if key:
            by_story[story].add(key)
    found: dict[tuple[int, str], str] = {}
    for story, keys in by_story.items():
        holders = _index(keys) if len(keys) > 1 else {}
        for key in keys:
            longer = [k for k in _sharing(holders, key) if _names(key) < _names(k)]
            if key.startswith(UNNAMED) and len(longer) == 1:
                found[story, key] = longer[0]
    return found


def _index(keys: Iterable[str]) -> dict[str, list[str]]:
    """Word → the keys that hold it."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        for name in _names(key):
            index[name].append(key)
    return dict(index)


def _sharing(holders: dict[str, list[str]], key: str) -> list[str]:
    """Those that share the word of this name which fewest have; none where these are too many."""
    fewest = min((holders.get(name, []) for name in _names(key)), key=len, default=[])
    return fewest if len(fewest) <= MOST_NAMESAKES else []


def _names(key: str) -> set[str]:
    return set(key.removeprefix(UNNAMED).replace("-", " ").split())
