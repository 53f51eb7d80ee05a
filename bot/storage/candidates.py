"""Which known wordings a further one is worth comparing with: a bounded number, found by shared words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest
from typing import Generic, TypeVar

from bot.storage.wordings.reading import Reading

Space = str | int
"""Where one looks: a speaker's key, or a story's number."""

MOST_KEPT = 12  # newest wordings that are remembered for the same words
MOST_BY_RUN = 24  # compared because they share four words in a row, or all of them
MOST_BY_MEANING = 12  # compared because they share most in meaning
MOST_MEANINGS = 12  # looked up, of one wording

E = TypeVar("E")  # compared by identity


class Candidates(Generic[E]):
    """Known wordings, by whatever they share with others.

    Args:
        reading_of: the wording of an entry.
    """

    def __init__(self, reading_of: Callable[[E], Reading]) -> None:
        self._reading_of = reading_of
        self._same: _Shelf[E] = _Shelf()
        self._holding: _Shelf[E] = _Shelf()  # by every run of four words
        self._opening: _Shelf[E] = _Shelf()  # by the first four words of the longest piece
        self._meaning: _Shelf[E] = _Shelf()

    def add(self, space: Space, entry: E) -> None:
        """Remember an entry."""
        reading = self._reading_of(entry)
        self._same.put(space, (reading.key,), entry)
        self._holding.put(space, reading.runs, entry)
        self._opening.put(space, filter(None, (reading.opening,)), entry)
        self._meaning.put(space, reading.weights, entry)

    def near(self, spaces: Sequence[Space], reading: Reading) -> Iterator[E]:
        """Entries that may be the same quote, at most 36, each once, the likeliest first."""
        seen: set[E] = set()
        for entry in self._by_run(spaces, reading):
            if entry not in seen:
                seen.add(entry)
                yield entry
            if len(seen) == MOST_BY_RUN:
                break
        for entry in self._by_meaning(spaces, reading):
            if entry not in seen:
                yield entry

    def _by_run(self, spaces: Sequence[Space], reading: Reading) -> Iterator[E]:
        for space in spaces:
            yield from self._same.newest(space, reading.key)
        for space in spaces:
            yield from self._holding.newest(space, reading.opening)
            for run in reading.runs:
                yield from self._opening.newest(space, run)

    def _by_meaning(self, spaces: Sequence[Space], reading: Reading) -> list[E]:
        """Those that share the most weight; of meanings, those that fewest have count first."""
        shared: dict[E, float] = {}
        for space in spaces:
            shelves = [(self._meaning.newest(space, m), weight) for m, weight in reading.weights.items()]
            shelves.sort(key=_length)
            for shelf, weight in shelves[:MOST_MEANINGS]:
                for entry in shelf:
                    shared[entry] = shared.get(entry, 0.0) + weight
        return nlargest(MOST_BY_MEANING, shared, key=shared.__getitem__)


def _length(shelf: tuple[Sequence[object], float]) -> int:
    return len(shelf[0])


class _Shelf(Generic[E]):
    """The entries for each key of each space."""

    def __init__(self) -> None:
        self._entries: defaultdict[Space, defaultdict[str, list[E]]] = defaultdict(lambda: defaultdict(list))

    def put(self, space: Space, keys: Iterable[str], entry: E) -> None:
        here = self._entries[space]
        for key in keys:
            here[key].append(entry)

    def newest(self, space: Space, key: str) -> Sequence[E]:
        """At most 12, the newest first."""
        here = self._entries.get(space)
        return here[key][: -MOST_KEPT - 1 : -1] if here and key in here else ()
