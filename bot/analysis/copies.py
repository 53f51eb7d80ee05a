"""Copies: reprints with other boilerplate, light edits and spun rewrites of an earlier article.

Two channels. MinHash over three-word runs finds reprints and light edits. Landmarks (names, numbers, quoted
words, in order) find rewrites, and keep look-alikes apart: a second telephone call between the same two
ministers shares names and phrases with the first, but neither the numbers nor what was said.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq
from rensa import RMinHash

from bot.analysis.landmarks import LandmarkKind, kind_of, list_words, parse_landmarks

PERMUTATIONS = 64
MOST_LANDMARKS = 240  # of a text, from its beginning
SHORT_TEXT = 25  # words; below it the title is read as well
_SEED = 20260101  # fixed: fingerprints are stored and compared with later ones

# Thresholds, set on invented rewrites and on pairs of independent reports of one event.
_REPRINT = 0.70  # estimated overlap of three-word runs that alone is enough
_EDIT = 0.22  # overlap from which over half of the landmarks in order are enough
_EDIT_ORDER = 0.55
_SIZES = 0.35  # the shorter has at least this share of the longer one's landmarks
_REWRITE_LANDMARKS = 0.50  # share of both texts' names and numbers that stand in the same order
_REWRITE_ORDER = 0.85  # of the different ones that both have, the share that first appears in the same order
_REWRITE_ALIGNED = 7  # and so many of them
_TURNED_COMMON = (
    0.70  # a rewrite that also turns its parts around: share of both texts' different names and numbers,
)
_TURNED_NUMBERS = 0.70  # of the fewer numbers,
_TURNED_ORDER = 0.70  # of what is common, the share in the same order,
_TURNED_ALIGNED = 10  # and so many of it;
_TURNED_DETAILS = 6  # and points of common detail
_NUMBERS = 0.5  # share of the fewer numbers that agree
_QUOTED = 0.15  # share of the fewer quoted words that agree
_ENOUGH = {LandmarkKind.NUMBER: 1, LandmarkKind.QUOTED: 3}  # fewer say nothing
_DETAILS = 4  # points of common detail that a rewrite needs: a number is 2, a quoted word 1


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What is kept of a text to know its copies again; compact, and independent of the process."""

    shingles: tuple[int, ...]  # MinHash of three-word runs, 32 bits each; empty for a text without words
    landmarks: tuple[int, ...]  # codes of names, numbers and quoted words, in order

    def to_bytes(self) -> bytes:
        """For the database: about 0.5 kB an article."""
        codes = (*self.shingles, *self.landmarks)
        return struct.pack(f"<2H{len(codes)}I", len(self.shingles), len(self.landmarks), *codes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        """The fingerprint that `to_bytes` wrote.

        Raises:
            ValueError: the bytes are not of that form.
        """
        try:
            shingles, landmarks = struct.unpack_from("<2H", data)
            codes = struct.unpack(f"<{shingles + landmarks}I", data[4:])
        except struct.error as error:
            raise ValueError("not the bytes of a fingerprint") from error
        return cls(shingles=codes[:shingles], landmarks=codes[shingles:])

    @cached_property
    def counts(self) -> dict[LandmarkKind, Counter[int]]:
        """How often each landmark occurs, by kind."""
        counted: dict[LandmarkKind, Counter[int]] = {kind: Counter() for kind in LandmarkKind}
        for code in self.landmarks:
            counted[kind_of(code)][code] += 1
        return counted

    @cached_property
    def anchors(self) -> tuple[int, ...]:
        """Names and numbers alone, in order."""
        return tuple(code for code in self.landmarks if kind_of(code) is not LandmarkKind.QUOTED)

    @cached_property
    def firsts(self) -> tuple[int, ...]:
        """The anchors in the order of their first appearance, each once."""
        return tuple(dict.fromkeys(self.anchors))


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An earlier article that the new one may copy."""

    key: str  # however the caller knows the article
    fingerprint: Fingerprint


def sign_text(text: str, title: str | None = None) -> Fingerprint:
    """The fingerprint of an article. `title` is read only where there is hardly any text. Pure."""
    words = list_words(text)
    if len(words) < SHORT_TEXT and title:
        text = f"{title}\n\n{text}"
        words = list_words(text)
    landmarks = tuple(landmark.code for landmark in parse_landmarks(text)[:MOST_LANDMARKS])
    return Fingerprint(shingles=_sketch(_runs(words)), landmarks=landmarks)


def _runs(words: Sequence[str]) -> list[str]:
    if len(words) < 3:
        return [" ".join(words)] if words else []
    return [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]


def _sketch(items: list[str], permutations: int = PERMUTATIONS) -> tuple[int, ...]:
    if not items:
        return ()
    sketch = RMinHash(num_perm=permutations, seed=_SEED)
    sketch.update(items)
    return tuple(sketch.digest())


def sketch_landmarks(fingerprint: Fingerprint, permutations: int) -> tuple[int, ...]:
    """MinHash of the landmarks, by which an index finds rewrites."""
    return _sketch([str(code) for code in sorted(set(fingerprint.landmarks))], permutations)


def measure_likeness(one: Fingerprint, two: Fingerprint) -> float:
    """How surely one text copies the other: 0 for no copy, else up to 1. Symmetric and pure."""
    overlap = measure_overlap(one, two)
    if overlap >= 0.98:
        return overlap
    if not _details_agree(one, two):
        return 0.0
    if overlap >= _REPRINT:
        return overlap
    if overlap >= _EDIT:
        share = _aligned_share(one.anchors, two.anchors)
        return max(overlap, share) if share >= _EDIT_ORDER else 0.0
    return _rewrite_likeness(one, two) or _turned_likeness(one, two)


def _rewrite_likeness(one: Fingerprint, two: Fingerprint) -> float:
    """A rewrite has nothing but its landmarks to show: many, in one order, and more than names."""
    aligned = _aligned(one.anchors, two.anchors)
    share = 2 * aligned / max(1, len(one.anchors) + len(two.anchors))
    if share < _REWRITE_LANDMARKS or _common_details(one, two) < _DETAILS:
        return 0.0
    common = len(set(one.firsts) & set(two.firsts))
    in_order = _aligned(one.firsts, two.firsts)
    if in_order < max(_REWRITE_ALIGNED, _REWRITE_ORDER * common):
        return 0.0
    return share if 2 * in_order >= _REWRITE_LANDMARKS * (len(one.firsts) + len(two.firsts)) else 0.0


def _turned_likeness(one: Fingerprint, two: Fingerprint) -> float:
    """A rewrite that begins elsewhere keeps nearly all names and numbers, though not all of their order."""
    common = len(set(one.firsts) & set(two.firsts))
    share = 2 * common / max(1, len(one.firsts) + len(two.firsts))
    numbers = _common_share(one, two, LandmarkKind.NUMBER) or 0.0
    if share < _TURNED_COMMON or numbers < _TURNED_NUMBERS or _common_details(one, two) < _TURNED_DETAILS:
        return 0.0
    in_order = _aligned(one.firsts, two.firsts)
    return share if in_order >= max(_TURNED_ALIGNED, _TURNED_ORDER * common) else 0.0


def measure_overlap(one: Fingerprint, two: Fingerprint) -> float:
    """Estimated share of three-word runs that two texts have in common, 0..1."""
    if not one.shingles or len(one.shingles) != len(two.shingles):
        return 0.0
    return sum(a == b for a, b in zip(one.shingles, two.shingles, strict=True)) / len(one.shingles)


def _aligned(one: Sequence[int], two: Sequence[int]) -> int:
    """How many landmarks stand in the same order in both."""
    return int(LCSseq.similarity(one, two))


def _aligned_share(one: Sequence[int], two: Sequence[int]) -> float:
    """Share of the shorter text's landmarks that stand in the longer one in order; 0 where it is far shorter."""
    shorter, longer = sorted((len(one), len(two)))
    return _aligned(one, two) / shorter if shorter and shorter >= _SIZES * longer else 0.0


def _common_share(one: Fingerprint, two: Fingerprint, kind: LandmarkKind) -> float | None:
    """Share of the fewer landmarks of a kind that both have; None where too few to say anything."""
    a, b = one.counts[kind].keys(), two.counts[kind].keys()
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer >= _ENOUGH[kind] else None


def _details_agree(one: Fingerprint, two: Fingerprint) -> bool:
    numbers = _common_share(one, two, LandmarkKind.NUMBER)
    quoted = _common_share(one, two, LandmarkKind.QUOTED)
    return (numbers is None or numbers >= _NUMBERS) and (quoted is None or quoted >= _QUOTED)


def _common_details(one: Fingerprint, two: Fingerprint) -> int:
    numbers, quoted = (
        len(one.counts[kind].keys() & two.counts[kind].keys())
        for kind in (LandmarkKind.NUMBER, LandmarkKind.QUOTED)
    )
    return 2 * numbers + quoted


def match_copies(fingerprint: Fingerprint, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that the text may copy, the likest first, and among equals the first."""
    measured = [(measure_likeness(fingerprint, candidate.fingerprint), candidate) for candidate in candidates]
    ranked = sorted(measured, key=lambda pair: -pair[0])
    return [candidate for likeness, candidate in ranked if likeness > 0]
