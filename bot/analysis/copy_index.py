"""An index of recent fingerprints, kept in memory and rebuilt from the database at the start."""

from __future__ import annotations

from bisect import insort
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.analysis.copies import Candidate, Fingerprint, match_copies, sketch_landmarks
from bot.clock import require_aware

MOST_KEPT = 30_000  # articles, about 5 kB each
_ROWS = 4  # permutations a band: texts that share half of their three-word runs meet in one of 16 bands
_LANDMARK_BANDS = 24  # of one row: rewrites that share a fifth of their landmarks meet with 99.5 %
_LONGEST_LIST = 96  # articles of one band; of a band as common as "russia" only the latest are kept
_MOST_COMPARED = 24  # candidates that are compared in full


@dataclass(frozen=True, slots=True)
class _Kept:
    key: str
    packed: bytes  # a fingerprint; packed, it takes a tenth of the memory


class CopyIndex:
    """Finds the article that a new one copies, among those of the last days.

    Not safe for several threads at once. About 5 kB an article.
    """

    def __init__(
        self, *, days: int = 30, least: int = 2_000, most: int = MOST_KEPT, newest: datetime | None = None
    ) -> None:
        """
        Args:
            days: articles older than so many days before the newest are dropped, oldest arrival first.
            least: so many latest arrivals stay whatever their date: a folder of old files goes back and
                forth in time, and one article dated in the future must not empty the index.
            most: more never stay, however many arrive within those days.
            newest: the latest date of all articles that ever came, where it is rebuilt from the last of them.
        """
        self._window = timedelta(days=days)
        self._least, self._most = least, most
        self._kept: dict[int, _Kept] = {}
        self._order: deque[tuple[datetime, int]] = deque()
        self._bands: dict[int, list[int]] = {}  # mostly of one article: a deque takes ten times the room
        self._newest = newest
        self._serials: dict[str, int] = {}  # by key
        self._next = 0

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, key: str, fingerprint: Fingerprint, when: datetime) -> None:
        """Keep an article, stored at `when` (aware). Add in order of arrival; copies too.

        Raises:
            ValueError: `when` is naive.
        """
        moment = require_aware(when)
        serial, self._next = self._next, self._next + 1
        self._kept[serial] = _Kept(key, fingerprint.to_bytes())
        self._serials[key] = serial
        self._order.append((moment, serial))
        for band in _bands(fingerprint):
            self._list(band, serial)
        self._newest = max(moment, self._newest or moment)
        self._drop_old()

    def replace(self, key: str, fingerprint: Fingerprint) -> None:
        """Know an edited article by its new text; nothing where it is not kept."""
        if (serial := self._serials.get(key)) is not None:
            self._unlist(serial)
            self._kept[serial] = _Kept(key, fingerprint.to_bytes())
            for band in _bands(fingerprint):
                self._list(band, serial)

    def query(self, fingerprint: Fingerprint) -> list[Candidate]:
        """The articles that this text copies, the likest first."""
        return match_copies(fingerprint, self._candidates(fingerprint))

    def _candidates(self, fingerprint: Fingerprint) -> Iterator[Candidate]:
        votes: Counter[int] = Counter()
        for band in _bands(fingerprint):
            votes.update(self._bands.get(band, ()))
        likeliest = sorted(votes, key=lambda serial: (-votes[serial], serial))[:_MOST_COMPARED]
        for serial in sorted(likeliest):
            kept = self._kept[serial]
            yield Candidate(key=kept.key, fingerprint=Fingerprint.from_bytes(kept.packed))

    def _drop_old(self) -> None:
        assert self._newest is not None  # noqa: S101 — set by `add`, the only caller
        oldest = self._newest - self._window
        while len(self._order) > self._least and (
            self._order[0][0] < oldest or len(self._order) > self._most
        ):
            _, serial = self._order.popleft()
            self._unlist(serial)
            key = self._kept.pop(serial).key
            if self._serials[key] == serial:
                del self._serials[key]

    def _list(self, band: int, serial: int) -> None:
        listed = self._bands.setdefault(band, [])
        insort(listed, serial)
        del listed[:-_LONGEST_LIST]

    def _unlist(self, serial: int) -> None:
        for band in _bands(Fingerprint.from_bytes(self._kept[serial].packed)):
            listed = self._bands.get(band)
            if listed and serial in listed:
                listed.remove(serial)
            if not listed:
                self._bands.pop(band, None)


def _bands(fingerprint: Fingerprint) -> set[int]:
    """The bands in which an article is filed: runs of MinHash values, and single values of its landmarks."""
    rows = fingerprint.shingles
    bands = {hash((0, at, rows[at : at + _ROWS])) for at in range(0, len(rows), _ROWS)}
    marks = sketch_landmarks(fingerprint, _LANDMARK_BANDS)
    return bands | {hash((1, at, value)) for at, value in enumerate(marks)}
